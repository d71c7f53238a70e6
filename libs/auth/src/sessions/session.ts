import type { Lifetimes } from '../tokens/token-claims';

/** A sign-in or refresh waits this long for a lock, in milliseconds. */
export const LOCK_TIMEOUT = 2_000;

/** How the refresh token travels: in JSON for programs, in a cookie for single-page apps. */
export type Transport = 'bearer' | 'cookie';

/** Why a session ended or a token was taken back. */
export type RevocationReason =
  'logout' | 'reuse' | 'admin' | 'password_change' | 'user_disabled' | 'session_limit';

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

/** Which open sessions are meant; all conditions hold together, and none means all. */
export interface SessionFilter {
  readonly ids?: readonly string[];
  readonly userId?: string;
  /** Keeps this one. */
  readonly except?: string;
  /** Signed in before this moment. */
  readonly before?: Date;
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

/** What decides whether a session may be used. */
export interface SessionState {
  /** `null`: the user was deleted. */
  readonly userId: string | null;
  readonly authenticatedAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly revokedAt: Date | null;
  readonly isActive: boolean;
  readonly isStaff: boolean;
  readonly tokensValidAfter: Date | null;
}

/** The end of a session whatever happens: a role that shortens it later (staff) shortens it at once. */
export function absoluteEnd(
  session: Pick<SessionState, 'authenticatedAt' | 'absoluteExpiresAt'>,
  { absolute }: Lifetimes,
): Date {
  const byRole = session.authenticatedAt.getTime() + absolute;
  return new Date(Math.min(session.absoluteExpiresAt.getTime(), byRole));
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
