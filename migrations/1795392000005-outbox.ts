import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Mails that wait to be sent, written in the transaction that gives the reason for them. A mail with a link holds the
 * id of the link only, never the secret that makes it one.
 */
export class Outbox1795392000005 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE outbox_mail (
        id uuid DEFAULT gen_random_uuid() CONSTRAINT outbox_mail_pkey PRIMARY KEY,
        recipient text NOT NULL CONSTRAINT outbox_mail_recipient_check
          CHECK (length(recipient) <= 254 AND recipient ~ '^[^\\s<>,;@]+@[^\\s<>,;@]+$'),
        language text NOT NULL CONSTRAINT outbox_mail_language_check CHECK (language IN ('es', 'en')),
        kind text NOT NULL CONSTRAINT outbox_mail_kind_check CHECK (kind ~ '^[a-z_]+$'),
        params jsonb NOT NULL,
        created_at timestamptz NOT NULL DEFAULT now(),
        next_attempt_at timestamptz NOT NULL DEFAULT now(),
        attempts integer NOT NULL DEFAULT 0,
        claimed_until timestamptz,
        sent_at timestamptz,
        failed_at timestamptz,
        last_error text CONSTRAINT outbox_mail_last_error_check CHECK (length(last_error) <= 200),
        CONSTRAINT outbox_mail_outcome_check CHECK (sent_at IS NULL OR failed_at IS NULL)
      );
      CREATE INDEX outbox_mail_due_idx ON outbox_mail (next_attempt_at)
        WHERE sent_at IS NULL AND failed_at IS NULL;
      CREATE INDEX outbox_mail_done_idx ON outbox_mail (coalesce(sent_at, failed_at))
        WHERE coalesce(sent_at, failed_at) IS NOT NULL;
      COMMENT ON COLUMN outbox_mail.id IS 'makes the Message-ID: the same mail has the same one whenever it is sent';
      COMMENT ON COLUMN outbox_mail.attempts IS 'counted when a mail is claimed: one that ends the process counts too';
      COMMENT ON COLUMN outbox_mail.claimed_until IS 'until then it is in the hands of one process';
      COMMENT ON COLUMN outbox_mail.last_error IS 'codes only: what a mail server says may quote the mail';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE outbox_mail');
  }
}
