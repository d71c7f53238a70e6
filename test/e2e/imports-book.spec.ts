import { parse } from 'csv-parse/sync';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { csvOf, manyRows, rowAt } from '../support/imports';

const PATH = '/api/v1/imports';

interface Run {
  readonly id: string;
  readonly source: string;
  readonly state: string;
}

interface Page {
  readonly data: readonly Run[];
  readonly page: { readonly total: number; readonly next_cursor: string | null };
}

let api: TestApp;
let scraper: ApiClient;

beforeAll(async () => {
  api = await startApp();
  const permissions = ['instruments.import', 'instruments.view_import_run'] as const;
  scraper = (await signIn(api, { permissions })).client;
});
afterAll(() => api.close());

async function send<T>(query: string, payload: string): Promise<T> {
  const headers = { authorization: `Bearer ${scraper.credential ?? ''}`, 'content-type': 'text/csv' };
  const url = `${PATH}${query}&wait=30`;
  return (await api.app.inject({ method: 'POST', url, payload, headers })).json<T>();
}

describe('GET /api/v1/imports', () => {
  beforeAll(async () => {
    for (const source of ['reverb', 'hispasonic', 'reverb', 'reverb']) {
      await send(`?source=${source}`, csvOf([rowAt(1)]));
    }
    await send('?source=reverb', csvOf([rowAt(2, { price: '-1' })]));
    await api.database.query(`UPDATE import_run SET started_at = '2026-01-15T12:00:00Z' WHERE id = 1`);
  });

  const list = async (query = '') => (await scraper.get(`${PATH}${query}`)).json<Page>();
  const ids = async (query: string) => (await list(query)).data.map(({ id }) => Number(id));

  it('lists the last one first, a page at a time', async () => {
    const { data, page } = await list('?per_page=2');
    expect(data.map(({ id }) => Number(id))).toEqual([5, 4]);
    expect(page).toMatchObject({ number: 1, size: 2, total: 5, count: 'exact' });
    expect(await ids('?per_page=2&page=3')).toEqual([1]);
    const first = await list('?limit=3');
    expect(await ids(`?limit=3&cursor=${String(first.page.next_cursor)}`)).toEqual([2, 1]);
    expect(data[0]).toMatchObject({
      state: 'needs_review',
      counts: { received: 1, rejected: 1 },
      dry_run: false,
    });
    expect(data[0]).not.toHaveProperty('errors');
  });

  it('filters by source, state and time', async () => {
    expect(await ids('?source=hispasonic')).toEqual([2]);
    expect(await ids('?source=Hispasonic&state=succeeded')).toEqual([2]);
    expect(await ids('?state=needs_review')).toEqual([5]);
    expect(await ids('?from=2026-01-15&to=2026-01-16')).toEqual([1]);
    expect(await ids('?from=2026-01-15T12:00:00Z&to=2026-01-15T12:00:01Z')).toEqual([1]);
    expect(await ids('?to=2026-01-15T12:00:00Z')).toEqual([]);
    expect(await ids('?from=2026-01-15T13:00:01%2B01:00')).toEqual([5, 4, 3, 2]);
  });

  it.each([
    ['?state=done', 400, 'http.invalid_fields'],
    ['?from=yesterday', 400, 'http.invalid_fields'],
    ['?to=2026-02-30', 400, 'http.invalid_fields'],
    ['?page=0', 400, 'http.invalid_fields'],
    ['?q=x', 400, 'http.invalid_fields'],
    ['?limit=3&page=1', 400, 'lists.mixed_paging'],
    ['?cursor=x', 400, 'lists.invalid_cursor'],
    ['?source=ebay', 404, 'sources.unknown'],
    ['/0', 404, 'imports.unknown'],
    ['/99', 404, 'imports.unknown'],
    ['/abc', 404, 'imports.unknown'],
    ['/99999999999999999999', 404, 'imports.unknown'],
    ['/99/errors.csv', 404, 'imports.unknown'],
    ['/abc/errors.csv', 404, 'imports.unknown'],
  ])('refuses %s: %i %s', async (query, status, code) => {
    const answer = await scraper.get(`${PATH}${query}`);
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([status, code]);
  });
});

