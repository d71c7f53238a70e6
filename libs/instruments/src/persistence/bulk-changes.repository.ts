import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { BulkAction } from '../bulk/bulk-job';
import type { BatchItem, BulkWork } from '../bulk/bulk-work';
import type { PinnableField } from '../record/pins';

const audited = z.record(z.string(), z.string().nullable());
const itemRow = z.object({
  id: z.string(),
  verdict: z.string(),
  name: z.string().nullable(),
  link: z.string().nullable(),
  before: audited,
  after: audited,
}) satisfies z.ZodType<BatchItem>;

/** What an action does to a listing, in the words of the database. */
interface Deed {
  /** `changed`, `unchanged` or the code of a failure, of `listing` under `given`. */
  readonly verdict: string;
  /** What stands after SET, of `instrument` under `given`. */
  readonly set: string;
  /** What else is done, with `plan` at hand. */
  readonly more?: string;
}

/** Of a listing with its last day behind it, the record may not say so yet. */
const IS_OVER = '(listing.expires_on < given.today) IS TRUE';
/** Keeps imports from taking a value back that a person has fixed. */
const pin = (field: PinnableField): string =>
  `ARRAY(SELECT DISTINCT unnest(pinned || '{${field}}') COLLATE "C" ORDER BY 1)`;
/** A person has said that it is there: what complete runs have missed begins anew. */
const FORGET_ABSENCE = `seen AS (
  UPDATE sighting SET missed_runs = 0 FROM plan WHERE sighting.instrument_id = plan.id AND verdict = 'changed')`;

const STATUS: Readonly<Record<string, Deed>> = {
  active: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'removed'
                   WHEN listing.status = 'active' AND NOT ${IS_OVER} THEN 'unchanged' ELSE 'changed' END`,
    set: `status = 'active', expires_on = CASE WHEN expires_on < given.today THEN NULL ELSE expires_on END,
          pinned = CASE WHEN expires_on < given.today THEN ${pin('expires_on')} ELSE pinned END`,
    more: FORGET_ABSENCE,
  },
  expired: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'removed'
                   WHEN listing.status = 'expired' OR ${IS_OVER} THEN 'unchanged' ELSE 'changed' END`,
    // a last day that is over, or the next change of the listing would bring it back
    set: `status = 'expired', expires_on = given.today - 1, pinned = ${pin('expires_on')}`,
  },
};

const DEEDS: Readonly<Record<Exclude<BulkAction, 'status'>, Deed>> = {
  category: {
    verdict: `CASE WHEN former_category.slug = given.value THEN 'unchanged' ELSE 'changed' END`,
    set: `category_id = (SELECT id FROM category WHERE slug = given.value), category_label = given.value,
          category_alias_id = NULL, pinned = ${pin('category')}`,
  },
  delete: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'unchanged' ELSE 'changed' END`,
    set: `status = 'removed', removed_at = now()`,
  },
  restore: {
    verdict: `CASE WHEN listing.status = 'removed' THEN 'changed' ELSE 'unchanged' END`,
    set: `status = CASE WHEN expires_on < given.today THEN 'expired' ELSE 'active' END, removed_at = NULL`,
    more: FORGET_ABSENCE,
  },
  price_thousand: {
    verdict: `CASE WHEN listing.price IS NULL THEN 'price_missing' WHEN listing.price = 0 THEN 'unchanged'
                   WHEN listing.price > 1000 THEN 'price_too_high' ELSE 'changed' END`,
    // a person has said so: nobody has to look at it again
    set: `price = price * 1000, previous_price = price, price_changed_at = now(), price_suspicious = false,
          pinned = ${pin('price')}`,
    more: `history AS (
      INSERT INTO price_change (instrument_id, previous_price, previous_currency, price, currency)
      SELECT id, price, currency, price * 1000, currency FROM plan WHERE verdict = 'changed' ORDER BY id)`,
  },
};

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
    const deed = action === 'status' ? STATUS[value ?? ''] : DEEDS[action];
    if (!deed) throw new Error(`no listing can be ${value}`);
    return this.transactions.query(itemRow, sqlOf(deed), [id, last, size, value, today]);
  }
}

const auditedOf = (row: string): string => `jsonb_build_object(
  'price', ${row}.price || ' ' || ${row}.currency, 'category', ${row}.category, 'expires_on', ${row}.expires_on::text,
  'status', ${row}.status)`;

const sqlOf = ({ verdict, set, more }: Deed): string => `
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
