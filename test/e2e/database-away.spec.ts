import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { migrateUp } from '@app/database';
import {
  type EmbeddedPostgres,
  ensureDatabase,
  startEmbeddedPostgres,
} from '../../libs/database/src/embedded/embedded-postgres';
import { startApp, type TestApp } from '../support/app';
import { insertListings } from '../support/listings';

const DOORS = [
  '/listInstrument',
  '/listInstrument?page=2',
  '/listInstrument?category=bajos',
  '/searchInstrument/?name=bass',
  '/searchInstrument/?name=bass&minPrice=1',
];

let scratch: string;
let server: EmbeddedPostgres;
let api: TestApp;

/** Expects a refusal that says: come again. */
async function expectAway(url: string, code: string): Promise<void> {
  const answer = await api.get(url);
  expect({ url, status: answer.statusCode, type: answer.headers['content-type'] }).toEqual({
    url,
    status: 503,
    type: 'application/problem+json; charset=utf-8',
  });
  expect(answer.json()).toMatchObject({ type: `/errors/${code}`, status: 503, code });
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  expect(answer.body).not.toMatch(/ECONN|127\.0\.0\.1|postgres|57P|SELECT|\.ts:/);
}

/** Waits for a request of the API to wait for a lock. */
async function someoneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await api.database.query(
      "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND application_name LIKE '%api'",
    );
    if (rows.length > 0) return;
    await sleep(10);
  }
}

describe('a statement that takes too long', () => {
  afterEach(() => api.close());

  it.each([
    ['the lock that it waits for', {}, 'ACCESS EXCLUSIVE'],
    ['the time that it may take', { DATABASE_STATEMENT_TIMEOUT_MS: '300' }, 'ACCESS EXCLUSIVE'],
  ])('is 503 and says so: %s', async (_what, variables, mode) => {
    api = await startApp(variables);
    await insertListings(api.database, [{ name: 'bass' }]);
    await api.database.query('BEGIN');
    await api.database.query(`LOCK TABLE listed_instrument IN ${mode} MODE`);
    const started = performance.now();
    await Promise.all(
      ['/listInstrument', '/searchInstrument?name=bass'].map((url) => expectAway(url, 'database.timeout')),
    );
    expect(performance.now() - started).toBeLessThan(5_000);
    expect((await api.get('/health/live')).statusCode).toBe(200);
    await api.database.query('ROLLBACK');
    expect((await api.get('/searchInstrument?name=bass')).json()).toMatchObject({ count: 1 });
  });
});

describe('when the database goes away', () => {
  beforeAll(async () => {
    scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'database-away-'));
    fs.chmodSync(scratch, 0o755);
    server = await startEmbeddedPostgres({ dir: path.join(scratch, 'pg') });
    await ensureDatabase(server, 'away');
    await migrateUp(server.url('away'));
    api = await startApp({}, server.url('away'));
    const listings = Array.from({ length: 60 }, (_, n) => ({
      name: `bass ${n}`,
      category: 'bajos',
      price: n,
    }));
    await insertListings(api.database, listings);
  });

  afterAll(async () => {
    await api.close();
    await server.release();
    fs.rmSync(scratch, { recursive: true, force: true });
  });

  it('requests are answered 503, those in the middle of one too, and served again by themselves', async () => {
    for (const url of DOORS) expect((await api.get(url)).statusCode).toBe(200);
    const expected = (await api.get('/listInstrument?page=2')).body;

    for (let round = 0; round < 2; round += 1) {
      // one request is caught in the middle of its statement
      if (round === 0) {
        await api.database.query('BEGIN');
        await api.database.query('LOCK TABLE dataset IN ACCESS EXCLUSIVE MODE');
      }
      const caught = round === 0 ? expectAway('/searchInstrument?name=caught', 'database.unavailable') : null;
      if (caught) await someoneWaits();
      await server.release();
      await caught;

      for (const url of DOORS) await expectAway(url, 'database.unavailable');
      expect((await api.get('/health/live')).statusCode).toBe(200);
      const ready = await api.get('/health/ready');
      expect(ready.statusCode).toBe(503);
      expect(ready.json()).toMatchObject({
        status: 'error',
        details: {
          database: { status: 'down', message: 'the database does not answer' },
          imports: { status: 'up' },
        },
      });
      expect(ready.body).not.toMatch(/ECONN|127\.0\.0\.1|:\d{4,5}/);

      server = await startEmbeddedPostgres({ dir: path.join(scratch, 'pg') });
      for (const url of DOORS) expect((await api.get(url)).statusCode).toBe(200);
      expect((await api.get('/health/ready')).statusCode).toBe(200);
      expect((await api.get('/listInstrument?page=2')).body).toBe(expected);
    }
  });

  it('many requests at once over a crash all end, and none of them with an unknown fault', async () => {
    const statuses = new Set<number>();
    let asking = true;
    const client = async (): Promise<void> => {
      for (let n = 0; asking; n += 1) {
        const { statusCode } = await api.get(`/searchInstrument?name=bass&maxPrice=${n % 50}`);
        statuses.add(statusCode);
      }
    };
    const clients = Promise.all(Array.from({ length: 20 }, client));
    try {
      await sleep(300);
      const pidFile = path.join(scratch, 'pg/pgdata/postmaster.pid');
      process.kill(Number(fs.readFileSync(pidFile, 'utf8').split('\n')[0]), 'SIGKILL');
      await sleep(300);
      const next = await startEmbeddedPostgres({ dir: path.join(scratch, 'pg') });
      await server.release();
      server = next;
      await sleep(300);
    } finally {
      asking = false;
      await clients;
    }
    expect(api.logLines().filter(({ code }) => code === 'http.internal')).toEqual([]);
    expect([...statuses].sort()).toEqual([200, 503]);
    expect((await api.get('/searchInstrument?name=bass')).json()).toMatchObject({ count: 60 });
  });
});
