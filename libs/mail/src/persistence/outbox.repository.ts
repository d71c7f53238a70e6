import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { LEASE, type OutboxCounts } from '../delivery';
import { type Mail, mailContent, type MailContent } from '../mail';

const claimedRow = z.object({
  id: z.string(),
  recipient: z.string(),
  language: z.enum(['es', 'en']),
  kind: z.string(),
  params: z.record(z.string(), z.unknown()),
  created_at: z.date(),
  attempts: z.number(),
});
const countRow = z.object({ n: z.number() });
const outboxRow = z.object({ waiting: z.number(), failed: z.number() });

/** A mail in the hands of this process. */
export interface ClaimedMail {
  readonly id: string;
  readonly to: string;
  readonly language: Mail['language'];
  /** `null`: this program knows no such mail; a newer one may. */
  readonly content: MailContent | null;
  readonly createdAt: Date;
  /** This one included; says whose claim it is, too. */
  readonly attempts: number;
}

const WAITING = 'sent_at IS NULL AND failed_at IS NULL';

/** The table of mails that wait or were sent. All times are those of the database. */
@Injectable()
export class OutboxRepository {
  constructor(private readonly transactions: Transactions) {}

  async insert({ to, language, content }: Mail): Promise<void> {
    // what the schema does not name is left out
    const { kind, ...params } = mailContent.parse(content);
    await this.transactions.execute(
      'INSERT INTO outbox_mail (recipient, language, kind, params) VALUES ($1, $2, $3, $4::jsonb)',
      [to, language, kind, JSON.stringify(params)],
    );
  }

  /** Takes the mail that is due for longest and that nobody has, for {@link LEASE}; `null`: there is none. */
  async claim(): Promise<ClaimedMail | null> {
    const [row] = await this.transactions.query(
      claimedRow,
      `WITH claimed AS (
         UPDATE outbox_mail SET attempts = attempts + 1, claimed_until = now() + $1 * interval '1 millisecond'
          WHERE id = (SELECT id FROM outbox_mail
                       WHERE ${WAITING} AND next_attempt_at <= now()
                         AND (claimed_until IS NULL OR claimed_until <= now())
                       ORDER BY next_attempt_at LIMIT 1 FOR UPDATE SKIP LOCKED)
         RETURNING id, recipient, language, kind, params, created_at, attempts)
       SELECT * FROM claimed`,
      [LEASE],
    );
    if (!row) return null;
    const { id, recipient, language, kind, params, created_at, attempts } = row;
    const content = mailContent.safeParse({ ...params, kind }).data ?? null;
    return { id, to: recipient, language, content, createdAt: created_at, attempts };
  }

  /** Whoever sent it: sent is sent. */
  async markSent({ id }: ClaimedMail): Promise<void> {
    await this.transactions.execute(
      `UPDATE outbox_mail SET sent_at = now(), failed_at = NULL, claimed_until = NULL, last_error = NULL WHERE id = $1`,
      [id],
    );
  }

  /** For good; without effect when the claim ran out and another process has it. */
  async markFailed({ id, attempts }: ClaimedMail, reason: string): Promise<void> {
    await this.transactions.execute(
      `UPDATE outbox_mail SET failed_at = now(), claimed_until = NULL, last_error = $3
        WHERE id = $1 AND attempts = $2 AND ${WAITING}`,
      [id, attempts, reason],
    );
  }

  /** To be tried again after so many milliseconds; without effect like {@link markFailed}. */
  async postpone({ id, attempts }: ClaimedMail, delay: number, reason: string): Promise<void> {
    await this.transactions.execute(
      `UPDATE outbox_mail SET next_attempt_at = now() + $4 * interval '1 millisecond', claimed_until = NULL,
              last_error = $3
        WHERE id = $1 AND attempts = $2 AND ${WAITING}`,
      [id, attempts, reason, delay],
    );
  }

  /** Mails that wait, and those that failed for good in the last day. */
  async count(): Promise<OutboxCounts> {
    const [row] = await this.transactions.query(
      outboxRow,
      `SELECT (SELECT count(*)::int FROM outbox_mail WHERE ${WAITING}) AS waiting,
              (SELECT count(*)::int FROM outbox_mail
                WHERE coalesce(sent_at, failed_at) > now() - interval '1 day' AND failed_at IS NOT NULL) AS failed`,
    );
    return row ?? { waiting: 0, failed: 0 };
  }

  /** Deletes up to so many mails that were sent, or failed, 30 days ago. */
  async deleteDone(rows: number): Promise<number> {
    const [gone] = await this.transactions.query(
      countRow,
      `WITH gone AS (
         DELETE FROM outbox_mail
          WHERE ctid = ANY (ARRAY (SELECT ctid FROM outbox_mail
                                    WHERE coalesce(sent_at, failed_at) < now() - interval '30 days'
                                    ORDER BY coalesce(sent_at, failed_at) LIMIT $1 FOR UPDATE SKIP LOCKED))
         RETURNING 1)
       SELECT count(*)::int AS n FROM gone`,
      [rows],
    );
    return gone?.n ?? 0;
  }
}
