import type { Lifetimes } from '../tokens/token-claims';

/** A sign-in or refresh waits this long for a lock, in milliseconds. */
export const LOCK_TIMEOUT = 2_000;

/** How the refresh token travels: in JSON for programs, in a cookie for single-page apps. */
export const transports = ['bearer', 'cookie'] as const;
export type Transport = (typeof transports)[number];

/** Why a session ended or a token was taken back. */
export const revocationReasons = [
  'logout',
  'reuse',
  'admin',
  'password_change',
  'user_disabled',
  'session_limit',
] as const;
export type RevocationReason = (typeof revocationReasons)[number];

/**
 * What has become of a session: `revoked` by somebody or by the rules; `open`; or `expired`, which is everything else:
 * it has run out, or its user is gone, deactivated, or has had all that was issued before a moment declared void.
 */
export const sessionStandings = ['open', 'revoked', 'expired'] as const;
export type SessionStanding = (typeof sessionStandings)[number];

/** Where a request comes from. */
export interface Caller {
  /** `null` when it is not known. */
  readonly ip: string | null;
  readonly userAgent?: string | null;
}

/** Who takes something back, and what they say about it. */
export interface Revocation {
  readonly reason: RevocationReason;
  /** Id of the user who does it, or `null`: a command, or the rules. */
  readonly actor?: string | null;
  readonly ip?: string | null;
  readonly note?: string | null;
}

/** What a revocation has done. */
export interface Ended {
  /** How many sessions were open until then. */
  readonly count: number;
  /** Of how many users. */
  readonly users: number;
  /** Whose all of them were; `null`: of several, or of none that is known. */
  readonly onlyUser: string | null;
  /** `null`: too many to name them. */
  readonly which: readonly { readonly sessionId: string; readonly userId: string | null }[] | null;
}

/** Which sessions are listed; all conditions hold together, and none means all. */
export interface SessionFilter {
  readonly ids?: readonly string[];
  readonly userId?: string;
  /** Of the user, in any letter case. */
  readonly email?: string | undefined;
  /** The id of a session, or the beginning of the e-mail of a user. */
  readonly search?: string | undefined;
  /** Keeps this one. */
  readonly except?: string;
  /** Signed in before this moment. */
  readonly before?: Date;
  readonly standing?: SessionStanding | undefined;
  readonly reason?: RevocationReason | undefined;
  readonly transport?: Transport | undefined;
  /** Last refreshed from this address, or from within this network (`10.0.0.0/8`). */
  readonly network?: string | undefined;
  readonly createdFrom?: Date | undefined;
  /** Created before this moment. */
  readonly createdTo?: Date | undefined;
}

/**
 * Which sessions end: what the conditions name, all of which hold together. Without one besides `except` and `before` it
 * has to say `everybody`: a condition that got lost on its way must not end the sessions of all.
 */
export interface RevocationFilter extends SessionFilter {
  readonly everybody?: true;
}

/** @throws Error for a filter that names nothing, or has a condition that is there without a value: a fault of ours */
export function assertNamed(filter: RevocationFilter): void {
  const conditions: [string, unknown][] = Object.entries(filter);
  const lost = conditions.filter(([, value]) => value === undefined).map(([name]) => name);
  if (lost.length > 0) throw new Error(`a revocation has lost its ${lost.join(', ')}`);
  const named = conditions.filter(([name]) => name !== 'except' && name !== 'before');
  if (named.length === 0) throw new Error('a revocation names nobody');
}

/** A session as its owner sees it. */
export interface OwnSession {
  readonly id: string;
  readonly createdAt: Date;
  readonly lastSeenAt: Date;
  /** When it ends unless it is used. */
  readonly expiresAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly transport: Transport;
  /** Whether the request came from it. */
  readonly current: boolean;
}

/** What a sign-in or a refresh gives. */
export interface IssuedTokens {
  readonly access: string;
  /** Seconds that the access token lives. */
  readonly expiresIn: number;
  readonly refresh: string;
  /** When the refresh token, and its cookie, run out. */
  readonly refreshExpiresAt: Date;
  readonly sessionId: string;
  readonly userId: string;
  readonly transport: Transport;
}

/** What decides how long sessions of a user last. */
export interface Role {
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
}

/** What decides whether a session may be used. */
export interface SessionState extends Role {
  /** `null`: the user was deleted. */
  readonly userId: string | null;
  readonly authenticatedAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly revokedAt: Date | null;
  readonly isActive: boolean;
  readonly tokensValidAfter: Date | null;
}

/** The end of a session whatever happens: a role that shortens it later shortens it at once. */
export function absoluteEnd(
  session: Pick<SessionState, 'authenticatedAt' | 'absoluteExpiresAt'>,
  { absolute }: Lifetimes,
): Date {
  const byRole = session.authenticatedAt.getTime() + absolute;
  return new Date(Math.min(session.absoluteExpiresAt.getTime(), byRole));
}

/** The end of a refresh token that nobody uses: a role that shortens it later shortens it at once. */
export function idleEnd(
  token: { readonly createdAt: Date; readonly expiresAt: Date },
  { idle }: Pick<Lifetimes, 'idle'>,
): Date {
  return new Date(Math.min(token.expiresAt.getTime(), token.createdAt.getTime() + idle));
}

/**
 * Whether a token of the session may count: not revoked, not past its absolute end, of the user that the token names,
 * who is active, and neither sign-in nor token older than the moment before which that user's tokens are void.
 *
 * @param token subject and time of issue that the (verified) token claims
 */
export function isAlive(
  session: SessionState,
  token: { readonly sub: string; readonly issuedAt: Date },
  lifetimes: Lifetimes,
  now: Date,
): boolean {
  const { userId, revokedAt, isActive, authenticatedAt, tokensValidAfter } = session;
  if (revokedAt !== null || userId !== token.sub || !isActive) return false;
  if (absoluteEnd(session, lifetimes) <= now) return false;
  return (
    tokensValidAfter === null || (authenticatedAt >= tokensValidAfter && token.issuedAt >= tokensValidAfter)
  );
}
