import { createHash } from 'node:crypto';
import { rowFault, type RowFault, type RowFaultCode } from './row-fault';

/** A usable web address. */
export interface Link {
  /** The address as written, trimmed (re-encoded only when it held white space), at most 1,000 characters. */
  readonly link: string;
  /**
   * What makes two addresses the same listing: lower-case host without `www.`, a port that is not the default, path,
   * sorted query; no scheme, fragment, tracking parameter or trailing slash. At most 1,000 characters.
   */
  readonly key: string;
}

/** Also the most that fits a PostgreSQL unique index comfortably. */
const LONGEST = 1000;

/** Parameters that tell where a visitor came from and never which page is shown; `utm_*` as well. */
const TRACKING = new Set([
  '_ga',
  '_gl',
  'dclid',
  'fbclid',
  'gbraid',
  'gclid',
  'igshid',
  'mc_cid',
  'mc_eid',
  'msclkid',
  'ref_src',
  'ttclid',
  'twclid',
  'wbraid',
  'yclid',
]);

/**
 * Checks a listing's link and makes its key.
 *
 * @returns the link, or a fault of the field `link`: `link_too_long`, `link_unreadable`, `link_scheme`,
 *   `link_credentials`
 */
export function parseLink(text: string): Link | RowFault {
  return parseAddress(text, 'link');
}

/** The same check for an image, whose faults name the field `image`. Images need no key. */
export function parseImage(text: string): Pick<Link, 'link'> | RowFault {
  return parseAddress(text, 'image');
}

/** The 128 bits under which a link's key is unique, in hexadecimal: a quarter of the index that the text would take. */
export function linkDigest(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

function parseAddress(text: string, field: 'link' | 'image'): Link | RowFault {
  const written = text.trim();
  const refuse = (code: RowFaultCode) => rowFault(field, code);
  if (written.length > LONGEST) return refuse('link_too_long');
  const url = URL.canParse(written) ? new URL(written) : null;
  if (!url) return refuse('link_unreadable');
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return refuse('link_scheme');
  if (url.username !== '' || url.password !== '') return refuse('link_credentials');
  // `https:host` and `https:///host` are completed by the URL standard, but nobody else would follow them
  if (!/^https?:\/\/[^/\\]/i.test(written)) return refuse('link_unreadable');
  const link = /\s/.test(written) ? url.href : written;
  const key = keyOf(url);
  return link.length > LONGEST || key.length > LONGEST ? refuse('link_too_long') : { link, key };
}

function keyOf(url: URL): string {
  const host = url.hostname.replace(/^www\./, '').replace(/\.$/, '');
  const path = url.pathname.replace(/%[0-9a-f]{2}/gi, (code) => code.toUpperCase()).replace(/\/+$/, '');
  return `${host}${url.port === '' ? '' : `:${url.port}`}${path}${queryOf(url)}`;
}

function queryOf(url: URL): string {
  if (url.search === '') return '';
  const kept = [...url.searchParams].filter(([name]) => !isTracking(name.toLowerCase()));
  const query = new URLSearchParams(kept);
  query.sort();
  return query.size === 0 ? '' : `?${query.toString()}`;
}

function isTracking(name: string): boolean {
  return name.startsWith('utm_') || TRACKING.has(name);
}
