import { hash } from 'node:crypto';

/**
 * A weak ETag (RFC 9110, 8.8.3) for an answer that these texts decide wholly: the state of the data, the question, the
 * form of the answer.
 */
export function weakTag(...parts: readonly string[]): string {
  return `W/"${hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 22)}"`;
}

/** Whether a client has this answer already: `If-None-Match` compares weakly (RFC 9110, 13.1.2). */
export function hasAlready(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  const bare = (text: string): string => text.trim().replace(/^W\//, '');
  return ifNoneMatch.trim() === '*' || ifNoneMatch.split(',').some((one) => bare(one) === bare(tag));
}
