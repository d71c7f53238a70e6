import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';
import { csvOf, manyRows, rowAt } from '../support/imports';
import { ROOT } from '../support/source-files';

const PATH = '/api/v1/imports';
const CORPUS = join(ROOT, 'test/corpus/import');

interface Report {
  readonly id: string | null;
  readonly state: string;
  readonly counts: Readonly<Record<string, number>>;
  readonly errors: readonly object[];
  readonly errors_url: string | null;
  readonly code?: string;
}

const expectation = z.object({
  settings: z
    .object({ source: z.string().nullable().optional(), category: z.string().optional() })
    .default({}),
  refused: z.string().optional(),
  state: z.string().optional(),
  counts: z.record(z.string(), z.number()).optional(),
});

/** What a file that is refused is answered, where it is not 422. */
const REFUSALS: Readonly<Record<string, number>> = {
  'imports.file_too_large': 413,
  'imports.source_missing': 400,
  'sources.unknown': 404,
};

const TYPES: Readonly<Record<string, string>> = {
  csv: 'text/csv',
  tsv: 'text/csv; charset=utf-8',
  ndjson: 'application/x-ndjson',
  json: 'application/json',
};

let api: TestApp;
let scraper: ApiClient;

beforeAll(async () => {
  api = await startApp();
  const permissions = ['instruments.import', 'instruments.view_import_run'] as const;
  scraper = (await signIn(api, { permissions })).client;
});
afterAll(() => api.close());

/** Sends a file, and waits for its end unless the query says something else. */
const send = (query: string, payload: string | Buffer, headers: Readonly<Record<string, string>> = {}) =>
  api.app.inject({
    method: 'POST',
    url: `${PATH}${query}${query.includes('wait=') ? '' : `${query === '' ? '?' : '&'}wait=30`}`,
    payload,
    headers: { authorization: `Bearer ${scraper.credential ?? ''}`, 'content-type': 'text/csv', ...headers },
  });

async function count(sql: string): Promise<number> {
  return Number((await api.database.query<{ n: string }>(sql)).rows[0]?.n);
}

const LISTINGS = 'SELECT count(*) AS n FROM instrument';
const RUNS = 'SELECT count(*) AS n FROM import_run';

describe('the doors to imports', () => {
  it.each([
    ['POST', PATH, 'instruments.import'],
    ['GET', PATH, 'instruments.view_import_run'],
    ['GET', `${PATH}/1`, 'instruments.view_import_run'],
    ['GET', `${PATH}/1/errors.csv`, 'instruments.view_import_run'],
  ] as const)('%s %s needs %s', async (method, url, permission) => {
    const asked = { method, url, ...(method === 'POST' ? { payload: 'x' } : {}) };
    const type = { 'content-type': 'text/csv' };
    expect((await api.app.inject({ ...asked, headers: type })).statusCode).toBe(401);
    const others = (['instruments.import', 'instruments.view_import_run'] as const).filter(
      (code) => code !== permission,
    );
    const { client } = await signIn(api, { permissions: others });
    const authorization = `Bearer ${client.credential ?? ''}`;
    const answer = await api.app.inject({ ...asked, headers: { ...type, authorization } });
    expect([answer.statusCode, answer.json()]).toMatchObject([403, { params: { permission } }]);
  });
});

