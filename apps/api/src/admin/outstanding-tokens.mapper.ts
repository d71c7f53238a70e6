import { type ListBody, PageBody } from '../http/list.mapper';
import type { TokenRecord } from '@app/auth';

/** A refresh token that was given out: the fields of simplejwt's list, and what became of it. Never the token. */
export class OutstandingTokenBody {
  readonly id: string;
  readonly user: string | null;
  readonly email: string | null;
  readonly jti: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly state: string;
  readonly session_id: string;
  readonly gen: number;
  readonly kid: string;
  readonly consumed_at: string | null;
  readonly reuse_count: number;
  /** Why it was taken back; `null`: it was not. */
  readonly reason: string | null;
  /** That its session was last refreshed from. */
  readonly ip: string | null;
}

/** A part of all refresh tokens. */
export class OutstandingTokenListBody implements ListBody<OutstandingTokenBody> {
  readonly data: OutstandingTokenBody[];
  readonly page: PageBody;
}

/** Shows a refresh token. */
export function toOutstandingTokenBody(token: TokenRecord): OutstandingTokenBody {
  return {
    id: token.id,
    user: token.userId,
    email: token.email,
    jti: token.jti,
    created_at: token.createdAt.toISOString(),
    expires_at: token.expiresAt.toISOString(),
    state: token.standing,
    session_id: token.sessionId,
    gen: token.gen,
    kid: token.kid,
    consumed_at: token.consumedAt?.toISOString() ?? null,
    reuse_count: token.reuseCount,
    reason: token.reason,
    ip: token.ip,
  };
}
