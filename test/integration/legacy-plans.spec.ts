import { Transactions } from '@app/database';
import { SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';
import { handInReads } from '../support/table-reads';

const ROWS = 60_000;
const TABLES = ['instrument', 'listed_instrument', 'listed_block'];

/** What clients ask; at 1,000,000 rows a walk through any of the three tables would take seconds. */
const REQUESTS = [
  '/listInstrument',
  '/listInstrument?page=2',
  '/listInstrument?page=1000',
  '/listInstrument?page=last',
  '/listInstrument?page=100000',
  '/listInstrument?category=guitarras',
  '/listInstrument?category=Guitarras&page=50',
  '/listInstrument?category=guitarras&page=last',
  '/listInstrument?category=teclas',
  '/listInstrument?category=cuerdas&page=last',
  '/listInstrument?category=varios',
  '/listInstrument?category=varios&page=last',
  '/listInstrument?category=no+such',
  '/listInstrument?minPrice=0&maxPrice=Infinity',
  '/listInstrument?minPrice=1',
  '/listInstrument?minPrice=1&page=700',
  '/listInstrument?maxPrice=1000000&page=last',
  '/listInstrument?minPrice=500&maxPrice=500.5',
  '/listInstrument?minPrice=1000000',
  '/listInstrument?maxPrice=-Infinity',
  '/listInstrument?category=guitarras&minPrice=1&maxPrice=100000',
  '/listInstrument?category=guitarras&minPrice=1&page=last',
  '/listInstrument?category=cuerdas&minPrice=900&maxPrice=950',
  '/searchInstrument/?name=zzzzqqqq',
  '/searchInstrument/?name=telecaster',
  '/searchInstrument/?name=TELECASTER&page=last',
  '/searchInstrument/?name=fender',
  '/searchInstrument/?name=fender&category=guitarras&minPrice=100&maxPrice=900',
  '/searchInstrument/?name=fender&page=last',
  '/searchInstrument/?name=ar',
  '/searchInstrument/?name=ar&page=last',
  '/searchInstrument/?name=%C3%B1',
  '/searchInstrument/?name=a',
  '/searchInstrument/?name=a&page=500',
  '/searchInstrument/?name=a&category=cuerdas',
  '/searchInstrument/?name=%F0%9F%8E%B8',
  '/searchInstrument/?name=%25',
  '/searchInstrument/?name=_',
  '/searchInstrument/?name=%5C',
  '/searchInstrument/?name=+',
  '/searchInstrument/?name=+&category=varios',
];

/** These count everything: they add up all counters, of which there is one per category and 1,024 listings. */
const COUNTS_ALL = new Set(
  REQUESTS.filter((request) =>
    /^\/listInstrument(\?page=|\?minPrice=0&maxPrice=Infinity|$)/.test(request),
  ).map((request) => `${request} reads all of listed_block`),
);

let api: TestApp;

/** Tells the statistics of the API's only connection, and then how often each table was read from end to end. */
async function scans(): Promise<Map<string, number>> {
  await handInReads(api);
  const { rows } = await api.database.query<{ relname: string; scans: number }>(
    'SELECT relname, seq_scan::int AS scans FROM pg_stat_user_tables WHERE relname = ANY ($1)',
    [TABLES],
  );
  return new Map(rows.map(({ relname, scans: n }) => [relname, n]));
}

/** The requests that read one of the tables from end to end, with the tables. */
async function scanning(requests: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  let before = await scans();
  for (const request of requests) {
    const response = await api.get(request);
    expect([200, 404]).toContain(response.statusCode);
    const after = await scans();
    for (const table of TABLES) {
      if (after.get(table) !== before.get(table)) found.push(`${request} reads all of ${table}`);
    }
    before = after;
  }
  return found;
}

beforeAll(async () => {
  // one connection, so that it can be told to hand in its statistics
  api = await startApp({ DATABASE_POOL_SIZE: '1', LOG_LEVEL: 'error' });
  await api.app.get(SeedService).generate(ROWS);
  // a spelling of two sites that nobody has mapped, on a few hundred listings and on a third of them
  await api.database.query(`
    INSERT INTO category_alias (source_id, folded, label) SELECT id, 'varios', 'Varios' FROM source WHERE slug <> 'reverb'`);
  await api.database.query(`
    UPDATE instrument SET category_id = 12, category_alias_id = category_alias.id
      FROM category_alias WHERE folded = 'varios' AND category_alias.source_id = instrument.source_id
       AND (instrument.source_id = 1 OR instrument.id % 50 = 0)`);
}, 180_000);

afterAll(() => api.close());

describe(`with ${ROWS} listings`, () => {
  it('the statistics see a table that is read from end to end', async () => {
    const before = await scans();
    await api.app.get(Transactions).execute(`SELECT count(*) FROM listed_block WHERE listings::text <> 'x'`);
    const after = await scans();
    expect(after.get('listed_block')).toBe((before.get('listed_block') ?? 0) + 1);
  });

  it('the requests are what they claim to be: deep, wide, narrow and empty', async () => {
    const count = async (request: string): Promise<unknown> =>
      (await api.get(request)).json<{ count: unknown }>().count;
    expect(await count('/listInstrument?page=1000')).toBeGreaterThan(50_000);
    expect(await count('/listInstrument?category=varios')).toBeGreaterThan(10_000);
    expect(await count('/listInstrument?minPrice=500&maxPrice=500.5')).toBeLessThan(200);
    expect(await count('/searchInstrument/?name=a')).toBeGreaterThan(40_000);
    expect(await count('/searchInstrument/?name=zzzzqqqq')).toBe(0);
    expect(await count('/searchInstrument/?name=telecaster')).toBeGreaterThan(10);
  });

  it('the counters are a handful', async () => {
    const { rows } = await api.database.query<{ n: number }>('SELECT count(*)::int AS n FROM listed_block');
    expect(rows[0]?.n).toBeLessThanOrEqual(12 * (Math.ceil(ROWS / 1024) + 1));
  });

  it('no page and no count reads a whole table, when nothing is remembered', async () => {
    const found: string[] = [];
    for (const request of REQUESTS) {
      await api.forget();
      found.push(...(await scanning([request])));
    }
    expect(found.filter((one) => !COUNTS_ALL.has(one))).toEqual([]);
  });

  it('nor when the profile is remembered', async () => {
    for (const request of REQUESTS) await api.get(request);
    expect(await scanning(REQUESTS)).toEqual([]);
  });

  it('nor when the statistics of the planner are gone', async () => {
    await api.database.query('DELETE FROM pg_statistic WHERE starelid = ANY ($1::regclass[]::oid[])', [
      TABLES,
    ]);
    await api.database.query(
      'UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0 WHERE oid = ANY ($1::regclass[]::oid[])',
      [TABLES],
    );
    const found: string[] = [];
    for (const request of REQUESTS) {
      await api.forget();
      found.push(...(await scanning([request, request])));
    }
    expect(found.filter((one) => !COUNTS_ALL.has(one))).toEqual([]);
  });
});
