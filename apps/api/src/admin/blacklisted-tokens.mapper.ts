import type { BlacklistFilter, BlacklistRecord } from '@app/auth';
import { type ListBody, PageBody, toMoment } from '../http/list.mapper';
import type { BlacklistedTokensQueryDto } from './blacklisted-tokens.dto';

/** A refresh token that was taken back, with who did it and why. Never the token. */
export class BlacklistedTokenBody {
  /** Of the outstanding token. */
  readonly id: string;
  readonly jti: string;
  readonly session_id: string;
  readonly user: string | null;
  readonly email: string | null;
  readonly expires_at: string;
  readonly blacklisted_at: string;
  readonly reason: string;
  readonly actor: string | null;
  readonly actor_email: string | null;
  readonly ip: string | null;
  readonly note: string | null;
}

/** A part of all blacklisted tokens. */
export class BlacklistedTokenListBody implements ListBody<BlacklistedTokenBody> {
  readonly data: BlacklistedTokenBody[];
  readonly page: PageBody;
}

/** Shows a blacklisted token. */
export function toBlacklistedTokenBody(record: BlacklistRecord): BlacklistedTokenBody {
  return {
    id: record.tokenId,
    jti: record.jti,
    session_id: record.sessionId,
    user: record.userId,
    email: record.email,
    expires_at: record.expiresAt.toISOString(),
    blacklisted_at: record.blacklistedAt.toISOString(),
    reason: record.reason,
    actor: record.actor,
    actor_email: record.actorEmail,
    ip: record.ip,
    note: record.note,
  };
}

/** The filters of a query. */
export function toBlacklistFilter(query: BlacklistedTokensQueryDto): BlacklistFilter {
  return {
    userId: query.user,
    email: query.email,
    search: query.q,
    jti: query.jti,
    reason: query.reason,
    actor: query.actor,
    network: query.ip,
    from: toMoment(query.from),
    to: toMoment(query.to),
  };
}
