import { once } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { Transactions } from '@app/database';
import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { csvOf, manyRows, rowAt } from '../support/imports';
import { slowDown, until, Uploader } from '../support/uploads';

const PATH = '/api/v1/imports';
interface Report {
  readonly id: string;
  readonly state: string;
  readonly reason: string | null;
  readonly counts: { readonly received: number; readonly created: number };
}

let api: TestApp;
let scraper: ApiClient;
let uploads: Uploader;

beforeEach(async () => {
  api = await startApp({ DATABASE_STATEMENT_TIMEOUT_MS: '1000' });
  await api.app.listen(0, '127.0.0.1');
  const permissions = ['instruments.import', 'instruments.view_import_run'] as const;
  scraper = (await signIn(api, { permissions })).client;
  uploads = await Uploader.to(api, scraper);
});
afterEach(() => api.close());

async function count(sql: string): Promise<number> {
  return Number((await api.database.query<{ n: string }>(sql)).rows[0]?.n);
}

const LISTINGS = 'SELECT count(*) AS n FROM instrument';
const RUNNING = `SELECT count(*) AS n FROM import_run WHERE state = 'running'`;
const LOCKS = `SELECT count(*) AS n FROM pg_locks
                WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const last = async () => (await scraper.get(`${PATH}/1`)).json<Report>();

describe('an upload', () => {
  it('keeps its source busy while it goes on: 409 with the way to the running one', async () => {
    const first = uploads.open('?source=reverb&wait=30');
    const answered = uploads.answerTo(first);
    first.write('name,link\na,https://example.com/a\n');
    await until(async () => (await count(RUNNING)) === 1);
    const second = uploads.open('?source=reverb&wait=30');
    second.end(csvOf([rowAt(1)]));
    const refusal = await uploads.answerTo(second);
    expect([refusal.status, refusal.headers.location, JSON.parse(refusal.body)]).toMatchObject([
      409,
      `${PATH}/1`,
      { code: 'imports.source_busy', params: { source: 'reverb', run: '1' } },
    ]);
    const elsewhere = uploads.open('?source=hispasonic&wait=30');
    elsewhere.end(csvOf([rowAt(1)]));
    expect((await uploads.answerTo(elsewhere)).status).toBe(201);
    first.end('b,https://example.com/b\n');
    expect(await answered).toMatchObject({ status: 201, headers: { location: `${PATH}/1` } });
    expect(await last()).toMatchObject({ state: 'succeeded', counts: { received: 2, created: 2 } });
  });

  it('that is broken off while it is read leaves a failed run and nothing else', async () => {
    const upload = uploads.open('?source=reverb&wait=30');
    upload.write(csvOf(manyRows(1, 20_000)));
    await until(async () => (await count(RUNNING)) === 1);
    upload.destroy();
    await until(async () => (await count(RUNNING)) === 0);
    await until(async () => (await count(LOCKS)) === 0);
    expect(await last()).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^The import was interrupted/),
      counts: { created: 0 },
    });
    expect(await count(LISTINGS)).toBe(0);
    expect(api.logLines().filter(({ level }) => Number(level) >= 50)).toEqual([]);
  });

  it('may take longer than a query of a request, and other requests keep their limit', async () => {
    await slowDown(api, 1, 1.5);
    const upload = uploads.open('?source=reverb&wait=30');
    upload.end(csvOf([rowAt(1)]));
    expect((await uploads.answerTo(upload)).status).toBe(201);
    const transactions = api.app.get(Transactions);
    const row = z.object({ statement: z.string(), lock: z.string() });
    const limits = await Promise.all(
      Array.from({ length: 10 }, () =>
        transactions.query(
          row,
          `SELECT current_setting('statement_timeout') AS statement, current_setting('lock_timeout') AS lock
             FROM pg_sleep(0.1)`,
        ),
      ),
    );
    expect(new Set(limits.map(([found]) => JSON.stringify(found)))).toEqual(
      new Set(['{"statement":"1s","lock":"2s"}']),
    );
  });

  it('is read no faster than it can be stored', async () => {
    await api.database.query('BEGIN');
    await api.database.query('LOCK TABLE import_fault IN ACCESS EXCLUSIVE MODE');
    const upload = uploads.open('?source=reverb&wait=30');
    const answered = uploads.answerTo(upload);
    const piece = csvOf(manyRows(1, 1_000, { price: '-1', location: 'x'.repeat(300) }));
    const rows = piece.slice(piece.indexOf('\n') + 1);
    upload.write(piece);
    let flows = true;
    let sent = 0;
    for (; flows && sent < 120; sent += 1) {
      flows =
        upload.write(rows) || (await Promise.race([once(upload, 'drain'), setTimeout(1_500, null)])) !== null;
    }
    // some 40 MB were to be sent, and what fits into sockets and one block of rows went
    expect(sent).toBeLessThan(60);
    await api.database.query('COMMIT');
    upload.end();
    const { status, body } = await answered;
    expect([status, JSON.parse(body)]).toMatchObject([
      201,
      { counts: { received: 1_000 * (sent + 1), rejected: 1_000 * (sent + 1) } },
    ]);
  });

  it('that is refused early gets its answer although more was to come, and the line serves on', async () => {
    const upload = uploads.open('?source=reverb&wait=30');
    const answered = uploads.answerTo(upload);
    const piece = 'x'.repeat(64 * 1024);
    upload.write(`name\n`);
    for (let at = 0; at < 40; at += 1) upload.write(piece);
    upload.end();
    const { status, body } = await answered;
    expect([status, JSON.parse(body)]).toMatchObject([422, { code: 'imports.file_columns' }]);
    expect(await last()).toMatchObject({ state: 'failed', reason: 'The header lacks "link".' });
    const after = uploads.open('?source=reverb&wait=30');
    after.end(csvOf([rowAt(1)]));
    expect((await uploads.answerTo(after)).status).toBe(201);
  });

  it('that is refused for what its first rows say is not left half sent', async () => {
    const upload = uploads.open('?wait=30');
    const answered = uploads.answerTo(upload);
    upload.end(csvOf(manyRows(1, 100_000, { website: 'ebay', location: 'x'.repeat(100) })));
    const { status, body } = await answered;
    expect([status, JSON.parse(body)]).toMatchObject([404, { code: 'sources.unknown' }]);
    await until(() => Promise.resolve(upload.writableFinished));
  });

  it('is not read at all before it is clear who sends it', async () => {
    const upload = uploads.open('?source=reverb&wait=30', { authorization: 'Bearer none' });
    upload.write('name,link\n');
    expect((await uploads.answerTo(upload)).status).toBe(401);
    upload.destroy();
    expect(await count('SELECT count(*) AS n FROM import_run')).toBe(0);
  });
});
