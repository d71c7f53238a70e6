import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Gives the former price of a listing its currency. By itself, because readers of listings wait for it. */
export class PreviousCurrency1795651200041 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE instrument ADD COLUMN previous_currency text;
      COMMENT ON COLUMN instrument.previous_currency IS 'of previous_price; null: that of the price';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE instrument DROP COLUMN previous_currency');
  }
}
