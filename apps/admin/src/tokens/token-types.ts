import type { RaRecord } from 'react-admin';

/** A refresh token that was issued; its text is stored nowhere. */
export interface OutstandingToken extends RaRecord<string> {
  readonly user: string | null;
  readonly email: string | null;
  readonly jti: string;
  readonly created_at: string;
  readonly expires_at: string;
  readonly state: string;
  readonly session_id: string;
  readonly gen: number;
  readonly consumed_at: string | null;
  readonly reuse_count: number;
  readonly reason: string | null;
  readonly ip: string | null;
}

/** A session as the API shows it; its generations only where one is shown. */
export interface SessionRecord extends RaRecord<string> {
  readonly user: string | null;
  readonly email: string | null;
  readonly state: string;
  readonly created_at: string;
  readonly last_seen_at: string;
  readonly idle_expires_at: string;
  readonly absolute_expires_at: string;
  readonly ip: string | null;
  readonly user_agent: string | null;
  readonly transport: string;
  readonly revoked_at: string | null;
  readonly reason: string | null;
  readonly revoked_by: string | null;
  readonly generations?: readonly OutstandingToken[];
}
