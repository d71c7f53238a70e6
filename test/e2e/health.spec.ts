import { migrateDown, migrateUp } from '@app/database';
import { startApp, type TestApp } from '../support/app';

let api: TestApp;

beforeAll(async () => {
  api = await startApp({ DATABASE_POOL_SIZE: '1' });
});

afterAll(() => api.close());

/** Asks whether requests can be served. */
async function readiness(): Promise<{ status: number; body: unknown }> {
  const answer = await api.get('/health/ready');
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.headers['content-type']).toMatch(/^application\/json/);
  return { status: answer.statusCode, body: answer.json() };
}

/** A run of a source that ended well some hours ago. */
async function finishedRun(source: string, hours: number): Promise<void> {
  await api.database.query(
    `INSERT INTO import_run (source_id, state, complete, file_name, started_at, finished_at)
     SELECT id, 'succeeded', true, 'x.csv', now() - make_interval(hours => $2 + 1), now() - make_interval(hours => $2)
       FROM source WHERE slug = $1`,
    [source, hours],
  );
}

describe('/health/live', () => {
  it('says that the process lives, in an answer that nobody keeps', async () => {
    const answer = await api.get('/health/live');
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toEqual({ status: 'ok', service: 'buscainstrumentos' });
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('asks nobody: it answers while every connection to the database is held up', async () => {
    await api.database.query('BEGIN');
    await api.database.query('LOCK TABLE dataset IN ACCESS EXCLUSIVE MODE');
    try {
      let waiting = true;
      const stuck = api.get('/listInstrument').finally(() => (waiting = false));
      const started = performance.now();
      expect((await api.get('/health/live')).statusCode).toBe(200);
      expect(performance.now() - started).toBeLessThan(1_000);
      expect(waiting).toBe(true);
      await api.database.query('ROLLBACK');
      expect((await stuck).statusCode).toBe(200);
    } finally {
      await api.database.query('ROLLBACK');
    }
  });
});

describe('/health/ready', () => {
  it('is up with the database there and every migration applied', async () => {
    expect(await readiness()).toEqual({
      status: 200,
      body: expect.objectContaining({
        status: 'ok',
        details: {
          shutdown: { status: 'up' },
          database: { status: 'up', migrations: 'applied' },
          imports: { status: 'up', overdue: [] },
          purge: { status: 'up', lastSuccess: null, overdue: false },
        },
      }),
    });
  });

  it('tells which sources are overdue, and is up all the same', async () => {
    await finishedRun('reverb', 25);
    await finishedRun('hispasonic', 23);
    await finishedRun('soundmarket', 1_000);
    await finishedRun('soundmarket', 1);
    await finishedRun('guitarristas', 500);
    await api.database.query("UPDATE source SET enabled = false WHERE slug = 'guitarristas'");
    expect(await readiness()).toMatchObject({
      status: 200,
      body: { details: { imports: { status: 'up', overdue: ['reverb'] } } },
    });
  });

  it('waits for the first import of a source from when it was added or switched on', async () => {
    await api.database.query(`
      DELETE FROM import_run;
      UPDATE source SET enabled = true;
      UPDATE source SET watched_since = now() - interval '25 hours' WHERE slug IN ('guitarristas', 'reverb');
      UPDATE source SET watched_since = now() - interval '23 hours' WHERE slug = 'hispasonic'`);
    const late = (...sources: string[]) =>
      expect(readiness()).resolves.toMatchObject({ body: { details: { imports: { overdue: sources } } } });
    await late('guitarristas', 'reverb');
    await api.database.query("UPDATE source SET enabled = false WHERE slug = 'guitarristas'");
    await late('reverb');
    await api.database.query("UPDATE source SET enabled = true WHERE slug IN ('guitarristas', 'reverb')");
    await late('reverb');
    await finishedRun('reverb', 1);
    await late();
  });

  it('warns of a purge that came to no end for a day, and is up all the same', async () => {
    await api.database.query(`UPDATE job_run SET awaited_since = now() - interval '25 hours'`);
    expect(await readiness()).toMatchObject({
      status: 200,
      body: { details: { purge: { status: 'up', overdue: true } } },
    });
  });

  it('is 503 while a migration is pending, and up again when it is applied, without a restart', async () => {
    await migrateDown(api.databaseUrl);
    expect(await readiness()).toMatchObject({
      status: 503,
      body: { status: 'error', details: { database: { status: 'down', migrations: '1 pending' } } },
    });
    await migrateUp(api.databaseUrl);
    expect((await readiness()).status).toBe(200);
  });

  it('leaves nothing behind in a database that was never migrated', async () => {
    await api.database.query('ALTER TABLE migration RENAME TO mislaid');
    try {
      expect(await readiness()).toMatchObject({
        status: 503,
        body: { details: { database: { migrations: expect.stringMatching(/^[1-9]\d* pending$/) } } },
      });
      const { rows } = await api.database.query("SELECT to_regclass('migration') AS made");
      expect(rows).toEqual([{ made: null }]);
    } finally {
      await api.database.query('ALTER TABLE mislaid RENAME TO migration');
    }
  });
});
