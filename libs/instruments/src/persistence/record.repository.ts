import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { type ListPage, type ListRequest, Lists, type ListSource, Transactions } from '@app/database';
import type { PinnableField } from '../record/pins';
import type {
  ListingDay,
  PriceChange,
  RecordFacts,
  RemovedFilter,
  RemovedInstrument,
  RemovedOrder,
} from '../record/record';
import { moneyOf } from './money';
import { REMOVED, removedFilter } from './removed-listings';

const idRow = z.object({ id: z.string() });
const dayRow = z.object({
  day: z.string(),
  seen: z.number(),
  changed: z.number(),
  removed: z.number(),
}) satisfies z.ZodType<ListingDay>;
const factsRow = z
  .object({ missed_runs: z.number(), price_suspicious: z.boolean() })
  .transform(({ missed_runs: missedRuns, price_suspicious: priceSuspicious }): RecordFacts => {
    return { missedRuns, priceSuspicious };
  });
const changeRow = z
  .object({
    changed_at: z.date(),
    previous_price: z.string().nullable(),
    previous_currency: z.string().nullable(),
    price: z.string(),
    currency: z.string(),
    suspicious: z.boolean(),
  })
  .transform((row): PriceChange => ({
    changedAt: row.changed_at,
    previousPrice: moneyOf(row.previous_price, row.previous_currency),
    price: { amount: row.price, currency: row.currency },
    suspicious: row.suspicious,
  }));
const removedRow = z
  .object({
    id: z.string(),
    name: z.string(),
    link: z.string(),
    source: z.string(),
    category: z.string(),
    price: z.string().nullable(),
    currency: z.string().nullable(),
    removed_at: z.date(),
  })
  .transform(({ price, currency, removed_at: removedAt, ...row }): RemovedInstrument => ({
    ...row,
    price: moneyOf(price, currency),
    removedAt,
  }));

/** The record of listings, for those who look after it. */
@Injectable()
export class RecordRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: Lists,
  ) {}

  async findFacts(id: string): Promise<RecordFacts | null> {
    const [facts] = await this.transactions.query(
      factsRow,
      `SELECT missed_runs, price_suspicious FROM instrument JOIN sighting ON instrument_id = id WHERE id = $1`,
      [id],
    );
    return facts ?? null;
  }

  /** The last changes of its price, the oldest of them first. */
  findPrices(id: string, most: number): Promise<PriceChange[]> {
    return this.transactions.query(
      changeRow,
      `SELECT changed_at, previous_price, previous_currency, price, currency, suspicious
         FROM (SELECT * FROM price_change WHERE instrument_id = $1 ORDER BY changed_at DESC, id DESC LIMIT $2) AS last
        ORDER BY changed_at, id`,
      [id, most],
    );
  }

  /** Listings that were removed. */
  findRemoved(
    filter: RemovedFilter,
    request: ListRequest<RemovedOrder>,
  ): Promise<ListPage<RemovedInstrument>> {
    const source: ListSource<RemovedInstrument, RemovedOrder> = {
      row: removedRow,
      columns: `listing.id, listing.name, listing.link, listing.price, listing.currency, listing.removed_at,
                source.slug AS source, category.slug AS category`,
      // counting and finding need neither name, and read neither table
      from: `${REMOVED} LEFT JOIN source ON source.id = listing.source_id
                        LEFT JOIN category ON category.id = listing.category_id`,
      ...removedFilter(filter),
      orders: { removed_at: { expression: 'listing.removed_at', type: 'timestamptz' } },
      id: { expression: 'listing.id', type: 'bigint' },
    };
    return this.lists.page(source, request);
  }

  /** Only if it is at this version. @returns whether it was */
  async pin(id: string, version: number, pinned: readonly PinnableField[]): Promise<boolean> {
    const rows = await this.transactions.query(
      idRow,
      `WITH pinned AS (
         UPDATE instrument SET pinned = nullif($3::text[], '{}'), version = version + 1
          WHERE id = $1 AND version = $2 RETURNING id)
       SELECT id FROM pinned`,
      [id, version, pinned],
    );
    return rows.length > 0;
  }

  /**
   * For each of some days how many of the listings of now were first seen on it, changed their price for the last time, and
   * were removed: by indexes alone, whatever number there is.
   *
   * @param days `YYYY-MM-DD` in the time zone
   */
  countByDay(days: readonly string[], timeZone: string): Promise<ListingDay[]> {
    const among = (column: string): string =>
      `${column} >= day::timestamp AT TIME ZONE $2 AND ${column} < (day + 1)::timestamp AT TIME ZONE $2`;
    return this.transactions.query(
      dayRow,
      `SELECT day::text,
              (SELECT count(*)::int FROM search_document
                WHERE is_over IN (false, true) AND ${among('first_seen_at')}) AS seen,
              (SELECT count(*)::int FROM search_document WHERE ${among('price_changed_at')}) AS changed,
              (SELECT count(*)::int FROM instrument WHERE status = 'removed' AND ${among('removed_at')}) AS removed
         FROM unnest($1::date[]) AS day ORDER BY day`,
      [days, timeZone],
    );
  }

  /**
   * Takes a removal back; what complete runs have missed begins anew.
   *
   * @param version only if it is at this one
   * @param today `YYYY-MM-DD`: a listing whose last day is before it has expired
   * @returns whether there was one to be taken back
   */
  async restore(id: string, version: number, today: string): Promise<boolean> {
    const rows = await this.transactions.query(
      idRow,
      `WITH restored AS (
         UPDATE instrument
            SET status = CASE WHEN expires_on < $3::date THEN 'expired' ELSE 'active' END, removed_at = NULL,
                version = version + 1
          WHERE id = $1 AND status = 'removed' AND version = $2 RETURNING id),
       seen AS (UPDATE sighting SET missed_runs = 0 FROM restored WHERE instrument_id = id)
       SELECT id FROM restored`,
      [id, version, today],
    );
    return rows.length > 0;
  }
}
