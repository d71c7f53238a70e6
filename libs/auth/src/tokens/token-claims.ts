import { z } from 'zod';

/** What a token is for, by the `typ` of its header: one never passes for the other. */
export const TOKEN_TYPES = { access: 'at+jwt', refresh: 'rt+jwt' } as const;
export type TokenKind = keyof typeof TOKEN_TYPES;

/** The only algorithm: a header that names another one is refused before any key is looked up. */
export const ALGORITHM = 'HS256';

/** A longer token is refused unread. */
const MOST_BYTES = 4096;

/** How long the tokens and the session of a user live, in milliseconds. */
export interface Lifetimes {
  readonly access: number;
  /** A refresh token that nobody uses for this long is dead. */
  readonly idle: number;
  /** From sign-in; never extended. */
  readonly absolute: number;
}

const header = z.strictObject({
  alg: z.literal(ALGORITHM),
  typ: z.enum(TOKEN_TYPES),
  kid: z.string().min(1).max(64),
});

/** The header of one of our tokens. */
export type TokenHeader = z.infer<typeof header>;

const claims = z.object({
  iss: z.string(),
  aud: z.string(),
  sub: z.uuid(),
  sid: z.uuid(),
  jti: z.uuid(),
  gen: z.int().min(1).max(2_147_483_647),
  /** Seconds with a fraction (RFC 7519 allows it): revocation compares milliseconds. */
  iat: z.number().positive(),
  exp: z.int().positive(),
});

/** How far the clocks of two machines may be apart, in seconds. */
export const LEEWAY = 5;

/** What a token says. Who the user is now (roles, permissions) is never in it. */
export type TokenClaims = z.infer<typeof claims>;

/** The two parts of what a token is about that differ between one and the next. */
export interface TokenSubject {
  readonly jti: string;
  readonly userId: string;
  readonly sessionId: string;
  readonly gen: number;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

/** The claims of a token, in a fixed order: the same subject always makes the same text. */
export function claimsOf(subject: TokenSubject, iss: string, aud: string): TokenClaims {
  return {
    iss,
    aud,
    sub: subject.userId,
    sid: subject.sessionId,
    jti: subject.jti,
    gen: subject.gen,
    iat: subject.createdAt.getTime() / 1000,
    exp: Math.floor(subject.expiresAt.getTime() / 1000),
  };
}

/** When the token was issued, to the millisecond. */
export function issuedAt({ iat }: TokenClaims): Date {
  return new Date(Math.round(iat * 1000));
}

/** When the token runs out, with what the clocks of two machines may be apart. */
export function expiresAt({ exp }: TokenClaims): Date {
  return new Date((exp + LEEWAY) * 1000);
}

/** The header of a token that could be ours, or `null`; nothing in it is proven yet. */
export function readHeader(token: string): TokenHeader | null {
  if (token.length > MOST_BYTES || !/^[\w-]+\.[\w-]+\.[\w-]+$/.test(token)) return null;
  const text = Buffer.from(token.slice(0, token.indexOf('.')), 'base64url').toString('utf8');
  return header.safeParse(parseJson(text)).data ?? null;
}

/** The claims of a payload whose signature is proven, or `null` when one is missing or malformed. */
export function readClaims(payload: unknown): TokenClaims | null {
  return claims.safeParse(payload).data ?? null;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
