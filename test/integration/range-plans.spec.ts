import { Transactions } from '@app/database';
import { SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';
import { instrumentIds, listInstruments } from '../support/instrument-list';
import { handInReads } from '../support/table-reads';

const ROWS = 80_000;
/** In the time zone of the API: near midnight that of the database has another day. */
const LIVE = `NOT is_over AND expires_on >= (now() AT TIME ZONE 'Europe/Madrid')::date`;

let api: TestApp;

interface Reads {
  readonly documents: number;
  /** How often a page of the documents was looked at. */
  readonly pages: number;
}

/** What the API's only connection has read of the documents so far. */
async function reads(): Promise<Reads> {
  await handInReads(api);
  const { rows } = await api.database.query<Reads>(
    `SELECT (seq_tup_read + idx_tup_fetch)::int AS documents, (heap_blks_read + heap_blks_hit)::int AS pages
       FROM pg_stat_user_tables JOIN pg_statio_user_tables USING (relid) WHERE relid = 'search_document'::regclass`,
  );
  return rows[0] ?? { documents: NaN, pages: NaN };
}

/** The ids that plain SQL finds. */
async function plainly(rest: string): Promise<number[]> {
  const { rows } = await api.database.query<{ id: number }>(
    `SELECT instrument_id::int AS id FROM search_document WHERE ${LIVE} AND ${rest}`,
  );
  return rows.map(({ id }) => id);
}

beforeAll(async () => {
  // one connection, so that it can be told to hand in its statistics
  api = await startApp({ DATABASE_POOL_SIZE: '1', LOG_LEVEL: 'error' });
  await api.app.get(SeedService).generate(ROWS);
}, 180_000);
afterAll(() => api.close());

it('a walk by price begins where the bounds say, also before listings without a price', async () => {
  const { rows } = await api.database.query<{ price: number }>(
    `SELECT price FROM search_document WHERE ${LIVE} AND price IS NOT NULL ORDER BY price OFFSET 9500 LIMIT 1`,
  );
  const most = rows[0]?.price ?? NaN;
  const filter = `price_max=${most / 100}&include_unpriced=true`;
  for (const [sort, direction] of [
    ['-price', 'DESC'],
    ['price', 'ASC'],
  ] as const) {
    const all = await plainly(
      `(price IS NULL OR price <= ${most}) ORDER BY price ${direction} NULLS LAST, instrument_id ${direction}`,
    );
    expect(all.length).toBeGreaterThan(16_000);
    const before = await reads();
    expect(await instrumentIds(api, `${filter}&sort=${sort}&limit=100`)).toEqual(all.slice(0, 100));
    // those that are counted before it is walked, and no more than a page
    expect((await reads()).documents - before.documents).toBeLessThan(15_500);
    // from a page on by cursors, past the last one with a price
    const parts = [await listInstruments(api, `${filter}&sort=${sort}&per_page=100&page=90`)];
    for (let part = 1; part < 8; part++) {
      const cursor = parts.at(-1)?.page.next_cursor ?? '';
      parts.push(await listInstruments(api, `${filter}&sort=${sort}&limit=200&cursor=${cursor}`));
    }
    const ids = parts.flatMap(({ data }) => data.map(({ id }) => id));
    expect(ids).toEqual(all.slice(8_900, 10_400));
    const priced = (await plainly(`price <= ${most}`)).length;
    expect([priced > 8_900, priced < 10_400]).toEqual([true, true]);
  }
});

it('what one day bounds and another orders is found with each page of the table taken once', async () => {
  const { rows } = await api.database.query<{ day: string; pages: number }>(
    `SELECT percentile_disc(0.25) WITHIN GROUP (ORDER BY published_on)::text AS day,
            (pg_relation_size('search_document') / current_setting('block_size')::int)::int AS pages
       FROM search_document WHERE ${LIVE}`,
  );
  const { day = '', pages = NaN } = rows[0] ?? {};
  // as on fast disks: then the planner would come back to a page for each of its rows
  await api.app.get(Transactions).execute('SET random_page_cost = 1.1');
  for (const [query, rest] of [
    [
      `published_until=${day}&sort=-first_seen`,
      `published_on <= '${day}' ORDER BY first_seen_at DESC, instrument_id DESC`,
    ],
    ['first_seen_since=2020-01-01&sort=published', 'true ORDER BY published_on NULLS LAST, instrument_id'],
  ] as const) {
    const all = await plainly(rest);
    expect(all.length).toBeGreaterThan(5 * pages);
    await api.forget();
    const before = await reads();
    const { page, data } = await listInstruments(api, `${query}&per_page=100&page=20`);
    expect(page).toMatchObject({ count: 'exact', total: all.length });
    expect(data.map(({ id }) => id)).toEqual(all.slice(1_900, 2_000));
    expect((await reads()).pages - before.pages).toBeLessThan(pages + 2_000);
    const next = await instrumentIds(api, `${query}&limit=100&cursor=${page.next_cursor ?? ''}`);
    expect(next).toEqual(all.slice(2_000, 2_100));
  }
});
