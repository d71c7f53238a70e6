import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { inet, Transactions } from '@app/database';
import type { Revocation, SessionFilter } from '../sessions/session';

const countRow = z.object({ sessions: z.number() });
const idRow = z.object({ id: z.string() });

/** An open session that matches a filter; parameters 1 to 4. */
const OPEN = `revoked_at IS NULL AND ($1::uuid[] IS NULL OR id = ANY ($1)) AND ($2::uuid IS NULL OR user_id = $2)
  AND ($3::uuid IS NULL OR id <> $3) AND ($4::timestamptz IS NULL OR authenticated_at < $4)`;

/** What ends sessions and takes tokens back. */
@Injectable()
export class RevocationRepository {
  constructor(private readonly transactions: Transactions) {}

  /** How many open sessions a filter means. */
  async count(filter: SessionFilter): Promise<number> {
    const [row] = await this.transactions.query(
      countRow,
      `SELECT count(*)::int AS sessions FROM auth_session WHERE ${OPEN}`,
      valuesOf(filter),
    );
    return row?.sessions ?? 0;
  }

  /**
   * Ends the sessions that a filter means, all by one UPDATE, and puts the refresh token of each on the blacklist.
   * They are locked first, in one order: whoever refreshes one of them now has finished when the UPDATE looks.
   *
   * @returns how many were open
   */
  async revoke(filter: SessionFilter, revocation: Revocation): Promise<number> {
    const { reason, actor = null, ip, note = null } = revocation;
    return this.transactions.run(async () => {
      const values = valuesOf(filter);
      await this.transactions.query(
        countRow,
        `SELECT count(*)::int AS sessions
           FROM (SELECT FROM auth_session WHERE ${OPEN} ORDER BY id FOR NO KEY UPDATE) AS locked`,
        values,
      );
      const [row] = await this.transactions.query(
        countRow,
        `WITH ended AS (
           UPDATE auth_session
              SET revoked_at = clock_timestamp(), revoked_reason = $5, revoked_by = $6
            WHERE ${OPEN}
           RETURNING id, current_gen),
         blacklisted AS (
           INSERT INTO blacklisted_token (token_id, blacklisted_at, reason, actor, ip, note)
           SELECT token.id, clock_timestamp(), $5, $6, $7, $8
             FROM ended JOIN outstanding_token AS token ON token.session_id = ended.id AND token.gen = ended.current_gen
           ON CONFLICT (token_id) DO NOTHING)
         SELECT count(*)::int AS sessions FROM ended`,
        [...values, reason, actor, inet(ip), note],
      );
      return row?.sessions ?? 0;
    });
  }

  /** Open sessions of a user beyond those seen last. */
  async findSurplus(userId: string, keep: number): Promise<string[]> {
    const rows = await this.transactions.query(
      idRow,
      `SELECT id FROM auth_session
        WHERE user_id = $1 AND revoked_at IS NULL AND least(idle_expires_at, absolute_expires_at) > now()
        ORDER BY last_seen_at DESC, id DESC OFFSET $2`,
      [userId, keep],
    );
    return rows.map(({ id }) => id);
  }
}

function valuesOf({ ids, userId, except, before }: SessionFilter): unknown[] {
  return [ids ?? null, userId ?? null, except ?? null, before ?? null];
}
