import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { parse } from 'csv-parse/sync';
import { SeedService } from '@app/instruments';
import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { listInstruments, walkInstruments } from '../support/instrument-list';
import { insertListings } from '../support/listings';
import { until } from '../support/uploads';

const PATH = '/api/v1/instruments/export';
const row = z.looseObject({ id: z.number(), name: z.string() });
const cells = z.record(z.string(), z.string());

let api: TestApp;
let member: ApiClient;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  await api.app.get(SeedService).loadFixtures();
  await insertListings(api.database, [
    { name: '=cmd|calc', price: 1 },
    { name: '+34 600 000 000', price: null },
    { name: '@SUM(A1)', price: 2.5 },
    { name: `-1"', "quoted" and, parted`, price: 3 },
  ]);
  member = (await signIn(api)).client;
  await api.app.listen(0, '127.0.0.1');
});

afterAll(() => api.close());

async function ndjson(query: string): Promise<z.infer<typeof row>[]> {
  const answer = await api.get(`${PATH}?${query}`, { accept: 'application/x-ndjson' });
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([
    200,
    'application/x-ndjson; charset=utf-8',
  ]);
  const lines = answer.body.split('\n');
  expect(lines.pop()).toBe('');
  return lines.map((line) => row.parse(JSON.parse(line)));
}

async function csv(query: string): Promise<Record<string, string>[]> {
  const answer = await api.get(`${PATH}?${query}`);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  return cells.array().parse(parse(answer.body, { columns: true, bom: true }));
}

const open = async (query: string, headers: Record<string, string> = {}): Promise<IncomingMessage> => {
  const request = get(`${await api.app.getUrl()}${PATH}?${query}`, { headers, agent: false });
  const [response] = z.tuple([z.custom<IncomingMessage>()]).parse(await once(request, 'response'));
  return response;
};

