import type { OwnSession } from '@app/auth';

/** A session as its owner sees it; times are RFC 3339. */
export class OwnSessionBody {
  readonly id: string;
  readonly created_at: string;
  readonly last_seen_at: string;
  /** When it ends unless it is used. */
  readonly expires_at: string;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly transport: 'bearer' | 'cookie';
  /** Whether this request came from it. */
  readonly current: boolean;
}

/** One's own open sessions. */
export class OwnSessionListBody {
  readonly data: OwnSessionBody[];
}

/** One device of a list. */
export function toOwnSessionBody(session: OwnSession): OwnSessionBody {
  return {
    id: session.id,
    created_at: session.createdAt.toISOString(),
    last_seen_at: session.lastSeenAt.toISOString(),
    expires_at: session.expiresAt.toISOString(),
    ip: session.ip,
    user_agent: session.userAgent,
    transport: session.transport,
    current: session.current,
  };
}
