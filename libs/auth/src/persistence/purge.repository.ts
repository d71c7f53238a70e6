import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { ADVISORY_LOCKS, Transactions } from '@app/database';
import { isLongConsumed, isLongExpired, isSpent } from './retention';

/** Held by the one purge that runs. */
const PURGE_LOCK = ADVISORY_LOCKS.purge;

const lockRow = z.object({ locked: z.boolean() });
const startRow = z.object({ started: z.string() });
const batchRow = z.object({
  examined: z.number(),
  purged: z.number(),
  at: z.string().nullable(),
  id: z.string().nullable(),
});

/** The moment that retention is counted back from. */
const STARTED = '$1::timestamptz';
const GOES_BEFORE_ITS_ENDED_SESSION = `(${isLongExpired('token', STARTED)}
  AND (token.consumed_at IS NULL OR ${isLongConsumed('token', STARTED)}))`;

/** Where a walk in the order of an index has come to. */
export interface PurgeCursor {
  readonly at: string;
  readonly id: string;
}

/** What one batch did. */
export interface PurgeBatch {
  readonly purged: number;
  /** Where the next one begins; `null`: this was the last. */
  readonly next: PurgeCursor | null;
}

/** How a batch walks, the same for tokens and sessions. */
export interface PurgeStep {
  /** The moment that the retention is counted back from, as PostgreSQL writes it. */
  readonly started: string;
  readonly after: PurgeCursor | null;
  readonly rows: number;
  readonly dryRun: boolean;
}

/**
 * Deletes what is past its retention, a batch at a time in the order of an index. A batch looks at a fixed number of
 * rows and goes on behind them whether it deletes them or not: what has to stay is passed once, not again in each
 * batch. A row that somebody holds is left for the next purge.
 */
@Injectable()
export class PurgeRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The right to purge, until {@link unlock} or the end of the connection; false: another one runs. */
  async tryLock(): Promise<boolean> {
    const [row] = await this.transactions.query(lockRow, 'SELECT pg_try_advisory_lock($1) AS locked', [
      PURGE_LOCK,
    ]);
    return row?.locked ?? false;
  }

  async unlock(): Promise<void> {
    await this.transactions.execute('SELECT pg_advisory_unlock($1)', [PURGE_LOCK]);
  }

  /** The time of the database. */
  async now(): Promise<string> {
    const [row] = await this.transactions.query(startRow, 'SELECT now()::text AS started');
    return row?.started ?? '-infinity';
  }

  /** Tokens: expired for 24 hours, if consumed for 7 days too, and never the head of a live session. */
  async purgeTokens(step: PurgeStep): Promise<PurgeBatch> {
    return this.batch(
      step,
      'outstanding_token',
      `SELECT ctid, expires_at AS at, id, session_id, gen, consumed_at FROM outstanding_token
        WHERE ${isLongExpired('outstanding_token', STARTED)}
          AND ($2::timestamptz IS NULL OR (expires_at, id) > ($2, $3::bigint))
        ORDER BY expires_at, id LIMIT $4`,
      isSpent('examined', STARTED),
    );
  }

  /**
   * Sessions that ended (revoked, unused or run out) 90 days ago and have no token left; a dry run counts those too
   * whose tokens would all have gone before.
   *
   * @param longest how long a session lives at most, in milliseconds: none that ends later can have ended by then
   */
  async purgeSessions(step: PurgeStep, longest: number): Promise<PurgeBatch> {
    const days = Math.max(0, 90 - Math.ceil(longest / 86_400_000));
    return this.batch(
      step,
      'auth_session',
      `SELECT ctid, absolute_expires_at AS at, id, least(revoked_at, idle_expires_at, absolute_expires_at) AS ended_at
         FROM auth_session
        WHERE absolute_expires_at < $1::timestamptz - interval '${days} days'
          AND ($2::timestamptz IS NULL OR (absolute_expires_at, id) > ($2, $3::uuid))
        ORDER BY absolute_expires_at, id LIMIT $4`,
      `examined.ended_at < $1::timestamptz - interval '90 days'
         AND NOT EXISTS (SELECT FROM outstanding_token AS token WHERE token.session_id = examined.id
                            AND NOT ${step.dryRun ? GOES_BEFORE_ITS_ENDED_SESSION : 'false'})`,
    );
  }

  /** Locks what it looks at, so a row's place (ctid) leads back to it without another way through an index. */
  private async batch(
    step: PurgeStep,
    table: string,
    examined: string,
    condition: string,
  ): Promise<PurgeBatch> {
    const lock = step.dryRun ? '' : 'FOR UPDATE SKIP LOCKED';
    const purged = step.dryRun
      ? `SELECT FROM examined WHERE ${condition}`
      : `DELETE FROM ${table} AS gone USING examined WHERE gone.ctid = examined.ctid AND ${condition} RETURNING 1`;
    const [row] = await this.transactions.query(
      batchRow,
      `WITH examined AS MATERIALIZED (${examined} ${lock}),
            purged AS (${purged}),
            last AS (SELECT at, id FROM examined ORDER BY at DESC, id DESC LIMIT 1)
       SELECT (SELECT count(*)::int FROM examined) AS examined, (SELECT count(*)::int FROM purged) AS purged,
              (SELECT at::text FROM last) AS at, (SELECT id::text FROM last) AS id`,
      [step.started, step.after?.at ?? null, step.after?.id ?? null, step.rows],
    );
    if (!row) throw new Error('the database answered nothing to a purge');
    const { at, id } = row;
    const more = row.examined === step.rows && at !== null && id !== null;
    return { purged: row.purged, next: more ? { at, id } : null };
  }
}