describe('an export', () => {
  it.each([
    '',
    'category=guitarras,bajos',
    'sort=price',
    'sort=-price_drop',
    'sort=-first_seen&source=reverb',
    'q=fender',
    'q=guitarra&sort=published&price_max=900',
    'q=gutarra',
    'status=expired',
    'brand=no+such+maker',
  ])('of "%s" has the rows of the list, in its order', async (query) => {
    const listed = await walkInstruments(api, `limit=50&${query}`);
    expect((await ndjson(query)).map(({ id }) => id)).toEqual(listed);
    expect((await csv(query)).map(({ id }) => Number(id))).toEqual(listed);
  });

  it('shows each listing in NDJSON as the list does, with the fields that were asked for', async () => {
    const { data } = await listInstruments(api, 'per_page=100&category=pianos');
    expect(await ndjson('category=pianos')).toEqual(data);
    const some = await listInstruments(api, 'per_page=100&category=pianos&fields=name,id,price');
    expect(await ndjson('category=pianos&fields=name,id,price')).toEqual(some.data);
  });

  it('has amounts, currencies and slugs in cells of their own', async () => {
    const { data } = await listInstruments(api, 'per_page=1&category=bajos&has_image=true&price_min=1');
    const [listing] = z
      .array(
        z.looseObject({
          name: z.string(),
          url: z.string(),
          price: z.object({ amount: z.string(), currency: z.string() }),
          image: z.object({ url: z.string() }),
          source: z.object({ slug: z.string() }),
        }),
      )
      .parse(data);
    const [first] = await csv('category=bajos&has_image=true&price_min=1');
    expect(first).toMatchObject({
      name: listing?.name,
      url: listing?.url,
      price: listing?.price.amount,
      currency: listing?.price.currency,
      image: listing?.image.url,
      source: listing?.source.slug,
      category: 'bajos',
    });
    const { body } = await api.get(`${PATH}?category=bajos&fields=id,previous_price&escape_formulas=false`);
    expect(body.split('\r\n', 1)).toEqual(['id,previous_price,previous_currency']);
  });

  it('runs in no spreadsheet, unless it is for a program', async () => {
    const names = async (query: string) => (await csv(`source=reverb&${query}`)).map(({ name }) => name);
    const dangerous = ['=cmd|calc', '+34 600 000 000', '@SUM(A1)', `-1"', "quoted" and, parted`];
    expect(await names('')).toEqual(expect.arrayContaining(dangerous.map((name) => `'${name}`)));
    expect(await names('escape_formulas=false')).toEqual(expect.arrayContaining(dangerous));
    expect((await api.get(`${PATH}?source=reverb`)).body.startsWith('\ufeffid,')).toBe(true);
    expect((await api.get(`${PATH}?source=reverb&escape_formulas=false`)).body.startsWith('id,')).toBe(true);
  });

  it('is a file with a name, and of the form that is preferred', async () => {
    const { headers } = await api.get(`${PATH}?category=bajos`);
    expect(headers['content-disposition']).toMatch(
      /^attachment; filename="instruments-\d{4}-\d\d-\d\d\.csv"$/,
    );
    const type = async (query: string, accept: string) =>
      (await api.get(`${PATH}?category=bajos&${query}`, { accept })).headers['content-type'];
    expect(await type('format=ndjson', 'text/csv')).toContain('ndjson');
    expect(await type('format=csv', 'application/x-ndjson')).toContain('csv');
    expect(await type('', 'text/csv;q=0.5, application/x-ndjson')).toContain('ndjson');
    expect((await api.get(PATH, { accept: 'application/json' })).statusCode).toBe(406);
  });

  it('says what it answered instead of a search that finds nothing', async () => {
    const { headers } = await api.get(`${PATH}?q=gutarra`);
    expect(headers['corrected-query']).toBe('guitarra');
  });

  it('is not read again for whoever has it', async () => {
    const url = `${PATH}?category=bajos`;
    const first = await api.get(url);
    const tag = String(first.headers.etag);
    const again = await api.get(url, { 'if-none-match': tag });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    expect((await api.get(url, { 'if-none-match': tag, accept: 'application/x-ndjson' })).statusCode).toBe(
      200,
    );
    const others = await member.get(url);
    expect(others.headers.etag).not.toBe(tag);
    await api.forget();
    expect((await api.get(url, { 'if-none-match': tag })).statusCode).toBe(200);
    expect(first.headers['cache-control']).toBe('private, no-cache');
  });

  it('has no body where only its head is asked for', async () => {
    const answer = await api.app.inject({ method: 'HEAD', url: `${PATH}?category=bajos` });
    expect([answer.statusCode, answer.body]).toEqual([200, '']);
    expect(answer.headers['content-type']).toBe('text/csv; charset=utf-8');
  });

  it('is packed for whoever unpacks', async () => {
    const response = await open('', { 'accept-encoding': 'gzip' });
    expect(response.headers['content-encoding']).toBe('gzip');
    response.destroy();
    await until(async () => (await reading()) === 0);
  });

  it.each([
    ['page=1', 'parameter_unknown', 'page'],
    ['limit=10', 'parameter_unknown', 'limit'],
    ['cursor=abc', 'parameter_unknown', 'cursor'],
    ['count=none', 'parameter_unknown', 'count'],
    ['facets=brand', 'parameter_unknown', 'facets'],
    ['format=xlsx', 'value_unknown', 'format'],
    ['escape_formulas=yes', 'flag_invalid', 'escape_formulas'],
    ['formt=csv', 'parameter_unknown', 'formt'],
  ])('refuses %s', async (query, code, parameter) => {
    const answer = await api.get(`${PATH}?${query}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { errors: [{ code, parameter }] }]);
  });
});

/** Exports that the database reads at this moment. */
async function reading(): Promise<number> {
  const { rows } = await api.database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
  );
  return rows[0]?.n ?? 0;
}

describe('a big export', () => {
  // Each link has about 1,000 characters: a reader that waits must leave the database waiting too, and
  // what the system itself takes in between the two (4 MB where Linux sends) may not hold a whole export.
  beforeAll(async () => {
    await api.database.query(`
      INSERT INTO instrument (link_key, name, price, currency, link, category_label, category_id, source_id)
      SELECT gen_random_uuid(), 'Ocarina ' || n, n, 'EUR', 'https://example.org/ocarina/' || repeat('o', 960) || n, 'vientos',
             (SELECT id FROM category WHERE slug = 'guitarras'), (SELECT id FROM source WHERE slug = 'hispasonic')
        FROM generate_series(1, 12000) AS n`);
  });

  it('ends at 10,000 rows for a stranger and says so, and at its end for whoever signs in', async () => {
    const strangers = await open('q=ocarina&fields=id&escape_formulas=false');
    expect(strangers.headers['export-truncated']).toBe('?1');
    expect((await text(strangers)).trim().split('\r\n')).toHaveLength(10_001);
    const whole = await member.get(`${PATH}?q=ocarina&fields=id&escape_formulas=false`);
    expect(whole.headers).not.toHaveProperty('export-truncated');
    expect(whole.body.trim().split('\r\n')).toHaveLength(12_001);
  });

  it('shows one state, whatever is written while it is read', async () => {
    const response = await open('q=ocarina&sort=price&fields=id,price&format=ndjson');
    response.pause();
    await api.database.query(`DELETE FROM instrument WHERE name LIKE 'Ocarina %' AND price > 11000`);
    await api.database.query(`UPDATE instrument SET price = price + 50000 WHERE name LIKE 'Ocarina %5'`);
    const lines = (await text(response)).trim().split('\n');
    expect(lines).toHaveLength(10_000);
    const prices = lines.map((line) =>
      z.object({ price: z.object({ amount: z.string() }) }).parse(JSON.parse(line)),
    );
    expect(prices.map(({ price }) => Number(price.amount))).toEqual(
      Array.from({ length: 10_000 }, (_, at) => at + 1),
    );
  });

  it('reads no more when its reader is gone, and only two are read at once', async () => {
    const slow = await Promise.all([open(''), open('')]);
    slow.forEach((response) => response.pause());
    const third = await open('');
    expect([third.statusCode, third.headers['retry-after']]).toEqual([503, expect.any(String)]);
    expect(JSON.parse(await text(third))).toMatchObject({ code: 'instruments.exports_busy' });
    expect(await reading()).toBe(2);
    slow.forEach((response) => response.destroy());
    await until(async () => (await reading()) === 0);
    const next = await open('category=bajos');
    expect(next.statusCode).toBe(200);
    expect((await text(next)).length).toBeGreaterThan(100);
  });

  it('that breaks is no whole file', async () => {
    const response = await open('', {});
    response.pause();
    await until(async () => (await reading()) === 1);
    await api.database.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL`,
    );
    await expect(text(response)).rejects.toThrow('aborted');
  });
});

