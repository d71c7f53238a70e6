import { z } from 'zod';

const hits = (byDefault: number) => {
  const error = 'must be a whole number from 1 to 1000000';
  return z.coerce.number({ error }).int(error).min(1, error).max(1_000_000, error).default(byDefault);
};

/** Variables about how much one caller may ask for. */
export const rateLimitVariables = {
  RATE_LIMIT: z.enum(['on', 'off'], { error: 'must be on or off' }).default('on'),
  RATE_LIMIT_ANONYMOUS: hits(120),
  RATE_LIMIT_SIGNED_IN: hits(600),
  RATE_LIMIT_SUGGEST: hits(300),
  RATE_LIMIT_EXPORT_ANONYMOUS: hits(6),
  RATE_LIMIT_EXPORT_SIGNED_IN: hits(60),
};
type RateLimitVariables = z.infer<z.ZodObject<typeof rateLimitVariables>>;

/** How often one caller may ask, by what for: an address, or a user or API key wherever they come from. */
export interface RateLimitConfig {
  /** Requests a minute of an address. */
  readonly anonymous: number;
  /** Requests a minute of a user or an API key. */
  readonly signedIn: number;
  /** Suggestions a minute, which are asked for at each key that is pressed; of both. */
  readonly suggest: number;
  /** Exports an hour. */
  readonly exportAnonymous: number;
  readonly exportSignedIn: number;
}

/** What is not fit for production. */
export function rateLimitFaults(env: RateLimitVariables, production: boolean): string[] {
  return production && env.RATE_LIMIT === 'off'
    ? ['RATE_LIMIT=off is for tests and benchmarks: leave it out in production']
    : [];
}

/** The part of the configuration about limits, frozen; `null`: nothing is counted. */
export function rateLimitConfig(env: RateLimitVariables): RateLimitConfig | null {
  if (env.RATE_LIMIT === 'off') return null;
  return Object.freeze({
    anonymous: env.RATE_LIMIT_ANONYMOUS,
    signedIn: env.RATE_LIMIT_SIGNED_IN,
    suggest: env.RATE_LIMIT_SUGGEST,
    exportAnonymous: env.RATE_LIMIT_EXPORT_ANONYMOUS,
    exportSignedIn: env.RATE_LIMIT_EXPORT_SIGNED_IN,
  });
}
