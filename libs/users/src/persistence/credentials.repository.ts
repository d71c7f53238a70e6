import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { AuthState, Credentials } from '../user';

const credentialsRow = z.object({
  id: z.string(),
  password_hash: z.string().nullable(),
  is_active: z.boolean(),
  is_staff: z.boolean(),
  must_change_password: z.boolean(),
  password_changed_at: z.date().nullable(),
});
const stateRow = z.object({
  is_active: z.boolean(),
  is_staff: z.boolean(),
  is_superuser: z.boolean(),
  tokens_valid_after: z.coerce.date().nullable(),
});
const hashRow = z.object({ password_hash: z.string() });
const changedRow = z.object({ changed: z.boolean() });
const momentRow = z.object({ tokens_valid_after: z.coerce.date() });

/** An order over a million accounts takes longer than what people usually wait for; in milliseconds. */
const PATIENCE = 120_000;

/** Never earlier than it was, should the clock of the machine go back. */
const NOW_OR_LATER = `greatest(tokens_valid_after, date_trunc('milliseconds', clock_timestamp()))`;

/** The secret side of accounts: hashes, and from when on tokens are good. */
@Injectable()
export class CredentialsRepository {
  constructor(private readonly transactions: Transactions) {}

  async findCredentials(email: string): Promise<Credentials | null> {
    const [row] = await this.transactions.query(
      credentialsRow,
      `SELECT id, password_hash, is_active, is_staff, must_change_password, password_changed_at
         FROM app_user WHERE lower(email COLLATE "C") = lower($1::text COLLATE "C")`,
      [email],
    );
    if (!row) return null;
    return {
      userId: row.id,
      passwordHash: row.password_hash,
      isActive: row.is_active,
      isStaff: row.is_staff,
      mustChangePassword: row.must_change_password,
      passwordChangedAt: row.password_changed_at,
    };
  }

  async findAuthState(userId: string): Promise<AuthState | null> {
    const [row] = await this.transactions.query(
      stateRow,
      'SELECT is_active, is_staff, is_superuser, tokens_valid_after FROM app_user WHERE id = $1',
      [userId],
    );
    if (!row) return null;
    return {
      isActive: row.is_active,
      isStaff: row.is_staff,
      isSuperuser: row.is_superuser,
      tokensValidAfter: row.tokens_valid_after,
    };
  }

  /** @returns the moment before which everything is dead now; `null`: no such account */
  async invalidateTokens(userId: string): Promise<Date | null> {
    const [row] = await this.transactions.query(
      momentRow,
      `WITH changed AS (UPDATE app_user SET tokens_valid_after = ${NOW_OR_LATER} WHERE id = $1
                        RETURNING tokens_valid_after)
       SELECT tokens_valid_after FROM changed`,
      [userId],
    );
    return row?.tokens_valid_after ?? null;
  }

  /** That of all active accounts but one, locked first and in one order: who signs in now has finished before. */
  async invalidateAllTokens(exceptId: string | null): Promise<void> {
    await this.transactions.execute(`SELECT set_config('statement_timeout', $1, true)`, [String(PATIENCE)]);
    await this.transactions.execute(
      `SELECT count(*) FROM (SELECT FROM app_user WHERE is_active AND id IS DISTINCT FROM $1
                              ORDER BY id FOR NO KEY UPDATE) AS locked`,
      [exceptId],
    );
    await this.transactions.execute(
      `UPDATE app_user SET tokens_valid_after = ${NOW_OR_LATER} WHERE is_active AND id IS DISTINCT FROM $1`,
      [exceptId],
    );
  }

  /** The first hash, in the order of its text and from this one on, that is no argon2id of ours; `null`: no more. */
  async findLegacyHash(from: string): Promise<string | null> {
    const [row] = await this.transactions.query(
      hashRow,
      `SELECT password_hash FROM app_user
        WHERE password_hash NOT LIKE '$argon2id$%' AND password_hash COLLATE "C" >= $1
        ORDER BY password_hash COLLATE "C" LIMIT 1`,
      [from],
    );
    return row?.password_hash ?? null;
  }

  /** @returns whether the account was active and the hash still this one */
  async recordSignIn(userId: string, hash: string): Promise<boolean> {
    const [row] = await this.transactions.query(
      changedRow,
      `WITH changed AS (UPDATE app_user SET last_login_at = clock_timestamp()
                         WHERE id = $1 AND password_hash = $2 AND is_active RETURNING 1)
       SELECT EXISTS (SELECT FROM changed) AS changed`,
      [userId, hash],
    );
    return row?.changed ?? false;
  }

  async setHash(userId: string, hash: string, mustChange: boolean): Promise<void> {
    await this.transactions.execute(
      `UPDATE app_user SET password_hash = $2, must_change_password = $3,
              password_changed_at = date_trunc('milliseconds', clock_timestamp())
        WHERE id = $1`,
      [userId, hash, mustChange],
    );
  }

  /** @returns whether the hash is still this one; the account is locked then */
  async lockWithHash(userId: string, hash: string): Promise<boolean> {
    const rows = await this.transactions.query(
      changedRow,
      'SELECT true AS changed FROM app_user WHERE id = $1 AND password_hash = $2 FOR NO KEY UPDATE',
      [userId, hash],
    );
    return rows.length > 0;
  }

  /** @returns whether the hash was still the old one */
  async replaceHash(userId: string, oldHash: string, newHash: string): Promise<boolean> {
    const [row] = await this.transactions.query(
      changedRow,
      `WITH changed AS (UPDATE app_user SET password_hash = $3 WHERE id = $1 AND password_hash = $2 RETURNING 1)
       SELECT EXISTS (SELECT FROM changed) AS changed`,
      [userId, oldHash, newHash],
    );
    return row?.changed ?? false;
  }
}
