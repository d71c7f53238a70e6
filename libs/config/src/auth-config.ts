import { z } from 'zod';
import { parseSigningKeys, type SigningKey, signingKeyFault } from './signing-keys';

const HOUR = 3_600;
const DAY = 24 * HOUR;

const seconds = (least: number, most: number, byDefault: number) => {
  const error = `must be a whole number of seconds from ${least} to ${most}`;
  return z.coerce.number({ error }).int(error).min(least, error).max(most, error).default(byDefault);
};

const name = (byDefault: string) =>
  z
    .string()
    .regex(/^[!-~]{1,200}$/, { error: 'must be up to 200 printable ASCII characters without spaces' })
    .default(byDefault);

/** The keys that tokens are signed with; the only variable that `keys rotate` reads. */
export const authKeys = z
  .string()
  .default('')
  .transform(parseSigningKeys)
  .check((context) => {
    const fault = signingKeyFault(context.value);
    if (fault !== null) context.issues.push({ code: 'custom', message: fault, input: '' });
  });

/** Variables about sign-in. */
export const authVariables = {
  AUTH_KEYS: authKeys,
  AUTH_ISSUER: name('buscainstrumentos'),
  AUTH_AUDIENCE: name('buscainstrumentos-api'),
  ACCESS_TTL_SECONDS: seconds(30, HOUR, 600),
  ACCESS_TTL_STAFF_SECONDS: seconds(30, HOUR, 300),
  REFRESH_IDLE_SECONDS: seconds(300, 365 * DAY, 7 * DAY),
  REFRESH_IDLE_STAFF_SECONDS: seconds(300, 365 * DAY, 1_800),
  SESSION_ABSOLUTE_SECONDS: seconds(300, 365 * DAY, 30 * DAY),
  SESSION_ABSOLUTE_STAFF_SECONDS: seconds(300, 365 * DAY, 12 * HOUR),
  COOKIE_SAMESITE: z
    .enum(['strict', 'lax', 'none'], { error: 'must be strict, lax or none' })
    .default('strict'),
  REGISTRATION: z.enum(['open', 'closed'], { error: 'must be open or closed' }).default('closed'),
};
type AuthVariables = z.infer<z.ZodObject<typeof authVariables>>;

/** How long tokens and sessions live, in milliseconds. */
export interface TokenLifetimes {
  readonly access: number;
  /** A refresh token that nobody uses for this long is dead. */
  readonly idle: number;
  /** From sign-in, never extended. */
  readonly absolute: number;
}

/** What tokens are made with. */
export interface AuthConfig {
  /** The first one signs, all verify. Empty outside production: a key is made and kept in the data directory. */
  readonly keys: readonly SigningKey[];
  readonly issuer: string;
  readonly audience: string;
  readonly normal: TokenLifetimes;
  readonly staff: TokenLifetimes;
  /** Which sites may send the cookie of a session: `none` only for a client on another site. */
  readonly cookieSameSite: 'strict' | 'lax' | 'none';
  /** Whether anybody may make an account. */
  readonly registrationOpen: boolean;
}

/** Settings about sign-in that contradict each other or are not fit for production. */
export function authFaults(env: AuthVariables, production: boolean): string[] {
  const faults: string[] = [];
  if (production && env.AUTH_KEYS.length === 0) {
    faults.push('AUTH_KEYS is required in production (`cli keys rotate` prints it)');
  }
  const pairs = [
    ['ACCESS_TTL_SECONDS', 'REFRESH_IDLE_SECONDS'],
    ['ACCESS_TTL_STAFF_SECONDS', 'REFRESH_IDLE_STAFF_SECONDS'],
    ['REFRESH_IDLE_SECONDS', 'SESSION_ABSOLUTE_SECONDS'],
    ['REFRESH_IDLE_STAFF_SECONDS', 'SESSION_ABSOLUTE_STAFF_SECONDS'],
  ] as const;
  for (const [shorter, longer] of pairs) {
    if (env[shorter] > env[longer]) faults.push(`${shorter} must not be longer than ${longer}`);
  }
  return faults;
}

/** The part of the configuration about sign-in, frozen. */
export function authConfig(env: AuthVariables): AuthConfig {
  const lifetimes = (access: number, idle: number, absolute: number): TokenLifetimes =>
    Object.freeze({ access: access * 1000, idle: idle * 1000, absolute: absolute * 1000 });
  return Object.freeze({
    keys: env.AUTH_KEYS,
    issuer: env.AUTH_ISSUER,
    audience: env.AUTH_AUDIENCE,
    normal: lifetimes(env.ACCESS_TTL_SECONDS, env.REFRESH_IDLE_SECONDS, env.SESSION_ABSOLUTE_SECONDS),
    staff: lifetimes(
      env.ACCESS_TTL_STAFF_SECONDS,
      env.REFRESH_IDLE_STAFF_SECONDS,
      env.SESSION_ABSOLUTE_STAFF_SECONDS,
    ),
    cookieSameSite: env.COOKIE_SAMESITE,
    registrationOpen: env.REGISTRATION === 'open',
  });
}
