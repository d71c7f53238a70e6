import type { Config } from '@app/config';

/** Pages served from this machine by a developer's tools, on any port. */
const LOCAL_ORIGIN = /^https?:\/\/(localhost|127\.0\.0\.1)(:\d{1,5})?$/;

/** Whether the pages of an origin may read answers and use the cookies of their visitors. */
export function isAllowedOrigin(
  { corsOrigins, corsLocalhost }: Config['http'],
  origin: string | undefined,
): boolean {
  if (origin === undefined) return false;
  return corsOrigins.includes(origin) || (corsLocalhost && LOCAL_ORIGIN.test(origin));
}
