import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long a link in a mail is good for, in milliseconds, by what it is for. */
export const LINK_LIFETIMES = {
  password_reset: 30 * MINUTE,
  email_verification: 48 * HOUR,
  account_created: 72 * HOUR,
} as const;

/** What a link in a mail is for. */
export type LinkPurpose = keyof typeof LINK_LIFETIMES;

/** What leads to a password without one that had to be known. */
export const PASSWORD_PURPOSES: readonly LinkPurpose[] = ['password_reset', 'account_created'];

/** Where in the single-page app a link leads to. */
const PAGES = {
  password_reset: 'reset-password',
  email_verification: 'verify-email',
  account_created: 'choose-password',
} as const satisfies Record<LinkPurpose, string>;

/** An account that will be made when its link is opened. */
export interface Registration {
  readonly email: string;
  readonly displayName: string;
  readonly language: 'es' | 'en';
  readonly passwordHash: string;
}

/** What the secret part of a link is made from. */
export interface LinkRow {
  readonly id: string;
  readonly purpose: LinkPurpose;
}

/**
 * The token of a link: its id and an HMAC-SHA256 (RFC 2104) over purpose and id, each in base64url. The same row and
 * key always make the same one.
 */
function tokenOf({ id, purpose }: LinkRow, key: KeyObject): string {
  const proof = createHmac('sha256', key).update(`account-link:${purpose}:${id}`).digest('base64url');
  return `${Buffer.from(id.replaceAll('-', ''), 'hex').toString('base64url')}.${proof}`;
}

/** The address that a mail shows. The token stands behind a `#`: browsers do not send that part, so no log has it. */
export function linkUrl(appUrl: string, row: LinkRow, key: KeyObject): string {
  return `${appUrl}/${PAGES[row.purpose]}#token=${tokenOf(row, key)}`;
}

/** The id that a token names; nothing in it is proven yet. `null` for what is no token of a link. */
export function readLinkId(token: string): string | null {
  const encoded = /^([\w-]{22})\.[\w-]{43}$/.exec(token)?.[1];
  if (encoded === undefined) return null;
  const hex = Buffer.from(encoded, 'base64url').toString('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** Whether a token is the one of this row, byte for byte, in the same time whatever it says. */
export function isTokenOf(token: string, row: LinkRow, key: KeyObject): boolean {
  const [given, right] = [Buffer.from(token), Buffer.from(tokenOf(row, key))];
  return given.length === right.length && timingSafeEqual(given, right);
}
