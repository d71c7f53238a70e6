import { hash } from 'node:crypto';
import type { Caller } from '../sessions/session';
import { addressBlock } from './address-block';

/**
 * What hits are counted for: a text, such as an e-mail (letter case and spaces around it do not matter), or the
 * address that somebody calls from (IPv6 by /64).
 */
export type Counted = string | Pick<Caller, 'ip'>;

/** How often something may be done. */
export interface Limit {
  /** Name of the rule in lower case, such as `password_reset:account`; callers get to see it. */
  readonly bucket: string;
  readonly key: Counted;
  /** Counts the hits from here apart from all others. */
  readonly source?: Counted;
  /** Hits in a window. */
  readonly most: number;
  /** Length of a window, which begins with its first hit. */
  readonly seconds: number;
  /**
   * With it the hits beyond `most` are not refused until the window is over: after n hits there is a pause of 2^n
   * seconds, up to this many, and then one more is free. The window begins anew with each hit.
   */
  readonly longestPause?: number;
}

/** Which counter is meant: without a source those of all sources. */
export type LimitName = Pick<Limit, 'bucket' | 'key' | 'source'>;

/** What is the same for all that is counted together. */
export function nameOf(counted: Counted): string {
  return typeof counted === 'string'
    ? `text:${counted.trim().toLowerCase()}`
    : `address:${addressBlock(counted.ip)}`;
}

/** The 32 bytes that stand for it in the database: who reads the table learns no e-mail and no address. */
export function digestOf(counted: Counted): Buffer {
  return hash('sha256', nameOf(counted), 'buffer');
}
