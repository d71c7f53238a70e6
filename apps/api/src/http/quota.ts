import { Reflector } from '@nestjs/core';
import type { Limit } from '@app/auth';
import type { RateLimitConfig } from '@app/config';

/**
 * What a door costs its caller: a request like others, one of those that come at each key that is pressed, or nothing
 * at all.
 */
export type DoorQuota = 'requests' | 'suggest' | 'free';
/**
 * What is counted. A file that streams a whole answer counts besides its request, and by its door when it begins: one
 * that is refused costs no more than any other refusal.
 */
export type QuotaKind = DoorQuota | 'export';

/** What the guard reads; a door without it costs a request. */
export const QUOTA = Reflector.createDecorator<DoorQuota>();

const MINUTE = 60;
const HOUR = 60 * MINUTE;

/**
 * The limit that a request counts for.
 *
 * @param caller a user or an API key; `null`: whoever comes from the address
 */
export function limitOf(
  kind: Exclude<QuotaKind, 'free'>,
  caller: string | null,
  ip: string,
  { anonymous, signedIn, suggest, exportAnonymous, exportSignedIn }: RateLimitConfig,
): Limit {
  const who = caller === null ? 'anonymous' : 'signed_in';
  const known = caller !== null;
  const { most, seconds } = {
    requests: { most: known ? signedIn : anonymous, seconds: MINUTE },
    suggest: { most: suggest, seconds: MINUTE },
    export: { most: known ? exportSignedIn : exportAnonymous, seconds: HOUR },
  }[kind];
  return { bucket: `${kind}:${who}`, key: caller ?? { ip }, most, seconds };
}
