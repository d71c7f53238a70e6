import type { MigrationInterface, QueryRunner } from 'typeorm';

const check = (actions: string): string => `
  ALTER TABLE bulk_job
    DROP CONSTRAINT bulk_job_action_check,
    ADD CONSTRAINT bulk_job_action_check CHECK (action IN (${actions})) NOT VALID`;

/** Lets jobs divide prices by 1,000, as they multiply them. */
export class PricesDivided1795651200039 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      check(`'category', 'status', 'delete', 'restore', 'price_thousand', 'price_thousandth'`),
    );
    await runner.query('ALTER TABLE bulk_job VALIDATE CONSTRAINT bulk_job_action_check');
  }

  async down(runner: QueryRunner): Promise<void> {
    // jobs are kept for good, also those that nobody can order any more
    await runner.query(check(`'category', 'status', 'delete', 'restore', 'price_thousand'`));
  }
}
