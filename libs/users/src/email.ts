const LONGEST = 254;
const LONGEST_LOCAL = 64;
const LOCAL = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/i;
const DOMAIN = /^[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*$/i;

/**
 * An e-mail address as we keep it: as it was written, without spaces around it, its domain in lower case. ASCII only
 * (a domain in other letters has its `xn--` form): letters that fold into one another, such as ı and i, would let one
 * account be taken for another.
 *
 * @returns `null` when it is no address
 */
export function parseEmail(text: unknown): string | null {
  if (typeof text !== 'string') return null;
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  const domain = trimmed.slice(at + 1).toLowerCase();
  const fits = trimmed.length <= LONGEST && local.length <= LONGEST_LOCAL;
  return fits && LOCAL.test(local) && DOMAIN.test(domain) ? `${local}@${domain}` : null;
}

/** Whether two addresses, as {@link parseEmail} gives them, are one account's: letter case does not matter. */
export function isSameEmail(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
