import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { BulkOrder, BulkPreview, ChosenListing } from '../bulk/bulk-job';
import { deedOf } from './bulk-deeds';
import { Parameters } from './listing-predicate';
import { moneyOf } from './money';
import { collected } from './search-page';
import type { RemovedFilter } from '../record/record';
import { removedIds } from './removed-listings';
import type { Selection } from './search-selection';

const previewRow = z.object({
  matching: z.number(),
  judged: z.number(),
  outcomes: z.record(z.string(), z.number()),
  sample: z.array(
    z
      .object({
        id: z.string(),
        name: z.string(),
        outcome: z.string(),
        price: z.string().nullable(),
        new_price: z.string().nullable(),
        currency: z.string().nullable(),
      })
      .transform(({ price, new_price: newPrice, currency, ...rest }) => ({
        ...rest,
        price: moneyOf(price, currency),
        newPrice: moneyOf(newPrice, currency),
      })),
  ),
}) satisfies z.ZodType<Omit<BulkPreview, 'missing'>>;
const chosenRow = z.object({ id: z.string(), name: z.string() }) satisfies z.ZodType<ChosenListing>;
const countRow = z.object({ n: z.number() });

/** Listings that an order means, in the words of the database: their ids, a selection of documents, or removed ones. */
export type ItemSource =
  | { readonly ids: readonly string[] }
  | { readonly selection: Selection }
  | { readonly removed: RemovedFilter };

/** Finds the listings of jobs, and keeps them. */
@Injectable()
export class BulkItemsRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * How many there are, counted one by one, what would become of them, and some of them, those that would change first.
   *
   * @param today `YYYY-MM-DD`: a listing whose last day is before it is over
   * @param bounds `most` counts no further than one beyond it; `judged` looks at so many, the first by id; `sample` tells so many
   */
  async preview(
    source: ItemSource,
    { action, value }: Pick<BulkOrder, 'action' | 'value'>,
    today: string,
    bounds: { readonly most: number; readonly judged: number; readonly sample: number },
  ): Promise<BulkPreview> {
    const parameters = new Parameters();
    const rows = sourceSql(source, parameters);
    const given = `${parameters.add(value)}::text AS value, ${parameters.add(today)}::date AS today`;
    const { verdict, newPrice = 'NULL' } = deedOf(action, value);
    const [found] = await this.transactions.query(
      previewRow,
      `WITH given AS MATERIALIZED (SELECT ${given}),
       source AS MATERIALIZED (SELECT instrument_id FROM (${rows}) AS found LIMIT ${parameters.add(bounds.most + 1)}),
       judged AS MATERIALIZED (
         SELECT listing.id, listing.name, listing.price, listing.currency, ${verdict} AS outcome
           FROM (SELECT instrument_id AS id FROM source ORDER BY id LIMIT ${parameters.add(bounds.judged)}) AS item
          CROSS JOIN given
           JOIN instrument AS listing ON listing.id = item.id
           LEFT JOIN category AS former_category ON former_category.id = listing.category_id)
       SELECT (SELECT count(*)::int FROM source) AS matching, (SELECT count(*)::int FROM judged) AS judged,
              (SELECT coalesce(jsonb_object_agg(outcome, n), '{}')
                 FROM (SELECT outcome, count(*)::int AS n FROM judged GROUP BY outcome) AS counted) AS outcomes,
              (SELECT coalesce(jsonb_agg(listing ORDER BY place), '[]')
                 FROM (SELECT row_number() OVER (ORDER BY outcome <> 'changed', id) AS place, id::text, name, outcome,
                              price::text, currency,
                              CASE WHEN outcome = 'changed' THEN (${newPrice})::text END AS new_price
                         FROM judged ORDER BY place LIMIT ${parameters.add(bounds.sample)}) AS listing) AS sample`,
      parameters.values,
    );
    const { matching, ...outlook } = found ?? { matching: 0, judged: 0, outcomes: {}, sample: [] };
    return { matching, missing: 'ids' in source ? new Set(source.ids).size - matching : 0, ...outlook };
  }

  /**
   * Gives a job its listings: those of now, whatever comes later.
   *
   * @param most takes no more than one beyond it
   * @returns how many
   */
  async add(jobId: string, source: ItemSource, most: number): Promise<number> {
    const parameters = new Parameters();
    const job = parameters.add(jobId);
    const rows = sourceSql(source, parameters);
    const [added] = await this.transactions.query(
      countRow,
      `WITH added AS (
         INSERT INTO bulk_job_item (bulk_job_id, instrument_id)
         SELECT ${job}, instrument_id FROM (${rows}) AS found LIMIT ${parameters.add(most + 1)}
         RETURNING 1)
       SELECT count(*)::int AS n FROM added`,
      parameters.values,
    );
    return added?.n ?? 0;
  }

  /** Forgets what is left of a job that has ended. */
  async forget(jobId: string): Promise<void> {
    await this.transactions.execute('DELETE FROM bulk_job_item WHERE bulk_job_id = $1', [jobId]);
  }

  /** The listings of a job that were chosen one by one, by id; none for one by a query. */
  findChosen(jobId: string): Promise<ChosenListing[]> {
    return this.transactions.query(
      chosenRow,
      `SELECT instrument.id, name FROM bulk_job JOIN instrument ON instrument.id = ANY (chosen)
        WHERE bulk_job.id = $1 ORDER BY instrument.id`,
      [jobId],
    );
  }

  /** Jobs that have ended and whose listings are not cleared away yet. */
  async findLeft(): Promise<string[]> {
    const rows = await this.transactions.query(
      z.object({ id: z.string() }),
      `SELECT id FROM bulk_job
        WHERE state IN ('cancelled', 'failed') AND changed + unchanged + failed < total
          AND EXISTS (SELECT FROM bulk_job_item WHERE bulk_job_id = bulk_job.id)`,
    );
    return rows.map(({ id }) => id);
  }
}

function sourceSql(source: ItemSource, parameters: Parameters): string {
  if ('selection' in source) return collected(source.selection, '1', parameters);
  if ('removed' in source) return removedIds(source.removed, parameters);
  return `SELECT id AS instrument_id FROM instrument WHERE id = ANY (${parameters.add(source.ids)}::bigint[])`;
}
