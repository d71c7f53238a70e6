import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { databaseFault, DatabaseTimeoutError, inet, Transactions } from '@app/database';
import { AuthBusyError } from '../auth.errors';
import type { GenerationState, TokenState } from '../refresh/refresh-verdict';
import type { SessionState, Transport } from '../sessions/session';
import { holdUser } from './hold-user';

const sessionRow = z
  .object({
    user_id: z.string().nullable(),
    authenticated_at: z.date(),
    absolute_expires_at: z.date(),
    revoked_at: z.date().nullable(),
    current_gen: z.number(),
    confirmed_gen: z.number(),
    recovered_at: z.date().nullable(),
    transport: z.enum(['bearer', 'cookie']),
    ip: z.string().nullable(),
  })
  .transform((row) => ({
    userId: row.user_id,
    authenticatedAt: row.authenticated_at,
    absoluteExpiresAt: row.absolute_expires_at,
    revokedAt: row.revoked_at,
    currentGen: row.current_gen,
    confirmedGen: row.confirmed_gen,
    recoveredAt: row.recovered_at,
    transport: row.transport,
    ip: row.ip,
  }));

const personRow = z
  .object({
    now: z.date(),
    is_active: z.boolean().nullable(),
    is_staff: z.boolean().nullable(),
    is_superuser: z.boolean().nullable(),
    must_change_password: z.boolean().nullable(),
    tokens_valid_after: z.date().nullable(),
  })
  .transform((row) => ({
    now: row.now,
    isActive: row.is_active ?? false,
    isStaff: row.is_staff ?? false,
    isSuperuser: row.is_superuser ?? false,
    mustChangePassword: row.must_change_password ?? false,
    tokensValidAfter: row.tokens_valid_after,
  }));

const tokenRow = z
  .object({
    id: z.string(),
    jti: z.string(),
    gen: z.number(),
    kid: z.string(),
    created_at: z.date(),
    expires_at: z.date(),
    consumed_at: z.date().nullable(),
    reuse_count: z.number(),
    blacklisted: z.boolean(),
  })
  .transform((row): StoredToken => ({
    id: row.id,
    jti: row.jti,
    gen: row.gen,
    kid: row.kid,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at,
    reuseCount: row.reuse_count,
    blacklisted: row.blacklisted,
  }));

const rotatedRow = z.object({ rotated: z.boolean() });

const SESSION = `SELECT user_id, authenticated_at, absolute_expires_at, revoked_at, current_gen, confirmed_gen,
  recovered_at, transport, host(ip) AS ip FROM auth_session WHERE id = $1`;

/** A refresh token's row. */
export interface StoredToken extends TokenState {
  readonly id: string;
  readonly kid: string;
}

/** A session, its user and the tokens in question, at one moment of the database's clock. */
export interface RefreshState extends SessionState, GenerationState {
  readonly transport: Transport;
  readonly mustChangePassword: boolean;
  /** Where the session was last refreshed from. */
  readonly ip: string | null;
  readonly tokens: readonly StoredToken[];
  readonly now: Date;
}

/** The next generation of a session. */
export interface NextToken {
  readonly sessionId: string;
  readonly head: StoredToken;
  readonly jti: string;
  readonly kid: string;
  readonly now: Date;
  readonly expiresAt: Date;
  readonly ip: string | null;
}

/** Reads and writes of a refresh. */
@Injectable()
export class RefreshRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * What decides about a refresh token of a session and generation; holds the user and the session until the end of
   * the transaction.
   *
   * @throws AuthBusyError when somebody else holds it for too long
   */
  async lockState(
    userId: string,
    sessionId: string,
    gen: number,
    lockTimeout: number,
  ): Promise<RefreshState | null> {
    try {
      if (!(await holdUser(this.transactions, userId, lockTimeout))) return null;
      return await this.read(`${SESSION} FOR NO KEY UPDATE`, sessionId, gen);
    } catch (error) {
      if (databaseFault(error) instanceof DatabaseTimeoutError) throw new AuthBusyError(error);
      throw error;
    }
  }

  /** The same without holding it: for whoever only looks. */
  async findState(sessionId: string, gen: number): Promise<RefreshState | null> {
    return this.read(SESSION, sessionId, gen);
  }

  /** The head is consumed and the next generation takes its place, in one conditional write. */
  async rotate(next: NextToken): Promise<void> {
    const [row] = await this.transactions.query(
      rotatedRow,
      `WITH moved AS (
         UPDATE auth_session
            SET current_gen = current_gen + 1, idle_expires_at = $6, last_seen_at = $5, ip = coalesce($7, ip)
          WHERE id = $1 AND current_gen = $2 AND revoked_at IS NULL
         RETURNING id, user_id, current_gen),
       born AS (
         INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at)
         SELECT $3, id, user_id, current_gen, $4, $5, $6 FROM moved
         RETURNING id),
       spent AS (
         UPDATE outstanding_token SET consumed_at = $5, replaced_by = born.id FROM born
          WHERE outstanding_token.id = $8 AND consumed_at IS NULL
         RETURNING 1)
       SELECT EXISTS (SELECT FROM spent) AS rotated`,
      [
        next.sessionId,
        next.head.gen,
        next.jti,
        next.kid,
        next.now,
        next.expiresAt,
        inet(next.ip),
        next.head.id,
      ],
    );
    if (!row?.rotated) throw new Error('the session changed although it was locked');
  }

  /** Counts one more time that a consumed token came back. */
  async countReuse(sessionId: string, gen: number): Promise<void> {
    await this.transactions.execute(
      'UPDATE outstanding_token SET reuse_count = reuse_count + 1 WHERE session_id = $1 AND gen = $2',
      [sessionId, gen],
    );
  }

  async noteRecovery(sessionId: string, now: Date): Promise<void> {
    await this.transactions.execute('UPDATE auth_session SET recovered_at = $2 WHERE id = $1', [
      sessionId,
      now,
    ]);
  }

  private async read(sql: string, sessionId: string, gen: number): Promise<RefreshState | null> {
    const [session] = await this.transactions.query(sessionRow, sql, [sessionId]);
    if (!session) return null;
    // apart from the first statement: what others committed while it waited is seen here, and the clock is read after
    const [person] = await this.transactions.query(
      personRow,
      `SELECT date_trunc('milliseconds', clock_timestamp()) AS now, is_active, is_staff, is_superuser,
              must_change_password, tokens_valid_after
         FROM (SELECT) AS always LEFT JOIN app_user ON id = $1`,
      [session.userId],
    );
    if (!person) throw new Error('the database does not tell the time');
    const tokens = await this.transactions.query(
      tokenRow,
      `SELECT id, jti, gen, kid, created_at, expires_at, consumed_at, reuse_count,
              EXISTS (SELECT FROM blacklisted_token WHERE token_id = id) AS blacklisted
         FROM outstanding_token WHERE session_id = $1 AND gen IN ($2, $3)`,
      [sessionId, session.currentGen, gen],
    );
    return { ...session, ...person, tokens };
  }
}
