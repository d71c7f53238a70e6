import { createHash } from 'node:crypto';

/**
 * What the audit, which nobody can erase, keeps of a name or address: its first letter and a short hash. Enough to see
 * that it changed, and to recognise one that is known; it no longer says who it was when the account is gone.
 */
export function pseudonym(text: string): string {
  if (text === '') return '';
  const hash = createHash('sha256').update(text.toLowerCase()).digest('hex').slice(0, 8);
  return `${Array.from(text)[0] ?? ''}…${hash}`;
}
