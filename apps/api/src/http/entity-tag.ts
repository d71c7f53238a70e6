import { PreconditionRequiredError } from './precondition.errors';

/** The strong ETag of a version of a thing (RFC 9110, 8.8.3). */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * The versions that `If-Match` names (RFC 9110, 13.1.1); `null` is whichever: `*`, or no header. Weak tags and those that
 * are none of ours match nothing.
 */
export function versionsIn(ifMatch: string | undefined): readonly number[] | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null;
  return ifMatch.split(',').flatMap((tag) => {
    const version = /^"([1-9]\d{0,8})"$/.exec(tag.trim())?.[1];
    return version === undefined ? [] : [Number(version)];
  });
}

/** The same where the header must be there. @throws PreconditionRequiredError */
export function requiredVersions(ifMatch: string | undefined): readonly number[] | null {
  if (ifMatch === undefined) throw new PreconditionRequiredError();
  return versionsIn(ifMatch);
}
