import { Client } from 'pg';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { dropDatabase, freshDatabase } from '../support/database';
import { csvOf, manyRows, rowAt } from '../support/imports';
import { slowDown, until, Uploader } from '../support/uploads';

const PATH = '/api/v1/imports';
/** Rows that are written in one transaction. */
const BATCH = 10_000;

let url: string;
let api: TestApp;
let scraper: ApiClient;
let userId: string;
let uploads: Uploader;
/** Outlives the API. */
let database: Client;

async function start(): Promise<void> {
  api = await startApp({}, url);
  await api.app.listen(0, '127.0.0.1');
  const permissions = ['instruments.import', 'instruments.view_import_run'] as const;
  const { client, user } = await signIn(api, { permissions });
  scraper = client;
  userId = user.id;
  uploads = await Uploader.to(api, scraper);
}

beforeEach(async () => {
  url = await freshDatabase();
  await start();
  database = new Client(url);
  await database.connect();
});
afterEach(async () => {
  await api.close();
  await database.end();
  await dropDatabase(url);
});

async function count(sql: string): Promise<number> {
  return Number((await database.query<{ n: string }>(sql)).rows[0]?.n);
}

const LISTINGS = 'SELECT count(*) AS n FROM instrument';
const RUNNING = `SELECT count(*) AS n FROM import_run WHERE state = 'running'`;
const ACTIVITY = `SELECT count(*) AS n FROM pg_stat_activity WHERE datname = current_database()`;
const SLEEPING = `${ACTIVITY} AND wait_event = 'PgSleep'`;
const WAITING = `${ACTIVITY} AND wait_event_type = 'Lock'`;
const KEYS = 'SELECT count(*) AS n FROM import_request';
const HELD = `SELECT count(*) AS n FROM pg_locks
               WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
const runs = async () =>
  (await database.query<object>('SELECT state, failure, received, created FROM import_run ORDER BY id')).rows;
const errorsLogged = () => api.logLines().filter(({ level }) => Number(level) >= 50);

const send = async (query: string, file: string) => {
  const upload = uploads.open(query);
  upload.end(file);
  return uploads.answerTo(upload);
};

describe('an import in the background', () => {
  it('answers 202 with its run when the file is read, and is followed at its Location', async () => {
    await slowDown(api, 1, 1);
    const { status, headers, body } = await send('?source=reverb', csvOf([rowAt(1), rowAt(2, { link: '' })]));
    expect([status, headers.location, JSON.parse(body)]).toMatchObject([
      202,
      `${PATH}/1`,
      {
        ...{ id: '1', source: 'reverb', state: 'running', finished_at: null, sha256: null, dry_run: false },
        ...{ counts: { received: 0, created: 0 }, errors: [{ code: 'link_missing', rows: [2] }] },
      },
    ]);
    await until(async () => (await count(RUNNING)) === 0);
    expect((await scraper.get(String(headers.location))).json()).toMatchObject({
      ...{ state: 'needs_review', counts: { received: 2, created: 1, rejected: 1 } },
    });
  });

  it('is waited for as long as the request says, and no longer', async () => {
    await slowDown(api, 2, 3);
    const done = await send('?source=reverb&wait=60', csvOf([rowAt(1)]));
    expect([done.status, JSON.parse(done.body)]).toMatchObject([201, { state: 'succeeded' }]);
    const late = await send('?source=reverb&wait=1', csvOf([rowAt(2)]));
    expect([late.status, late.headers.location, JSON.parse(late.body)]).toMatchObject([
      ...[202, `${PATH}/2`, { state: 'running' }],
    ]);
  });

  it('goes on when its client leaves, also one that waits', async () => {
    await slowDown(api, 1, 1);
    const upload = uploads.open('?source=reverb&wait=60');
    upload.end(csvOf(manyRows(1, 5)));
    await until(async () => (await count(SLEEPING)) === 1);
    upload.destroy();
    await until(async () => (await count(RUNNING)) === 0);
    expect(await runs()).toEqual([{ state: 'succeeded', failure: null, received: 5, created: 5 }]);
    expect(errorsLogged()).toEqual([]);
  });

  it('ends with a client that leaves a dry run', async () => {
    await database.query('BEGIN; LOCK TABLE category_alias IN ACCESS EXCLUSIVE MODE');
    const upload = uploads.open('?source=reverb&dry_run=true');
    upload.end(csvOf(manyRows(1, 5, { category: 'Zanfonas' })));
    await until(async () => (await count(WAITING)) === 1);
    upload.destroy();
    await until(async () => (await count(WAITING)) === 0);
    await database.query('COMMIT');
    expect((await send('?source=reverb&wait=60', csvOf([rowAt(1)]))).status).toBe(201);
  });

  it('is in the audit in the name of the request that sent the file', async () => {
    await slowDown(api, 1, 1);
    const { headers } = await send('?source=reverb', csvOf([rowAt(1)]));
    await until(async () => (await count(RUNNING)) === 0);
    const { rows } = await database.query<object>(
      `SELECT action, actor_id, request_id FROM audit_entry WHERE object_type = 'import_run' ORDER BY id`,
    );
    const by = { actor_id: userId, request_id: headers['x-request-id'] };
    expect(rows).toEqual([
      { action: 'import.started', ...by },
      { action: 'import.finished', ...by },
    ]);
  });

  it('that breaks is in its record, and once in the log with its request', async () => {
    await database.query(`
      CREATE FUNCTION break() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'out of order'; END $$;
      CREATE TRIGGER break BEFORE INSERT ON instrument FOR EACH ROW EXECUTE FUNCTION break()`);
    const waiting = await send('?source=reverb&wait=60', csvOf([rowAt(1)]));
    expect([waiting.status, JSON.parse(waiting.body)]).toMatchObject([
      201,
      { state: 'failed', reason: 'out of order', counts: { received: 1, created: 0 } },
    ]);
    expect(errorsLogged()).toMatchObject([
      {
        context: 'imports',
        err: {
          message: expect.stringMatching(
            `import 1 of request ${String(waiting.headers['x-request-id'])} failed.*out of order`,
          ),
        },
      },
    ]);
  });
});

describe('a server that stops', () => {
  it('ends an import while it is written, with whole batches counted; the file again completes it', async () => {
    await slowDown(api, BATCH + 1, 30);
    const file = csvOf(manyRows(1, BATCH + 5));
    expect((await send('?source=reverb', file)).status).toBe(202);
    await until(async () => (await count(LISTINGS)) === BATCH);
    await api.close();
    expect(await runs()).toEqual([
      {
        ...{ state: 'failed', failure: expect.stringMatching(/^The import was interrupted/) },
        ...{ received: BATCH + 5, created: BATCH },
      },
    ]);
    expect(errorsLogged()).toMatchObject([{ context: 'imports' }]);
    await database.query('DROP TRIGGER linger ON instrument');
    await start();
    expect(JSON.parse((await send('?source=reverb&wait=60', file)).body)).toMatchObject({
      counts: { created: 5, unchanged: BATCH },
    });
  });

  it.each([
    ['of a source that is named', '?source=reverb', 1],
    ['whose source is still to come', '', 0],
  ])(
    'refuses a file %s that is still being read, although no more of it comes',
    async (_what, query, made) => {
      const upload = uploads.open(query, { 'idempotency-key': 'a' });
      const answered = uploads.answerTo(upload);
      upload.write('name,link,website\n');
      await until(async () => (await count(KEYS)) === 1);
      await until(async () => (await count(HELD)) === made);
      await until(async () => (await count(RUNNING)) === made);
      await api.close();
      const { status, headers, body } = await answered;
      expect([status, headers.connection, JSON.parse(body)]).toMatchObject([
        ...[503, 'close', { code: 'imports.interrupted' }],
      ]);
      expect(await runs()).toMatchObject(
        [{ state: 'failed', failure: expect.stringMatching(/^The import was interrupted/) }].slice(0, made),
      );
      expect(await count(KEYS)).toBe(0);
    },
  );

  it('answers those who wait for a run with its end', async () => {
    await slowDown(api, 1, 30);
    const answered = send('?source=reverb&wait=60', csvOf([rowAt(1)]));
    await until(async () => (await count(SLEEPING)) === 1);
    await api.close();
    const { status, body } = await answered;
    expect([status, JSON.parse(body)]).toMatchObject([201, { state: 'failed', counts: { created: 0 } }]);
  });
});
