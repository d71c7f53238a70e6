import type { ThrottledError } from '@app/auth';

/**
 * What tells a client how to slow down: `Retry-After` (RFC 9110), and the fields of
 * draft-ietf-httpapi-ratelimit-headers-10, which name the rule (`q` hits in `w` seconds), what is left of it (`r`) and
 * when there is more (`t`, in seconds).
 */
export function rateLimitHeaders({ limit, retryAfter }: ThrottledError): Record<string, string> {
  const { bucket, most, seconds } = limit;
  return {
    'Retry-After': `${retryAfter}`,
    'RateLimit-Policy': `"${bucket}";q=${most};w=${seconds}`,
    RateLimit: `"${bucket}";r=0;t=${retryAfter}`,
  };
}