describe('GET /api/v1/imports/{id}', () => {
  it('is the report that the import answered, however many rows were refused', async () => {
    const bad = [
      ...manyRows(100, 129, { price: '-1' }),
      rowAt(130, { link: 'javascript:alert(1)', price: '1.2.3', category: 'Zanfonas' }),
      ...manyRows(131, 180, { category: 'Zanfonas' }),
    ];
    const report = await send<Run>('?source=reverb', csvOf(bad));
    expect(report).toMatchObject({
      errors: [
        { code: 'price_negative', count: 30, rows: Array.from({ length: 20 }, (_, at) => at + 1) },
        { code: 'link_scheme', count: 1, rows: [31] },
        { code: 'price_unreadable', count: 1, rows: [31] },
      ],
      warnings: [{ code: 'category_unmapped', count: 50 }],
    });
    expect((await scraper.get(`${PATH}/${report.id}`)).json()).toEqual(report);
  });

  it('says how far a run has come that has not ended', async () => {
    // an import holds the lock of its source
    await api.database.query(`SELECT pg_advisory_lock(727274, id) FROM source WHERE slug = 'soundmarket'`);
    await api.database.query(
      `INSERT INTO import_run (source_id, state, complete, file_name, received, created)
       SELECT id, 'running', false, 'x.csv', 20000, 10000 FROM source WHERE slug = 'soundmarket'`,
    );
    const [running] = (await scraper.get(`${PATH}?state=running`)).json<Page>().data;
    expect((await scraper.get(`${PATH}/${running?.id ?? ''}`)).json()).toMatchObject({
      ...{ state: 'running', finished_at: null, sha256: null, errors_url: null },
      ...{ counts: { received: 20_000, created: 10_000 }, errors: [], warnings: [] },
    });
  });

  it('closes a run whose program died, so that nobody waits for its end for ever', async () => {
    const { rows } = await api.database.query<{ id: string }>(
      `INSERT INTO import_run (source_id, state, complete, file_name, received, created)
       SELECT id, 'running', false, 'x.csv', 20000, 10000 FROM source WHERE slug = 'guitarristas' RETURNING id`,
    );
    expect((await scraper.get(`${PATH}/${rows[0]?.id ?? ''}`)).json()).toMatchObject({
      ...{ state: 'failed', finished_at: expect.any(String), reason: 'The program was interrupted.' },
      ...{ counts: { received: 20_000, created: 10_000 } },
    });
  });
});

describe('errors.csv over HTTP', () => {
  const bad = [
    { name: '=1+1', link: 'javascript:alert(1)', price: '10', location: 'Madrid, centro' },
    { name: 'a "quoted"\nname', link: 'https://example.com/301', price: '-1', location: '@home' },
    { name: '', link: 'https://example.com/302', price: '12.5.5', location: '-' },
  ];

  it('holds the refused rows as they were; sent again they are refused, mended they go in', async () => {
    const run = await send<Run & { errors_url: string }>(
      '?source=reverb',
      csvOf([...manyRows(350, 370), ...bad]),
    );
    const answer = await scraper.get(run.errors_url);
    expect([
      answer.statusCode,
      answer.headers['content-type'],
      answer.headers['content-disposition'],
    ]).toEqual([200, 'text/csv; charset=utf-8', `attachment; filename="import-${run.id}-errors.csv"`]);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(parse(answer.body, { bom: true })).toEqual([
      ['name', 'link', 'price', 'location', '_row', '_field', '_code', '_message'],
      [
        "'=1+1",
        'javascript:alert(1)',
        '10',
        'Madrid, centro',
        '22',
        'link',
        'link_scheme',
        expect.any(String),
      ],
      [
        ...['a "quoted"\nname', 'https://example.com/301', "'-1", "'@home"],
        ...['23', 'price', 'price_negative', expect.any(String)],
      ],
      [
        ...['', 'https://example.com/302', '12.5.5', "'-"],
        ...['24', 'name;price', 'name_missing;price_unreadable', expect.any(String)],
      ],
    ]);
    expect(await send('?source=reverb', answer.body)).toMatchObject({ counts: { received: 3, rejected: 3 } });
    const mended = answer.body
      .replace('javascript:alert(1)', 'https://example.com/303')
      .replace("'-1", '1')
      .replace('\n,https', '\nnow named,https')
      .replace('12.5.5', '12');
    expect(await send('?source=reverb', mended)).toMatchObject({
      counts: { received: 3, created: 3, rejected: 0 },
      warnings: [],
    });
    const { rows } = await api.database.query(
      `SELECT count(*)::int AS n FROM instrument WHERE name = '=1+1'`,
    );
    expect(rows).toEqual([{ n: 1 }]);
  });

  it('is only a header when nothing was refused, and whole when thousands were', async () => {
    const fine = await send<Run>('?source=reverb', csvOf([rowAt(400)]));
    expect((await scraper.get(`${PATH}/${fine.id}/errors.csv`)).body).toBe(
      '\ufeffname,link,price,_row,_field,_code,_message\r\n',
    );
    const many = await send<Run>('?source=reverb', csvOf(manyRows(1, 2_345, { price: '-1', link: 'x' })));
    const lines: string[][] = parse((await scraper.get(`${PATH}/${many.id}/errors.csv`)).body, { bom: true });
    const column = lines[0]?.indexOf('_row') ?? -1;
    expect(lines.slice(1).map((line) => Number(line[column]))).toEqual(
      Array.from({ length: 2_345 }, (_, at) => at + 1),
    );
    expect(lines[1]?.[column + 2]).toBe('link_unreadable;price_negative');
  });
});
