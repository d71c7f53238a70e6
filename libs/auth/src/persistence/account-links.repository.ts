import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { LinkRow, Registration } from '../account/account-link';

const linkRow = z
  .object({
    id: z.string(),
    user_id: z.string().nullable(),
    purpose: z.enum(['password_reset', 'email_verification', 'account_created']),
    kid: z.string(),
    email: z.string(),
  })
  .transform((row): StoredLink => ({
    id: row.id,
    userId: row.user_id,
    purpose: row.purpose,
    kid: row.kid,
    email: row.email,
  }));
const registrationRow = z
  .object({
    email: z.string(),
    display_name: z.string(),
    language: z.enum(['es', 'en']),
    password_hash: z.string(),
  })
  .transform((row): Registration => ({
    email: row.email,
    displayName: row.display_name,
    language: row.language,
    passwordHash: row.password_hash,
  }));
const idRow = z.object({ id: z.string() });
const usedRow = z.object({ used: z.boolean() });
const countRow = z.object({ rows: z.number() });

/** A link that is good now. */
export interface StoredLink extends LinkRow {
  /** `null`: there is no account yet. */
  readonly userId: string | null;
  readonly kid: string;
  readonly email: string;
}

/** A link as it is first written. */
export interface NewLink extends LinkRow {
  readonly kid: string;
  /** In milliseconds from now. */
  readonly lifetime: number;
}

/**
 * Whether `link` is good for something: not used, not run out, and its account still has the address that it was sent
 * to, may come in, and has not declared void since whatever had been issued to it.
 */
const ALIVE = `link.used_at IS NULL AND link.expires_at > clock_timestamp()
  AND (link.user_id IS NULL OR EXISTS (
    SELECT FROM app_user AS person
     WHERE person.id = link.user_id AND person.is_active
       AND lower(person.email COLLATE "C") = lower(link.email COLLATE "C")
       AND link.created_at >= coalesce(person.tokens_valid_after, '-infinity')))`;

/** Whether `link` is good and so young that another one, `excluded`, does not take its place. */
const FRESH = `(link.used_at IS NULL AND link.created_at > excluded.created_at - interval '5 minutes'
  AND link.expires_at > excluded.created_at AND link.kid = excluded.kid
  AND lower(link.email COLLATE "C") = lower(excluded.email COLLATE "C")
  AND link.created_at >= coalesce((SELECT tokens_valid_after FROM app_user WHERE app_user.id = link.user_id),
                                  '-infinity'))`;

/** Links in mails, and the accounts that some of them will make. Times are those of the database's clock. */
@Injectable()
export class AccountLinksRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Writes a link for an active account in the place of the one before, or prolongs that one if it is {@link FRESH}; for
   * anybody else it writes nothing.
   *
   * @returns the id of the link that is good now; `null`: there is none
   */
  async replace(link: NewLink, userId: string | null): Promise<string | null> {
    const [row] = await this.transactions.query(
      idRow,
      `WITH written AS (
       INSERT INTO account_link AS link (id, user_id, purpose, kid, email, created_at, expires_at)
       SELECT $1, person.id, $3, $4, person.email, moment.now, moment.now + $5 * interval '1 millisecond'
         FROM app_user AS person, (SELECT clock_timestamp() AS now) AS moment
        WHERE person.id = $2 AND person.is_active
       ON CONFLICT ON CONSTRAINT account_link_user_purpose_key DO UPDATE
         SET id = CASE WHEN ${FRESH} THEN link.id ELSE excluded.id END,
             created_at = CASE WHEN ${FRESH} THEN link.created_at ELSE excluded.created_at END,
             kid = excluded.kid, email = excluded.email, expires_at = excluded.expires_at, used_at = NULL
       RETURNING id)
       SELECT id FROM written`,
      [link.id, userId, link.purpose, link.kid, link.lifetime],
    );
    return row?.id ?? null;
  }

  /** Writes a link together with the account that it will make. */
  async insertRegistration({ id, purpose, kid, lifetime }: NewLink, wanted: Registration): Promise<void> {
    await this.transactions.execute(
      `WITH link AS (
         INSERT INTO account_link (id, purpose, kid, email, created_at, expires_at)
         SELECT $1, $2, $3, $4, now, now + $5 * interval '1 millisecond'
           FROM (SELECT clock_timestamp() AS now) AS moment
         RETURNING id)
       INSERT INTO registration (link_id, display_name, language, password_hash) SELECT id, $6, $7, $8 FROM link`,
      [id, purpose, kid, wanted.email, lifetime, wanted.displayName, wanted.language, wanted.passwordHash],
    );
  }

  /** A link that is good now. */
  async findAlive(id: string): Promise<StoredLink | null> {
    const [row] = await this.transactions.query(
      linkRow,
      `SELECT id, user_id, purpose, kid, email FROM account_link AS link WHERE id = $1 AND ${ALIVE}`,
      [id],
    );
    return row ?? null;
  }

  /**
   * Uses a link up.
   *
   * @returns whether it was good until now: of several who use it at once, one hears yes
   */
  async use(id: string): Promise<boolean> {
    const [row] = await this.transactions.query(
      usedRow,
      `WITH used AS (UPDATE account_link AS link SET used_at = clock_timestamp() WHERE id = $1 AND ${ALIVE} RETURNING 1)
       SELECT EXISTS (SELECT FROM used) AS used`,
      [id],
    );
    return row?.used ?? false;
  }

  /** What is to become an account by this link. */
  async findRegistration(linkId: string): Promise<Registration | null> {
    const [row] = await this.transactions.query(
      registrationRow,
      `SELECT email, display_name, language, password_hash
         FROM registration JOIN account_link ON account_link.id = registration.link_id WHERE link_id = $1`,
      [linkId],
    );
    return row ?? null;
  }

  /** What is to become an account by this link; it is handed out once. */
  async takeRegistration(linkId: string): Promise<Registration | null> {
    const [row] = await this.transactions.query(
      registrationRow,
      `WITH taken AS (DELETE FROM registration WHERE link_id = $1
                      RETURNING link_id, display_name, language, password_hash)
       SELECT email, display_name, language, password_hash
         FROM taken JOIN account_link ON account_link.id = taken.link_id`,
      [linkId],
    );
    return row ?? null;
  }

  /** Takes an account's links to a new password away. */
  async deletePasswordLinks(userId: string): Promise<void> {
    await this.transactions.execute(
      `DELETE FROM account_link WHERE user_id = $1 AND purpose IN ('password_reset', 'account_created')`,
      [userId],
    );
  }

  /** Removes links that have run out, registrations with them. */
  async deleteExpired(most: number): Promise<number> {
    const [row] = await this.transactions.query(
      countRow,
      `WITH gone AS (
         DELETE FROM account_link WHERE id IN (
           SELECT id FROM account_link WHERE expires_at < now() ORDER BY expires_at LIMIT $1 FOR UPDATE SKIP LOCKED)
         RETURNING 1)
       SELECT count(*)::int AS rows FROM gone`,
      [most],
    );
    return row?.rows ?? 0;
  }
}
