import type { Revocation, RevocationFilter, SessionDetail, SessionFilter, SessionRecord } from '@app/auth';
import type { Requester } from '../http/access';
import { type ListBody, PageBody, toMoment } from '../http/list.mapper';
import { type OutstandingTokenBody, toOutstandingTokenBody } from './outstanding-tokens.mapper';
import type { RevocationDto, RevokeSessionsDto, SessionsQueryDto } from './sessions.dto';

/** A session as the doors show it. */
export class SessionBody {
  readonly id: string;
  readonly user: string | null;
  readonly email: string | null;
  readonly state: string;
  readonly created_at: string;
  readonly authenticated_at: string;
  readonly last_seen_at: string;
  readonly idle_expires_at: string;
  readonly absolute_expires_at: string;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly transport: string;
  readonly current_gen: number;
  readonly confirmed_gen: number;
  readonly recovered_at: string | null;
  readonly revoked_at: string | null;
  readonly reason: string | null;
  readonly revoked_by: string | null;
}

/** A part of all sessions. */
export class SessionListBody implements ListBody<SessionBody> {
  readonly data: SessionBody[];
  readonly page: PageBody;
}

/** A session with the newest of its refresh tokens, 100 at most. */
export class SessionDetailBody extends SessionBody {
  readonly generations: OutstandingTokenBody[];
}

/** What a revocation of several sessions answers. */
export class RevokedBody {
  /** Sessions that were open until now. */
  readonly revoked: number;
}

/** Shows a session. */
export function toSessionBody(session: SessionRecord): SessionBody {
  return {
    id: session.id,
    user: session.userId,
    email: session.email,
    state: session.standing,
    created_at: session.createdAt.toISOString(),
    authenticated_at: session.authenticatedAt.toISOString(),
    last_seen_at: session.lastSeenAt.toISOString(),
    idle_expires_at: session.idleExpiresAt.toISOString(),
    absolute_expires_at: session.absoluteExpiresAt.toISOString(),
    ip: session.ip,
    user_agent: session.userAgent,
    transport: session.transport,
    current_gen: session.currentGen,
    confirmed_gen: session.confirmedGen,
    recovered_at: session.recoveredAt?.toISOString() ?? null,
    revoked_at: session.revokedAt?.toISOString() ?? null,
    reason: session.revokedReason,
    revoked_by: session.revokedBy,
  };
}

/** The same with its generations. */
export function toSessionDetailBody(session: SessionDetail): SessionDetailBody {
  return { ...toSessionBody(session), generations: session.generations.map(toOutstandingTokenBody) };
}

/** The filters of a query; one that is absent leaves no key behind: a revocation would refuse it as lost. */
export function toSessionFilter(query: SessionsQueryDto): SessionFilter {
  const { user, email, q, state, reason, transport, ip, created_from: from, created_to: to } = query;
  return {
    ...(user === undefined ? {} : { userId: user }),
    ...(email === undefined ? {} : { email }),
    ...(q === undefined ? {} : { search: q }),
    ...(state === undefined ? {} : { standing: state }),
    ...(reason === undefined ? {} : { reason }),
    ...(transport === undefined ? {} : { transport }),
    ...(ip === undefined ? {} : { network: ip }),
    ...(from === undefined ? {} : { createdFrom: toMoment(from) }),
    ...(to === undefined ? {} : { createdTo: toMoment(to) }),
  };
}

/** Which sessions are to end. */
export function toRevocationFilter({ ids, all, filter = {} }: RevokeSessionsDto): RevocationFilter {
  return {
    ...toSessionFilter(filter),
    ...(ids === undefined ? {} : { ids }),
    ...(all === undefined ? {} : { everybody: all }),
  };
}

/** Who revokes, and what they say about it. */
export function toRevocation({ userId }: Requester, { note }: RevocationDto): Revocation {
  return { reason: 'admin', actor: userId, note: note ?? null };
}
