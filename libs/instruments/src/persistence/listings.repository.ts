import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';

const countRow = z.object({ n: z.number() });
const anyRow = z.object({ found: z.boolean() });

/** The life of listings as a whole. */
@Injectable()
export class ListingsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Whether there is a listing at all, shown or not. */
  async hasAny(): Promise<boolean> {
    const [row] = await this.transactions.query(anyRow, 'SELECT EXISTS (SELECT FROM instrument) AS found');
    return row?.found ?? false;
  }

  /** Takes off the lists what had its last day before `today`; at most `limit` listings. */
  async expire(today: string, limit: number): Promise<number> {
    const [row] = await this.transactions.query(
      countRow,
      `WITH over AS (
         UPDATE instrument SET status = 'expired', version = version + 1
          WHERE id IN (SELECT instrument_id FROM listed_instrument
                        WHERE expires_on < $1::date AND expires_on < 'infinity' LIMIT $2)
         RETURNING 1)
       SELECT count(*)::int AS n FROM over`,
      [today, limit],
    );
    return row?.n ?? 0;
  }

  /** Removes what complete runs have missed twice and nobody has seen for ten days; at most `limit` listings. */
  async removeLongMissed(limit: number): Promise<number> {
    const [row] = await this.transactions.query(
      countRow,
      `WITH gone AS (
         UPDATE instrument SET status = 'removed', removed_at = now(), version = version + 1
          WHERE id IN (SELECT id FROM instrument JOIN sighting ON sighting.instrument_id = instrument.id
                        WHERE status = 'stale' AND missed_runs >= 2 AND last_seen_at <= now() - interval '10 days'
                        LIMIT $1)
         RETURNING 1)
       SELECT count(*)::int AS n FROM gone`,
      [limit],
    );
    return row?.n ?? 0;
  }

  /**
   * Makes the projection that lists and searches read anew from the record. Readers see the old one until the commit:
   * TRUNCATE would make them wait, and then show nothing to those whose snapshot is older.
   */
  async rebuild(): Promise<number> {
    await this.transactions.execute('SELECT FROM dataset FOR NO KEY UPDATE');
    // counters first: with them gone, the trigger has none to take down, however wrong they were
    await this.transactions.execute('DELETE FROM listed_block');
    await this.transactions.execute('DELETE FROM listed_instrument');
    await this.transactions.execute(
      `INSERT INTO listed_instrument (instrument_id, price, expires_on, category_id, name_upper)
       SELECT id, price, coalesce(expires_on, 'infinity'), category_id, upper(name)
         FROM instrument WHERE is_listed(status) ORDER BY id`,
    );
    await this.rebuildDocuments();
    await this.transactions.execute('UPDATE dataset SET version = version + 1');
    const [row] = await this.transactions.query(
      countRow,
      'SELECT coalesce(sum(listings), 0)::int AS n FROM listed_block',
    );
    return row?.n ?? 0;
  }

  /** The names stay: their ids stand in documents, and a name that no listing has harms nobody. */
  private async rebuildDocuments(): Promise<void> {
    // the terms and facets first, for the same reason
    await this.transactions.execute('DELETE FROM search_term');
    await this.transactions.execute('DELETE FROM search_facet');
    await this.transactions.execute('DELETE FROM search_document');
    await this.transactions.execute('SELECT make_search_documents()');
  }

  /** Fresh statistics and visibility for the planner, after a great change; outside any transaction. */
  async vacuum(): Promise<void> {
    await this.transactions.execute('VACUUM (ANALYZE) instrument');
    await this.transactions.execute('VACUUM (ANALYZE) listed_instrument');
    await this.transactions.execute('VACUUM (ANALYZE) listed_block');
    await this.transactions.execute('VACUUM (ANALYZE) search_document');
    await this.transactions.execute('VACUUM (ANALYZE) search_term');
    await this.transactions.execute('VACUUM (ANALYZE) search_facet');
    await this.transactions.execute('VACUUM (ANALYZE) search_name');
  }
}
