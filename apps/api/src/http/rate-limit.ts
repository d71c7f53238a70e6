import type { Quota, ThrottledError } from '@app/auth';

/** A rule that callers get to see: its name, and hits in a window of seconds. */
interface Rule {
  readonly bucket: string;
  readonly most: number;
  readonly seconds: number;
}

/**
 * What tells a client how much it may still ask: the fields of draft-ietf-httpapi-ratelimit-headers-10, which name the
 * rule (`q` hits in `w` seconds), what is left of it (`r`) and when there is more (`t`, in seconds).
 */
export function rateLimitHeaders(
  { bucket, most, seconds }: Rule,
  { left, seconds: wait }: Pick<Quota, 'left' | 'seconds'>,
): Record<string, string> {
  return {
    'RateLimit-Policy': `"${bucket}";q=${most};w=${seconds}`,
    RateLimit: `"${bucket}";r=${left};t=${wait}`,
  };
}

/** The same for an attempt that was refused, and when the next one is free (`Retry-After`, RFC 9110). */
export function refusalHeaders({ limit, retryAfter }: ThrottledError): Record<string, string> {
  return { 'Retry-After': `${retryAfter}`, ...rateLimitHeaders(limit, { left: 0, seconds: retryAfter }) };
}
