import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { BatchItem, BulkWork } from '../bulk/bulk-work';
import { type BulkDeed, deedOf } from './bulk-deeds';

const audited = z.record(z.string(), z.string().nullable());
const itemRow = z.object({
  id: z.string(),
  verdict: z.string(),
  name: z.string().nullable(),
  link: z.string().nullable(),
  before: audited,
  after: audited,
}) satisfies z.ZodType<BatchItem>;

/** Changes the listings of jobs, a batch at a time and each batch in one statement. */
@Injectable()
export class BulkChangesRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Carries a job out on its next listings, by their ids; whoever calls it holds the lock of the listings.
   *
   * @param today `YYYY-MM-DD`: a listing whose last day is before it is over
   * @returns what became of each; none when nothing is left
   */
  apply({ id, action, value, last }: BulkWork, size: number, today: string): Promise<BatchItem[]> {
    return this.transactions.query(itemRow, sqlOf(deedOf(action, value)), [id, last, size, value, today]);
  }
}

const auditedOf = (row: string): string => `jsonb_build_object(
  'price', ${row}.price || ' ' || ${row}.currency, 'category', ${row}.category, 'expires_on', ${row}.expires_on::text,
  'status', ${row}.status)`;

const sqlOf = ({ verdict, set, more }: BulkDeed): string => `
  WITH given AS MATERIALIZED (SELECT $4::text AS value, $5::date AS today),
  item AS MATERIALIZED (
    SELECT instrument_id AS id FROM bulk_job_item
     WHERE bulk_job_id = $1 AND instrument_id > $2::bigint ORDER BY instrument_id LIMIT $3),
  plan AS MATERIALIZED (
    SELECT item.id, listing.name, listing.link, listing.price, listing.currency, listing.expires_on, listing.status,
           former_category.slug AS category,
           CASE WHEN listing.id IS NULL THEN 'unknown' ELSE ${verdict} END AS verdict
      FROM item CROSS JOIN given
      LEFT JOIN instrument listing ON listing.id = item.id
      LEFT JOIN category former_category ON former_category.id = listing.category_id),
  written AS (
    UPDATE instrument SET ${set}, version = version + 1
      FROM (SELECT id AS planned FROM plan WHERE verdict = 'changed') AS planned CROSS JOIN given
     WHERE instrument.id = planned
    RETURNING instrument.id, price, currency, expires_on, status,
              (SELECT slug FROM category WHERE category.id = category_id) AS category),
  failed AS (
    INSERT INTO bulk_job_failure (bulk_job_id, instrument_id, code)
    SELECT $1, id, verdict FROM plan WHERE verdict NOT IN ('changed', 'unchanged')),
  ${more === undefined ? '' : `${more},`}
  done AS (
    DELETE FROM bulk_job_item USING item WHERE bulk_job_id = $1 AND instrument_id = item.id)
  SELECT plan.id, verdict, name, link, ${auditedOf('plan')} AS before,
         CASE WHEN written.id IS NULL THEN '{}' ELSE ${auditedOf('written')} END AS after
    FROM plan LEFT JOIN written ON written.id = plan.id ORDER BY plan.id`;
