import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { inet, Transactions } from '@app/database';
import type { OwnSession, SessionState, Transport } from '../sessions/session';
import type { Lifetimes } from '../tokens/token-claims';
import { holdUser } from './hold-user';
import { OPEN, SESSION_END } from './session-conditions';

const LONGEST_AGENT = 512;

const openedRow = z
  .object({ created_at: z.date(), expires_at: z.date() })
  .transform((row) => ({ createdAt: row.created_at, expiresAt: row.expires_at }));

const useRow = z
  .object({
    user_id: z.string().nullable(),
    authenticated_at: z.date(),
    absolute_expires_at: z.date(),
    revoked_at: z.date().nullable(),
    current_gen: z.number(),
    is_active: z.boolean(),
    is_staff: z.boolean(),
    is_superuser: z.boolean(),
    must_change_password: z.boolean(),
    permissions: z.array(z.string()),
    tokens_valid_after: z.date().nullable(),
    noteworthy: z.boolean(),
    now: z.date(),
  })
  .transform((row): SessionUse => ({
    userId: row.user_id,
    authenticatedAt: row.authenticated_at,
    absoluteExpiresAt: row.absolute_expires_at,
    revokedAt: row.revoked_at,
    isActive: row.is_active,
    isStaff: row.is_staff,
    tokensValidAfter: row.tokens_valid_after,
    isSuperuser: row.is_superuser,
    mustChangePassword: row.must_change_password,
    permissions: row.permissions,
    currentGen: row.current_gen,
    noteworthy: row.noteworthy,
    now: row.now,
  }));

const ownRow = z
  .object({
    id: z.string(),
    created_at: z.date(),
    last_seen_at: z.date(),
    expires_at: z.date(),
    ip: z.string().nullable(),
    user_agent: z.string().nullable(),
    transport: z.enum(['bearer', 'cookie']),
  })
  .transform((row): Omit<OwnSession, 'current'> => ({
    id: row.id,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    ip: row.ip,
    userAgent: row.user_agent,
    transport: row.transport,
  }));

/** A session with its user, as an access token meets them. */
export interface SessionUse extends SessionState {
  readonly mustChangePassword: boolean;
  /** What the user was given, by himself and through groups. */
  readonly permissions: readonly string[];
  readonly currentGen: number;
  /** Whether this use says something new: a generation confirmed, or a minute gone by since the last one. */
  readonly noteworthy: boolean;
  /** By the clock of the database. */
  readonly now: Date;
}

/** A session as it is opened, with its first refresh token. */
export interface NewSession {
  readonly id: string;
  readonly userId: string;
  readonly jti: string;
  readonly kid: string;
  readonly lifetimes: Lifetimes;
  readonly transport: Transport;
  readonly ip: string | null;
  readonly userAgent: string | null;
}

/** Sessions: opening them, using them, listing them. What ends them is in the repository of revocations. */
@Injectable()
export class SessionsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Lets one sign-in of a user at a time count that user's sessions; until the end of the transaction. */
  async takeTurns(userId: string): Promise<void> {
    await this.transactions.execute(`SELECT pg_advisory_xact_lock(hashtextextended($1, 727274))`, [userId]);
  }

  /** {@link holdUser} */
  async holdUser(userId: string, lockTimeout: number): Promise<boolean> {
    return holdUser(this.transactions, userId, lockTimeout);
  }

  /** Writes a session and its first token, both in whole milliseconds of the database's clock. */
  async insert(session: NewSession): Promise<{ createdAt: Date; expiresAt: Date }> {
    const { absolute, idle } = session.lifetimes;
    const [row] = await this.transactions.query(
      openedRow,
      `WITH moment AS (SELECT date_trunc('milliseconds', clock_timestamp()) AS now),
            session AS (
              INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at,
                                        idle_expires_at, last_seen_at, ip, user_agent, transport)
              SELECT $1, $2, now, now, now + $3 * interval '1 millisecond', now + $4 * interval '1 millisecond', now,
                     $5, left($6, ${LONGEST_AGENT}), $7
                FROM moment
              RETURNING id, user_id, created_at, idle_expires_at)
       INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at)
       SELECT $8, id, user_id, 1, $9, created_at, idle_expires_at FROM session
       RETURNING created_at, expires_at`,
      [
        session.id,
        session.userId,
        absolute,
        Math.min(idle, absolute),
        inet(session.ip),
        session.userAgent?.replaceAll('\0', '') ?? null,
        session.transport,
        session.jti,
        session.kid,
      ],
    );
    if (!row) throw new Error('the database answered nothing to INSERT');
    return row;
  }

  /** Everything that decides about an access token of a generation: one read by two primary keys. */
  async findUse(sessionId: string, gen: number): Promise<SessionUse | null> {
    const [row] = await this.transactions.queryPrepared(
      useRow,
      'session_use',
      `SELECT session.user_id, session.authenticated_at, session.absolute_expires_at, session.revoked_at,
              session.current_gen, coalesce(person.is_active, false) AS is_active,
              coalesce(person.is_staff, false) AS is_staff, coalesce(person.is_superuser, false) AS is_superuser,
              coalesce(person.must_change_password, false) AS must_change_password, person.tokens_valid_after,
              ARRAY(SELECT DISTINCT codename FROM granted_permission AS granted WHERE granted.user_id = person.id)
                AS permissions,
              session.confirmed_gen < $2 OR session.last_seen_at < now() - interval '1 minute' AS noteworthy,
              clock_timestamp() AS now
         FROM auth_session AS session LEFT JOIN app_user AS person ON person.id = session.user_id
        WHERE session.id = $1`,
      [sessionId, gen],
    );
    return row ?? null;
  }

  /** Remembers that an access token was used; the time at most once a minute. */
  async noteUse(sessionId: string, gen: number): Promise<void> {
    await this.transactions.execute(
      `UPDATE auth_session
          SET confirmed_gen = greatest(confirmed_gen, $2),
              last_seen_at = CASE WHEN last_seen_at < now() - interval '1 minute'
                                  THEN date_trunc('milliseconds', now()) ELSE last_seen_at END
        WHERE id = $1 AND revoked_at IS NULL AND current_gen >= $2
          AND (confirmed_gen < $2 OR last_seen_at < now() - interval '1 minute')`,
      [sessionId, gen],
    );
  }

  /** Open sessions of a user, the one used last first. */
  async findOpen(userId: string): Promise<Omit<OwnSession, 'current'>[]> {
    return this.transactions.query(
      ownRow,
      `SELECT session.id, session.created_at, session.last_seen_at, ${SESSION_END} AS expires_at,
              host(session.ip) AS ip, session.user_agent, session.transport
         FROM auth_session AS session
        WHERE session.user_id = $1 AND ${OPEN} ORDER BY session.last_seen_at DESC, session.id DESC`,
      [userId],
    );
  }
}
