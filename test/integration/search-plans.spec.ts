import { setTimeout as sleep } from 'node:timers/promises';
import { Transactions } from '@app/database';
import { SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';
import { type InstrumentListAnswer, instrumentIds, listInstruments } from '../support/instrument-list';
import { handInReads } from '../support/table-reads';

const ROWS = 80_000;
const TABLES = [
  'instrument',
  'search_document',
  'search_term',
  'search_facet',
  'listed_instrument',
  'sighting',
];
/** A page looks at this many documents at most: those collected, and those walked past. */
const MOST_READ = 50_000;

/** What clients ask, of each class: rare and frequent, narrow and wide, contradicting each other, deep. */
const REQUESTS = [
  '',
  'page=200',
  'limit=200',
  'sort=published',
  'sort=price',
  'sort=-price&page=200',
  'sort=-first_seen',
  'sort=-price_drop',
  'category=guitarras',
  'category=guitarras&page=150',
  'category=cuerdas&sort=price',
  'source=reverb&category=vientos&sort=-price',
  'brand=fender',
  'brand=alhambra&location=madrid&sort=-first_seen',
  'location=teruel',
  'price_min=500&price_max=510',
  'price_min=1&sort=price',
  'price_min=100&price_max=110&sort=-published&published_since=P30D',
  'price_min=9000&published_since=P2D&sort=price',
  'published_since=P1D',
  'published_until=P300D',
  'first_seen_since=P1D',
  'price_changed_since=P1D',
  'first_seen_since=P1D&first_seen_until=P1D',
  'price_changed_since=P1D&price_changed_until=P1D',
  'q=zzzzqqqq',
  'q=telecaster',
  'q=guitarra',
  'q=guitarra&page=200',
  'q=guitarra&sort=price',
  'q=guitarra&limit=200',
  'q=fender+stratocaster',
  'q=fender+-telecaster',
  'q=%22fender+telecaster%22',
  'q=%22jv1080%22',
  'q=violin+4/4',
  'q=4/4',
  'q=musicman',
  'q=jazz+bass',
  'q=p+bass',
  'q=zurdo',
  'q=4+x+12',
  'q=cinco+cuerdas',
  'q=guitarra+fender+stratocaster',
  'q=guitarra+electrica',
  'q=bajos',
  'brand=fendr',
  'q=bajo&category=guitarras',
  'q=guitarra&category=vientos&sort=price',
  'q=guitarra&price_max=100&sort=-price',
  'q=alhambra+4p&location=madrid',
  'q=jv1080',
  'q=gui',
  'q=telecsater',
  'status=expired',
  'status=expired&q=fender',
  'status=active,expired&sort=price',
  'q=fender&facets=category,source,brand,location,price',
  'facets=category,source,brand,location,price',
  'category=guitarras&facets=category,source,brand,location,price',
  'category=guitarras&price_max=300&facets=category',
];
/** Counted by an index of prices alone, as far as the documents are known to be visible to everybody. */
const COVERED = [
  'price_min=1&facets=category,source,brand,location,price',
  'price_max=900&include_unpriced=true&facets=source,location',
];
/** The same, by that of prices within categories. */
const COVERED_WITHIN = [
  'category=guitarras&price_min=1&count=exact',
  'category=guitarras&price_min=1&facets=category,source,brand,location,price',
  'category=guitarras,bajos&price_max=900&include_unpriced=true&facets=source,location',
];
/** What is shown, and those that ran out. */
const FEW_READ = 10_000;

/** Answered by counters, less what ran out since the last sweep. */
const KEPT = [
  'facets=category,source,brand,location,price',
  'category=guitarras&facets=category,source,brand,location,price',
  'category=guitarras&count=exact',
  'category=guitarras&source=reverb,hispasonic&count=exact&limit=1',
];

let api: TestApp;

interface Reads {
  readonly scans: number;
  readonly documents: number;
  /** Of the index of prices, which holds so much that a look at it needs no document. */
  readonly prices: number;
}

/** What the API's only connection has read so far. */
async function reads(): Promise<Reads> {
  await handInReads(api);
  const { rows } = await api.database.query<Reads>(
    `SELECT sum(seq_scan)::int AS scans,
            sum(seq_tup_read + idx_tup_fetch) FILTER (WHERE relname = 'search_document')::int AS documents,
            (SELECT idx_tup_read::int FROM pg_stat_user_indexes
              WHERE indexrelname = 'search_document_price_facets_idx') AS prices
       FROM pg_stat_user_tables WHERE relname = ANY ($1)`,
    [TABLES],
  );
  return rows[0] ?? { scans: 0, documents: 0, prices: 0 };
}

/** The requests that read a table from end to end, or more documents or prices than they may. */
async function wandering(
  requests: readonly string[],
  mostPrices = MOST_READ,
  most = MOST_READ,
): Promise<string[]> {
  const found: string[] = [];
  for (const request of requests) {
    await api.forget();
    // what reads the small sets comes before
    await api.get('/api/v1/instruments?limit=1&count=none');
    const before = await reads();
    const response = await api.get(`/api/v1/instruments?${request}`);
    expect([request, response.statusCode]).toEqual([request, 200]);
    const after = await reads();
    if (after.scans > before.scans) found.push(`${request} reads a whole table`);
    const read = after.documents - before.documents;
    if (read > most) found.push(`${request} reads ${read} documents`);
    const prices = after.prices - before.prices;
    if (prices > mostPrices) found.push(`${request} reads ${prices} entries of the index of prices`);
  }
  return found;
}

beforeAll(async () => {
  // one connection, so that it can be told to hand in its statistics
  api = await startApp({ DATABASE_POOL_SIZE: '1', LOG_LEVEL: 'error' });
  await api.app.get(SeedService).generate(ROWS);
}, 180_000);

afterAll(() => api.close());

/** What somebody still looks at, such as ANALYZE, keeps VACUUM from saying that all may see it. */
async function becomeVisible(): Promise<void> {
  for (let time = 0; time < 20; time++) {
    await api.database.query('VACUUM search_document');
    const { rows } = await api.database.query<{ hidden: number }>(
      `SELECT relpages - relallvisible AS hidden FROM pg_class WHERE relname = 'search_document'`,
    );
    if (rows[0]?.hidden === 0) return;
    await sleep(500);
  }
}

it('no class of queries reads a whole table, nor many more documents than it shows', async () => {
  await becomeVisible();
  expect(await wandering(REQUESTS)).toEqual([]);
  expect(await wandering(COVERED, ROWS, FEW_READ)).toEqual([]);
  expect(await wandering(COVERED_WITHIN, 0, FEW_READ)).toEqual([]);
});

it('what ran out is found by its own small index, however cheap the planner thinks one that holds all', async () => {
  // as it weighs the two at a million listings, of which a seventh are over: by the pages that each has
  await api.database.query(`UPDATE search_document SET is_over = true WHERE expires_on < ${TODAY}`);
  await becomeVisible();
  const transactions = api.app.get(Transactions);
  const costs = ['random_page_cost', 'cpu_tuple_cost', 'cpu_index_tuple_cost', 'cpu_operator_cost'];
  await transactions.execute(costs.map((cost, at) => `SET ${cost} = ${at === 0 ? 1 : 0}`).join('; '));
  expect(await wandering(KEPT)).toEqual([]);
  await transactions.execute(costs.map((cost) => `RESET ${cost}`).join('; '));
});

/** In the time zone of the API: near midnight that of the database has another day. */
const TODAY = `(now() AT TIME ZONE 'Europe/Madrid')::date`;
const LIVE = `NOT is_over AND expires_on >= ${TODAY}`;

it('filters with many matches are walked at once, to the same pages, and counted exactly', async () => {
  for (const [filter, where] of [
    ['category=guitarras', `category_id = (SELECT id FROM category WHERE slug = 'guitarras')`],
    ['price_min=200', 'price >= 20000'],
    [
      'category=guitarras&price_max=900',
      `price <= 90000 AND category_id = (SELECT id FROM category WHERE slug = 'guitarras')`,
    ],
    [
      'source=reverb,hispasonic',
      `source_id IN (SELECT id FROM source WHERE slug IN ('reverb', 'hispasonic'))`,
    ],
    [
      'category=guitarras,bajos,efectos&source=reverb,hispasonic,guitarristas',
      `source_id IN (SELECT id FROM source WHERE slug IN ('reverb', 'hispasonic', 'guitarristas'))
        AND category_id IN (SELECT id FROM category WHERE slug IN ('guitarras', 'bajos', 'efectos'))`,
    ],
  ] as const) {
    const { rows } = await api.database.query<{ id: number }>(
      `SELECT instrument_id::int AS id FROM search_document WHERE ${LIVE} AND ${where}
        ORDER BY published_on DESC NULLS LAST, instrument_id DESC`,
    );
    expect(rows.length).toBeGreaterThan(15_000);
    const { page, data } = await listInstruments(api, `${filter}&page=20`);
    expect(page).toMatchObject({ count: 'exact', total: rows.length });
    expect(data.map(({ id }) => id)).toEqual(rows.slice(950, 1_000).map(({ id }) => id));
    const first = await listInstruments(api, `${filter}&limit=100`);
    const second = await instrumentIds(api, first.page.next ?? '');
    expect(second).toEqual(rows.slice(100, 200).map(({ id }) => id));
  }
});

it('a word with many matches is walked at once, to the same pages, and its number is near', async () => {
  const { rows } = await api.database.query<{ id: number }>(
    `SELECT instrument_id::int AS id FROM search_document
      WHERE ${LIVE} AND terms @@ '''guitarra'':* | ''guitarras'' | ''guitar''' ORDER BY published_on DESC NULLS LAST, instrument_id DESC`,
  );
  expect(rows.length).toBeGreaterThan(15_000);
  const { page, data } = await listInstruments(api, 'q=guitarra&sort=-published&page=30');
  expect(page.count).toBe('estimated');
  expect(Math.abs((page.total ?? 0) / rows.length - 1)).toBeLessThan(0.1);
  expect(data.map(({ id }) => id)).toEqual(rows.slice(1_450, 1_500).map(({ id }) => id));
  // pages that deep are collected: they are the same that a walk comes to
  const walked: number[] = [];
  for (
    let url: string | null = 'q=guitarra&sort=-published&limit=200';
    url !== null && walked.length < 10_000;
  ) {
    const part: InstrumentListAnswer = await listInstruments(api, url);
    walked.push(...part.data.map(({ id }) => id));
    url = part.page.next;
  }
  for (const sort of ['relevance', '-published']) {
    const deep = await instrumentIds(api, `q=guitarra&sort=${sort}&per_page=100&page=100`);
    expect(deep).toEqual(walked.slice(9_900, 10_000));
  }
  // by relevance the newest 500 come first, in another order
  const ranked = await instrumentIds(api, 'q=guitarra&per_page=100');
  const newest = new Set(rows.slice(0, 500).map(({ id }) => id));
  expect(ranked.filter((id) => !newest.has(id))).toEqual([]);
  expect(await instrumentIds(api, 'q=guitarra&per_page=100&page=6')).toEqual(
    rows.slice(500, 600).map(({ id }) => id),
  );
});

it('a walk by relevance through many matches meets each of them once, however long its steps are', async () => {
  const walk = async (size: number, rows: number): Promise<number[]> => {
    const ids: number[] = [];
    let url: string | null = `/api/v1/instruments?q=guitarra&limit=${size}&count=none&fields=id,name`;
    while (url !== null && ids.length < rows) {
      const { data, page }: InstrumentListAnswer = await listInstruments(api, url);
      ids.push(...data.map(({ id }) => id));
      url = page.next;
    }
    return ids.slice(0, rows);
  };
  const once = await walk(200, 600);
  expect(new Set(once).size).toBe(600);
  expect(await walk(7, 600)).toEqual(once);
});

it('deep pages in the order of a price are in the order of numbers', async () => {
  const prices: number[] = [];
  for (const page of [90, 91, 92, 93]) {
    const { body } = await api.get(
      `/api/v1/instruments?q=guitarra&sort=price&per_page=100&page=${page}&fields=id,price&count=none`,
    );
    const { data }: { data: { price: { amount: string } | null }[] } = JSON.parse(body);
    prices.push(...data.map(({ price }) => Number(price?.amount ?? Infinity)));
  }
  expect(prices).toHaveLength(400);
  expect(prices).toEqual([...prices].sort((one, other) => one - other));
});

it('no class does so when the statistics of the planner are gone', async () => {
  await api.database.query('DELETE FROM pg_statistic WHERE starelid = ANY ($1::regclass[]::oid[])', [TABLES]);
  await api.database.query(
    'UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0 WHERE oid = ANY ($1::regclass[]::oid[])',
    [TABLES],
  );
  // a wide range of prices is counted by their index
  expect(await wandering(REQUESTS, ROWS)).toEqual([]);
});
