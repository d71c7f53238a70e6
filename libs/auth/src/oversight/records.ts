import type { RevocationReason, SessionStanding, Transport } from '../sessions/session';

/**
 * What has become of a refresh token: taken back by name (`blacklisted`); exchanged for the next one (`consumed`); run
 * out unused (`expired`); dead with its session or user though nobody took it back by name (`revoked`); or `live`.
 */
export const tokenStandings = ['live', 'consumed', 'expired', 'blacklisted', 'revoked'] as const;
export type TokenStanding = (typeof tokenStandings)[number];

/** The orders that each list may have. */
export const sessionOrders = ['created_at', 'last_seen_at', 'absolute_expires_at'] as const;
export type SessionOrder = (typeof sessionOrders)[number];
export const tokenOrders = ['created_at', 'expires_at'] as const;
export type TokenOrder = (typeof tokenOrders)[number];
export const blacklistOrders = ['blacklisted_at'] as const;
export type BlacklistOrder = (typeof blacklistOrders)[number];

/** A session as administrators see it. */
export interface SessionRecord {
  readonly id: string;
  /** `null`: the user was deleted. */
  readonly userId: string | null;
  readonly email: string | null;
  readonly standing: SessionStanding;
  readonly createdAt: Date;
  readonly authenticatedAt: Date;
  /** To the minute. */
  readonly lastSeenAt: Date;
  /** When it ends unless it is used. */
  readonly idleExpiresAt: Date;
  readonly absoluteExpiresAt: Date;
  readonly ip: string | null;
  readonly userAgent: string | null;
  readonly transport: Transport;
  readonly currentGen: number;
  readonly confirmedGen: number;
  readonly recoveredAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedReason: RevocationReason | null;
  /** Id of a user, perhaps of one who is gone; `null`: nobody in person. */
  readonly revokedBy: string | null;
}

/** A refresh token that was given out, as administrators see it. The token itself is stored nowhere. */
export interface TokenRecord {
  readonly id: string;
  readonly jti: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly sessionId: string;
  readonly gen: number;
  /** Name of the key that signed it. */
  readonly kid: string;
  readonly standing: TokenStanding;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly consumedAt: Date | null;
  /** How often it came back after it had been consumed. */
  readonly reuseCount: number;
  /** Why it was taken back by name; `null`: it was not. */
  readonly reason: RevocationReason | null;
  /** That its session was last refreshed from. */
  readonly ip: string | null;
}

/** A refresh token that was taken back by name. */
export interface BlacklistRecord {
  readonly tokenId: string;
  readonly jti: string;
  readonly sessionId: string;
  readonly userId: string | null;
  readonly email: string | null;
  readonly expiresAt: Date;
  readonly blacklistedAt: Date;
  readonly reason: RevocationReason;
  /** Id of a user, perhaps of one who is gone; `null`: nobody in person. */
  readonly actor: string | null;
  readonly actorEmail: string | null;
  readonly ip: string | null;
  readonly note: string | null;
}

/** A session with the newest of its refresh tokens. */
export interface SessionDetail extends SessionRecord {
  readonly generations: readonly TokenRecord[];
}

/** Which tokens are meant; all conditions hold together. */
export interface TokenFilter {
  readonly userId?: string | undefined;
  /** Of the user, in any letter case. */
  readonly email?: string | undefined;
  /** A jti, or the beginning of the e-mail of a user. */
  readonly search?: string | undefined;
  readonly sessionId?: string | undefined;
  readonly jti?: string | undefined;
  readonly standing?: TokenStanding | undefined;
  /** Why it was taken back by name. */
  readonly reason?: RevocationReason | undefined;
  /** Its session was last refreshed from this address, or from within this network. */
  readonly network?: string | undefined;
  readonly createdFrom?: Date | undefined;
  /** Before this moment. */
  readonly createdTo?: Date | undefined;
  readonly expiresFrom?: Date | undefined;
  /** Before this moment. */
  readonly expiresTo?: Date | undefined;
  /** Whether the next purge will delete it. */
  readonly purgeable?: boolean | undefined;
}

/** Which blacklisted tokens are meant; all conditions hold together. */
export interface BlacklistFilter {
  readonly userId?: string | undefined;
  /** Of the user, in any letter case. */
  readonly email?: string | undefined;
  /** A jti, or the beginning of the e-mail of a user. */
  readonly search?: string | undefined;
  readonly jti?: string | undefined;
  readonly reason?: RevocationReason | undefined;
  readonly actor?: string | undefined;
  /** Taken back from this address, or from within this network. */
  readonly network?: string | undefined;
  readonly from?: Date | undefined;
  /** Before this moment. */
  readonly to?: Date | undefined;
}
