import { gzipSync } from 'node:zlib';
import { ImportRequestsService } from '@app/instruments';
import { makeKey } from '../support/api-keys';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { dropDatabase, freshDatabase } from '../support/database';
import { csvOf, manyRows, rowAt } from '../support/imports';
import { slowDown, until, Uploader } from '../support/uploads';

const PATH = '/api/v1/imports';
const FILE = csvOf(manyRows(1, 3));
const RIGHTS = ['instruments.import', 'instruments.view_import_run', 'auth.add_api_key'] as const;

let url: string;
let api: TestApp;
let scraper: ApiClient;

beforeEach(async () => {
  url = await freshDatabase();
  api = await startApp({}, url);
  scraper = (await signIn(api, { permissions: RIGHTS })).client;
});
afterEach(async () => {
  await api.close();
  await dropDatabase(url);
});

interface Sent {
  readonly query?: string;
  readonly file?: string | Buffer;
  readonly by?: ApiClient;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a file under a key. */
async function send(key: string, { query = '?source=reverb&wait=30', file = FILE, by, headers }: Sent = {}) {
  const answer = await api.app.inject({
    method: 'POST',
    url: `${PATH}${query}`,
    payload: file,
    headers: {
      authorization: `Bearer ${(by ?? scraper).credential ?? ''}`,
      'content-type': 'text/csv',
      'idempotency-key': key,
      ...headers,
    },
  });
  const { id, state, code } = answer.json<{ id?: string; state?: string; code?: string }>();
  const { location } = answer.headers;
  return {
    status: answer.statusCode,
    what: code ?? state,
    id,
    location,
    replayed: answer.headers['idempotency-replayed'],
    body: answer.json<object>(),
  };
}

async function count(sql: string): Promise<number> {
  return Number((await api.database.query<{ n: string }>(sql)).rows[0]?.n);
}

const RUNS = 'SELECT count(*) AS n FROM import_run';
const KEYS = 'SELECT count(*) AS n FROM import_request';

describe('an Idempotency-Key', () => {
  it('gives the answer of the first import again, and imports nothing twice', async () => {
    const first = await send('nightly 1');
    expect(first).toMatchObject({ status: 201, what: 'succeeded', location: `${PATH}/1` });
    expect(first.replayed).toBeUndefined();
    expect(await send('nightly 1')).toEqual({ ...first, replayed: 'true' });
    // how long one waits is no part of the order, nor is what is meant anyway
    const same = { query: '?on_error=continue&source=reverb&complete=false&dry_run=false' };
    expect(await send('nightly 1', same)).toEqual({ ...first, replayed: 'true' });
    expect(await count(RUNS)).toBe(1);
    expect(await send('nightly 2')).toMatchObject({ status: 201, id: '2' });
  });

  it('tells how far the first import is, and waits for it on request', async () => {
    await slowDown(api, 1, 1);
    const query = '?source=reverb';
    expect(await send('a', { query })).toMatchObject({ status: 202, what: 'running' });
    expect(await send('a', { query })).toMatchObject({
      ...{ status: 202, what: 'running', id: '1', location: `${PATH}/1`, replayed: 'true' },
    });
    expect(await send('a', { query: `${query}&wait=30` })).toMatchObject({
      ...{ status: 201, what: 'succeeded', id: '1', replayed: 'true' },
    });
  });

  it('is refused for another file or another order, and imports nothing', async () => {
    await send('a');
    const others: Sent[] = [
      { file: csvOf(manyRows(1, 4)) },
      { query: '?source=hispasonic' },
      { query: '?source=reverb&category=bajos' },
      { query: '?source=reverb&complete=true' },
      { query: '?source=reverb&on_error=abort' },
      { query: '?source=reverb&dry_run=true' },
      { query: '?source=reverb&format=ndjson' },
      { file: gzipSync(FILE), headers: { 'content-encoding': 'gzip' } },
    ];
    for (const other of others) {
      expect(await send('a', other)).toMatchObject({ status: 422, what: 'imports.idempotency_mismatch' });
    }
    expect(await count(RUNS)).toBe(1);
    expect(await send('a')).toMatchObject({ status: 201, replayed: 'true' });
  });

  it('is one of its requester: other people and programs have keys of their own', async () => {
    await send('a');
    const other = await signIn(api, { permissions: RIGHTS });
    const { program } = await makeKey(api, other.client, ['instruments.import']);
    expect(await send('a', { by: other.client })).toMatchObject({ status: 201, id: '2' });
    expect(await send('a', { by: program, file: csvOf([rowAt(9)]) })).toMatchObject({ status: 201, id: '3' });
    expect(await send('a', { by: other.client })).toMatchObject({ id: '2', replayed: 'true' });
  });

  it('is busy while the first file is still being read', async () => {
    await api.app.listen(0, '127.0.0.1');
    const uploads = await Uploader.to(api, scraper);
    const upload = uploads.open('?source=reverb&wait=30', { 'idempotency-key': 'a' });
    const answered = uploads.answerTo(upload);
    upload.write(FILE.slice(0, 40));
    await until(async () => (await count(KEYS)) === 1);
    const busy = { status: 409, what: 'imports.idempotency_busy', location: undefined };
    expect(await send('a')).toMatchObject(busy);
    expect(await send('a', { file: 'another' })).toMatchObject(busy);
    upload.end(FILE.slice(40));
    expect((await answered).status).toBe(201);
    expect(await send('a')).toMatchObject({ status: 201, id: '1', replayed: 'true' });
  });

  it('is claimed by one of many that come at once', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => send('a')));
    expect(answers.filter(({ status, replayed }) => status === 201 && replayed === undefined)).toHaveLength(
      1,
    );
    const others = answers.filter(({ status, replayed }) => status !== 201 || replayed === 'true');
    for (const { what } of others) expect(['imports.idempotency_busy', 'succeeded']).toContain(what);
    expect(await count(RUNS)).toBe(1);
    expect(await send('a')).toMatchObject({ id: '1', replayed: 'true' });
  });

  it.each([
    ['a source that is unknown', { query: '?source=ebay' }, 404, 'sources.unknown'],
    ['a file refused before there is a run', { query: '', file: 'name,link\n' }, 422, 'imports.file_empty'],
    ['a file refused while it is read', { file: 'name,price\na,1\n' }, 422, 'imports.file_columns'],
    ['a dry run', { query: '?source=reverb&dry_run=true' }, 200, 'succeeded'],
  ] as const)('is free again after %s', async (_what, sent, status, what) => {
    expect(await send('a', sent)).toMatchObject({ status, what });
    expect(await count(KEYS)).toBe(0);
    expect(await send('a')).toMatchObject({ status: 201, what: 'succeeded' });
  });

  it('is free again when the source is busy, or the file breaks off', async () => {
    await api.app.listen(0, '127.0.0.1');
    const uploads = await Uploader.to(api, scraper);
    const upload = uploads.open('?source=reverb', { 'idempotency-key': 'b' });
    upload.write(FILE.slice(0, 40));
    await until(async () => (await count(`${RUNS} WHERE state = 'running'`)) === 1);
    expect(await send('a')).toMatchObject({
      status: 409,
      what: 'imports.source_busy',
      location: `${PATH}/1`,
    });
    upload.destroy();
    await until(async () => (await count(KEYS)) === 0);
    await until(async () => (await count(`${RUNS} WHERE state = 'running'`)) === 0);
    expect(await send('a')).toMatchObject({ status: 201, what: 'succeeded' });
    expect(await send('b')).toMatchObject({ status: 201, what: 'succeeded' });
  });

  it('outlives the server, also one that died while it wrote', async () => {
    await send('a');
    await send('b');
    await api.database.query(`UPDATE import_run SET state = 'running', finished_at = NULL WHERE id = 2`);
    await api.close();
    api = await startApp({}, url);
    expect(await send('a')).toMatchObject({ status: 201, what: 'succeeded', id: '1', replayed: 'true' });
    expect(await send('b')).toMatchObject({ status: 201, what: 'failed', id: '2', replayed: 'true' });
    expect(await count(RUNS)).toBe(2);
  });

  it('that a server died with while it read is free when no upload can take that long', async () => {
    const claimed = (minutes: number) =>
      api.database.query(
        `INSERT INTO import_request (requester, key, created_at)
         SELECT id, 'a', now() - $1 * interval '1 minute' FROM app_user`,
        [minutes],
      );
    await claimed(14);
    expect(await send('a')).toMatchObject({ status: 409, what: 'imports.idempotency_busy' });
    await api.database.query('DELETE FROM import_request');
    await claimed(21);
    expect(await send('a')).toMatchObject({ status: 201, what: 'succeeded' });
    expect(await send('a')).toMatchObject({ status: 201, replayed: 'true' });
  });

  it.each(['', 'x'.repeat(201), 'ma\u00f1ana', 'a\tb'])('is no key: %j', async (key) => {
    expect(await send(key)).toMatchObject({
      status: 400,
      what: 'http.invalid_fields',
      body: { errors: [{ header: 'Idempotency-Key', code: 'format' }] },
    });
    expect(await count(RUNS)).toBe(0);
  });

  it('has up to 200 characters', async () => {
    expect(await send('~ '.repeat(99) + '!!')).toMatchObject({ status: 201 });
  });
});

describe('the purge of keys', () => {
  it('deletes those that are older than seven days, in batches, and leaves the runs', async () => {
    await send('young');
    await api.database.query(
      `INSERT INTO import_request (requester, key, created_at, import_run_id, sha256, parameters)
       SELECT requester, n::text, now() - interval '7 days 1 minute', import_run_id, sha256, parameters
         FROM import_request, generate_series(1, 2500) AS n`,
    );
    expect(await api.app.get(ImportRequestsService).purge()).toBe(2_500);
    expect(await count(KEYS)).toBe(1);
    expect(await send('young')).toMatchObject({ replayed: 'true' });
  });
});