describe('the list as a table', () => {
  it.each([
    ['text/csv', 'text/csv; charset=utf-8'],
    ['application/x-ndjson', 'application/x-ndjson; charset=utf-8'],
    ['application/json;q=0.1, text/csv', 'text/csv; charset=utf-8'],
    ['text/csv; charset=utf-8', 'text/csv; charset=utf-8'],
    ['*/*', 'application/json; charset=utf-8'],
    ['text/html, */*;q=0.8', 'application/json; charset=utf-8'],
  ])('for %s is %s', async (accept, type) => {
    const answer = await api.get('/api/v1/instruments?category=bajos', { accept });
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, type]);
  });

  it('holds the same page, and leads on by Link', async () => {
    const query = 'category=bajos&per_page=5&page=2';
    const { data } = await listInstruments(api, query);
    const answer = await api.get(`/api/v1/instruments?${query}`, { accept: 'text/csv' });
    const rows = cells.array().parse(parse(answer.body, { columns: true, bom: true }));
    expect(rows.map(({ id }) => Number(id))).toEqual(data.map(({ id }) => id));
    expect(answer.headers.link).toContain('page=3&per_page=5>; rel="next"');
    const json = await api.get(`/api/v1/instruments?${query}`);
    expect(answer.headers.etag).not.toBe(json.headers.etag);
  });

  it('says what it answered instead of a search that finds nothing', async () => {
    const answer = await api.get('/api/v1/instruments?q=gutarra', { accept: 'text/csv' });
    expect(answer.headers['corrected-query']).toBe('guitarra');
  });

  it('has no place for facets', async () => {
    const answer = await api.get('/api/v1/instruments?facets=brand', { accept: 'text/csv' });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { errors: [{ code: 'parameter_unknown', parameter: 'facets' }] },
    ]);
  });
});