describe('POST /api/v1/imports', () => {
  it('answers 201 with the report, and where it stays', async () => {
    const file = csvOf([...manyRows(1, 9, { category: 'bajos' }), rowAt(10, { price: '-1' })]);
    const answer = await send('?source=hispasonic', file);
    const report = answer.json<Report>();
    expect([answer.statusCode, answer.headers.location]).toEqual([201, `${PATH}/${report.id ?? ''}`]);
    expect(report).toEqual({
      ...{ id: expect.stringMatching(/^\d+$/), source: 'hispasonic', category: null, state: 'succeeded' },
      ...{ complete: false, dry_run: false, file: 'upload.csv', on_approval: null },
      ...{ started_at: expect.stringMatching(/Z$/), finished_at: expect.stringMatching(/Z$/) },
      ...{ bytes: Buffer.byteLength(file), sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      counts: {
        ...{ received: 10, created: 9, updated: 0, unchanged: 0, price_changed: 0, reactivated: 0 },
        ...{ duplicates: 0, rejected: 1, stale: 0, removed: 0 },
      },
      ...{ reason: null, reason_code: null, reason_params: {} },
      reviewed_at: null,
      errors_url: `${PATH}/${report.id ?? ''}/errors.csv`,
      warnings: [],
      errors: [{ code: 'price_negative', count: 1, message: expect.any(String), rows: [10] }],
    });
    expect(await scraper.get(String(answer.headers.location))).toMatchObject({ statusCode: 200 });
    expect((await scraper.get(String(answer.headers.location))).json()).toEqual(report);
  });

  it('answers 201 too for what needs review or failed, with the state in the body', async () => {
    const half = csvOf([rowAt(1), rowAt(2, { price: '-1' })]);
    const review = await send('?source=reverb&file=de%20anoche.csv', half);
    expect([review.statusCode, review.json()]).toMatchObject([
      201,
      {
        ...{ state: 'needs_review', file: 'de anoche.csv', reason_code: 'too_many_rejected' },
        reason_params: { rejected: 1, received: 2, percent: 20 },
      },
    ]);
    const aborted = await send('?source=reverb&on_error=abort', half);
    expect([aborted.statusCode, aborted.json()]).toMatchObject([
      201,
      { state: 'failed', reason_code: 'rows_rejected', counts: { received: 2, rejected: 1, created: 0 } },
    ]);
  });

  it('answers 200 to a dry run, which leaves nothing', async () => {
    const before = [
      await count(LISTINGS),
      await count(RUNS),
      await count('SELECT count(*) AS n FROM audit_entry'),
    ];
    const answer = await send('?source=reverb&dry_run=true&complete=true', csvOf(manyRows(100, 109)));
    expect([answer.statusCode, answer.headers.location, answer.json()]).toMatchObject([
      200,
      undefined,
      { id: null, dry_run: true, errors_url: null, counts: { created: 10 } },
    ]);
    const after = [
      await count(LISTINGS),
      await count(RUNS),
      await count('SELECT count(*) AS n FROM audit_entry'),
    ];
    expect(after).toEqual(before);
  });

  it('unpacks gzip, announced as an encoding or as the type itself', async () => {
    const packed = gzipSync(csvOf(manyRows(200, 219)));
    const encoded = await send('?source=reverb', packed, { 'content-encoding': 'gzip' });
    expect(encoded.json()).toMatchObject({
      file: 'upload.csv.gz',
      bytes: packed.length,
      counts: { created: 20 },
    });
    const typed = await send('?source=reverb&format=csv', packed, { 'content-type': 'application/gzip' });
    expect(typed.json()).toMatchObject({ counts: { unchanged: 20 } });
    const untold = await send('?source=reverb', packed, { 'content-type': 'application/gzip' });
    expect(untold.statusCode).toBe(415);
    const none = await send('?source=reverb', 'name,link\n', { 'content-encoding': 'gzip' });
    expect([none.statusCode, none.json<Report>().code]).toEqual([422, 'imports.file_gzip']);
  });

  it('takes the category and completeness of the order', async () => {
    const order = '?source=guitarristas&category=teclas&complete=true';
    expect((await send(order, csvOf(manyRows(300, 303)))).json()).toMatchObject({ category: 'teclados' });
    expect((await send(order, csvOf(manyRows(300, 302)))).json()).toMatchObject({ counts: { stale: 1 } });
  });

  it('is in the audit with its file and counts, in the name of whoever sent it', async () => {
    const id = (await send('?source=reverb', csvOf([rowAt(400)]))).json<Report>().id;
    const { rows } = await api.database.query(
      `SELECT action, actor_kind, details FROM audit_entry WHERE object_type = 'import_run' AND object_id = $1 ORDER BY id`,
      [id],
    );
    const about = { source: 'reverb', file: 'upload.csv' };
    expect(rows).toMatchObject([
      { action: 'import.started', actor_kind: 'user', details: { ...about, complete: false } },
      { action: 'import.finished', details: { ...about, state: 'succeeded', received: 1, created: 1 } },
    ]);
  });

  it.each([
    ['?source=ebay', 404, 'sources.unknown'],
    ['?source=reverb&category=zanfonas', 404, 'categories.unknown'],
    ['?complete=true', 400, 'imports.complete_needs_source'],
    ['', 400, 'imports.source_missing'],
    ['?source=reverb&complete=yes', 400, 'http.invalid_fields'],
    ['?source=reverb&format=xml', 400, 'http.invalid_fields'],
    ['?source=reverb&on_error=cry', 400, 'http.invalid_fields'],
    ['?source=reverb&wait=61', 400, 'http.invalid_fields'],
    ['?source=reverb&wait=-1', 400, 'http.invalid_fields'],
    ['?source=reverb&wait=1.5', 400, 'http.invalid_fields'],
    ['?source=reverb&wait=soon', 400, 'http.invalid_fields'],
    ['?source=', 400, 'http.invalid_fields'],
    ['?source=reverb&source=hispasonic', 400, 'http.invalid_fields'],
  ])('refuses %j: %i %s', async (query, status, code) => {
    const before = await count(RUNS);
    const answer = await send(query, csvOf([rowAt(1)]));
    expect([answer.statusCode, answer.json<Report>().code]).toEqual([status, code]);
    expect(await count(RUNS)).toBe(before);
  });

  it('takes files and nothing else, and no other door takes files', async () => {
    const types = [
      'application/xml',
      'text/plain',
      'multipart/form-data; boundary=x',
      'application/x.upload',
    ];
    for (const type of [...types, 'application/x-www-form-urlencoded']) {
      const answer = await send('?source=reverb', 'name,link\n', { 'content-type': type });
      expect([type, answer.statusCode]).toEqual([type, 415]);
    }
    expect((await scraper.post(`${PATH}?source=reverb`)).statusCode).toBe(415);
    const packed = await send('?source=reverb', 'x', { 'content-encoding': 'br' });
    expect(packed.statusCode).toBe(415);
    for (const type of ['text/csv', 'application/x-ndjson', 'application/gzip', 'application/x.upload']) {
      const headers = { authorization: `Bearer ${scraper.credential ?? ''}`, 'content-type': type };
      const other = await api.app.inject({
        method: 'POST',
        url: '/api/v1/instruments',
        payload: 'x',
        headers,
      });
      expect([type, other.statusCode]).toEqual([type, 415]);
    }
  });

  it('takes more than other doors do, up to 64 MiB', async () => {
    const rest = { location: 'x'.repeat(400) };
    const file = csvOf(manyRows(1_000, 6_000, rest));
    expect(Buffer.byteLength(file)).toBeGreaterThan(2 * 1024 ** 2);
    expect((await send('?source=reverb&dry_run=true', file)).json()).toMatchObject({
      counts: { created: 5_001 },
    });
    const json = JSON.stringify(manyRows(1_000, 6_000, rest));
    const type = { 'content-type': 'application/json' };
    expect((await send('?source=reverb&dry_run=true', json, type)).json()).toMatchObject({
      counts: { created: 5_001 },
    });
    const before = await count(RUNS);
    const announced = await send('?source=reverb', 'x', { 'content-length': String(64 * 1024 ** 2 + 1) });
    expect([announced.statusCode, announced.json<Report>().code]).toEqual([413, 'imports.file_too_large']);
    expect(await count(RUNS)).toBe(before);
  });
});

describe('the corpus of files over HTTP', () => {
  const files = ['ok', 'not-ok'].flatMap((folder) =>
    readdirSync(join(CORPUS, folder))
      .filter((name) => !name.endsWith('.expected.json'))
      .map((name) => `${folder}/${name}`),
  );

  it.each(files)('%s comes to the same as with the CLI', async (file) => {
    await api.database.query(
      'TRUNCATE sighting, instrument, import_run, listed_instrument, listed_block, search_document, search_term, search_facet CASCADE',
    );
    const { settings, refused, state, counts } = expectation.parse(
      JSON.parse(readFileSync(join(CORPUS, `${file}.expected.json`), 'utf8')),
    );
    const [, format = '', packed] = /\.(csv|tsv|ndjson|json)(\.gz)?$/.exec(file) ?? [];
    const { source = 'hispasonic', category } = settings;
    const query = new URLSearchParams({
      ...(source === null ? {} : { source }),
      ...(category === undefined ? {} : { category }),
    });
    api.setNow('2026-11-21T12:00:00Z');
    const answer = await send(`?${query.toString()}`, readFileSync(join(CORPUS, file)), {
      'content-type': TYPES[format] ?? '',
      ...(packed === undefined ? {} : { 'content-encoding': 'gzip' }),
    });
    api.setNow(null);
    const report = answer.json<Report>();
    if (refused !== undefined) {
      const status = REFUSALS[refused] ?? 422;
      expect([answer.statusCode, report.code]).toEqual([status, refused]);
      return;
    }
    const found = Object.entries(report.counts).filter(([, n]) => n > 0);
    const told = Object.entries(counts ?? {}).map(([name, n]): [string, number] => [
      name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      n,
    ]);
    expect({ state: report.state, counts: Object.fromEntries(found) }).toEqual({
      state,
      counts: Object.fromEntries(told.filter(([, n]) => n > 0)),
    });
  });
});
