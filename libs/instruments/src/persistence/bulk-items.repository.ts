import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { Parameters } from './listing-predicate';
import { collected } from './search-page';
import type { RemovedFilter } from '../record/record';
import { removedListings } from './removed-listings';
import type { Selection } from './search-selection';

const matchRow = z.object({ matching: z.number(), sample: z.array(z.string()) });
const nameRow = z.object({ id: z.string(), name: z.string() });
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
   * How many there are, counted one by one, and the first of them by id.
   *
   * @param most counts no further than one beyond it
   */
  async preview(
    source: ItemSource,
    most: number,
    sample: number,
  ): Promise<{ matching: number; sample: readonly { id: string; name: string }[] }> {
    const parameters = new Parameters();
    const rows = sourceSql(source, parameters);
    const [found] = await this.transactions.query(
      matchRow,
      `WITH source AS MATERIALIZED (SELECT instrument_id FROM (${rows}) AS found LIMIT ${parameters.add(most + 1)})
       SELECT (SELECT count(*)::int FROM source) AS matching,
              ARRAY(SELECT source.instrument_id::text FROM source ORDER BY source.instrument_id
                     LIMIT ${parameters.add(sample)}) AS sample`,
      parameters.values,
    );
    const { matching, sample: ids } = found ?? { matching: 0, sample: [] };
    const named = await this.transactions.query(
      nameRow,
      'SELECT id, name FROM instrument WHERE id = ANY ($1::bigint[]) ORDER BY id',
      [ids],
    );
    return { matching, sample: named };
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
  if ('removed' in source) {
    return `SELECT id AS instrument_id FROM (${removedListings(source.removed, parameters)}) AS removed`;
  }
  return `SELECT id AS instrument_id FROM instrument WHERE id = ANY (${parameters.add(source.ids)}::bigint[])`;
}
