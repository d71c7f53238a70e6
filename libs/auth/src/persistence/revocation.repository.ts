import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { inet, Transactions } from '@app/database';
import { assertNamed, type Ended, type Revocation, type RevocationFilter } from '../sessions/session';
import { OPEN, SESSION_END, sessionConditions } from './session-conditions';

/** Of so many ended sessions it is told which; of more only how many. */
const FEW = 20;
/** An order over a million sessions takes longer than what people usually wait for; in milliseconds. */
const PATIENCE = 120_000;

const countRow = z.object({ sessions: z.number() });
const idRow = z.object({ id: z.string() });
const endedRow = z
  .object({
    sessions: z.number(),
    users: z.number(),
    only_user: z.string().nullable(),
    some: z.array(z.object({ id: z.string(), user_id: z.string().nullable() })),
  })
  .transform(({ sessions, users, only_user: onlyUser, some }): Ended => ({
    count: sessions,
    users,
    onlyUser: users === 1 ? onlyUser : null,
    which: sessions > FEW ? null : some.map((one) => ({ sessionId: one.id, userId: one.user_id })),
  }));
const addedRow = z.object({ added: z.boolean() });

/** What ends sessions and takes tokens back. */
@Injectable()
export class RevocationRepository {
  constructor(private readonly transactions: Transactions) {}

  /** How many open sessions a filter means. */
  async count(filter: RevocationFilter): Promise<number> {
    const { where, values } = openSessions(filter);
    const [row] = await this.transactions.query(
      countRow,
      `SELECT count(*)::int AS sessions FROM auth_session AS session WHERE ${where}`,
      values,
    );
    return row?.sessions ?? 0;
  }

  /**
   * Ends the sessions that a filter means, all by one UPDATE, and puts the refresh token of each on the blacklist.
   * They are locked first, in one order: whoever refreshes one of them now has finished when the UPDATE looks.
   */
  async revoke(filter: RevocationFilter, revocation: Revocation): Promise<Ended> {
    const { reason, actor = null, ip, note = null } = revocation;
    const { where, values } = openSessions(filter);
    const next = (n: number): string => `$${values.length + n}`;
    return this.transactions.run(async () => {
      if (filter.ids === undefined) {
        await this.transactions.execute(`SELECT set_config('statement_timeout', $1, true)`, [
          String(PATIENCE),
        ]);
      }
      await this.transactions.query(
        countRow,
        `SELECT count(*)::int AS sessions
           FROM (SELECT FROM auth_session AS session WHERE ${where} ORDER BY session.id FOR NO KEY UPDATE) AS locked`,
        values,
      );
      const [ended] = await this.transactions.query(
        endedRow,
        `WITH ended AS (
           UPDATE auth_session AS session
              SET revoked_at = clock_timestamp(), revoked_reason = ${next(1)}, revoked_by = ${next(2)}
            WHERE ${where}
           RETURNING session.id, session.user_id, session.current_gen),
         blacklisted AS (
           INSERT INTO blacklisted_token (token_id, blacklisted_at, reason, actor, ip, note)
           SELECT token.id, clock_timestamp(), ${next(1)}, ${next(2)}, ${next(3)}, ${next(4)}
             FROM ended JOIN outstanding_token AS token ON token.session_id = ended.id AND token.gen = ended.current_gen
           ON CONFLICT (token_id) DO NOTHING)
         SELECT (SELECT count(*)::int FROM ended) AS sessions,
                (SELECT count(*)::int FROM (SELECT DISTINCT user_id FROM ended) AS one) AS users,
                (SELECT user_id FROM ended LIMIT 1) AS only_user,
                coalesce((SELECT jsonb_agg(few) FROM (SELECT id, user_id FROM ended ORDER BY id LIMIT ${FEW}) AS few),
                         '[]') AS some`,
        [...values, reason, actor, inet(ip), note],
      );
      if (!ended) throw new Error('the database answered nothing to a revocation');
      return ended;
    });
  }

  /** Puts one refresh token on the blacklist. @returns false when it was there */
  async blacklist(tokenId: string, revocation: Revocation): Promise<boolean> {
    const { reason, actor = null, ip, note = null } = revocation;
    const [row] = await this.transactions.query(
      addedRow,
      `WITH added AS (
         INSERT INTO blacklisted_token (token_id, blacklisted_at, reason, actor, ip, note)
         VALUES ($1, clock_timestamp(), $2, $3, $4, $5) ON CONFLICT (token_id) DO NOTHING RETURNING 1)
       SELECT EXISTS (SELECT FROM added) AS added`,
      [tokenId, reason, actor, inet(ip), note],
    );
    return row?.added ?? false;
  }

  /** Open sessions of a user beyond those seen last; what was declared void before is not open. */
  async findSurplus(userId: string, keep: number): Promise<string[]> {
    const rows = await this.transactions.query(
      idRow,
      `SELECT session.id FROM auth_session AS session
        WHERE session.user_id = $1 AND ${OPEN} ORDER BY session.last_seen_at DESC, session.id DESC OFFSET $2`,
      [userId, keep],
    );
    return rows.map(({ id }) => id);
  }
}

/**
 * Those that are named end even if they have run out; an order over many passes over what has: there may be ten times as
 * many, and nobody can use them. A minute longer than that, an access token is taken by clocks that differ.
 */
function openSessions(filter: RevocationFilter): { where: string; values: unknown[] } {
  assertNamed(filter);
  const conditions = sessionConditions(filter).require('session.revoked_at IS NULL');
  if (filter.ids === undefined) conditions.require(`${SESSION_END} > now() - interval '1 minute'`);
  return { where: conditions.all.map((one) => `(${one})`).join(' AND '), values: conditions.values };
}
