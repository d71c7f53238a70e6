import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { z } from 'zod';
import { AUTH_KEYS, startAuth, type TestAuth } from '../support/auth';
import { compileCli, runCli } from '../support/built-cli';
import { dropDatabase, freshDatabase } from '../support/database';
import { ServerProcess } from '../support/server';
import { ROOT } from '../support/source-files';

const LOCK = 4_711;
const tokensBody = z.object({ refresh: z.string(), access: z.string() });

/** Lets a statement on a table wait, in the transaction that it belongs to, as long as the lock is held. */
const WAIT = (table: string, when: string, timing = ''): string => `
  CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${LOCK}); RETURN coalesce(NEW, OLD); END $$;
  CREATE ${timing === '' ? '' : 'CONSTRAINT'} TRIGGER wait_for_the_test ${when} ON ${table} ${timing}
    FOR EACH ROW EXECUTE FUNCTION wait_for_the_test()`;

/** Waits until a backend waits for a lock of the given kind. */
async function waiting(database: Client, kind: 'advisory' | 'relation'): Promise<void> {
  for (let time = 0; time < 400; time++) {
    const { rows } = await database.query(
      `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND wait_event = $1
          AND datname = current_database() AND pid <> pg_backend_pid()`,
      [kind],
    );
    if (rows.length > 0) return;
    await sleep(25);
  }
  throw new Error('nobody waits');
}

/** Waits until no backend of a killed process is left: what it had begun is over, one way or the other. */
async function over(database: Client, application: string): Promise<void> {
  for (let time = 0; time < 400; time++) {
    const { rows } = await database.query(
      `SELECT FROM pg_stat_activity WHERE application_name = $1 AND datname = current_database()`,
      [application],
    );
    if (rows.length === 0) return;
    await sleep(25);
  }
  throw new Error('its backends stay');
}

/** A command of the built CLI that the test kills. */
function command(args: readonly string[], url: string): ChildProcess {
  return spawn(process.execPath, [join(ROOT, 'dist/apps/cli/src/main.js'), ...args], {
    cwd: ROOT,
    env: { PATH: process.env['PATH'], NODE_ENV: 'test', LOG_LEVEL: 'silent', DATABASE_URL: url, AUTH_KEYS },
    stdio: 'ignore',
  });
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
}

describe('a server that is killed in a refresh', () => {
  let app: TestAuth;
  beforeEach(async () => {
    app = await startAuth();
  });
  afterEach(() => app.close());

  const start = async (): Promise<{ server: ServerProcess; url: string }> => {
    const server = await ServerProcess.start({
      DATABASE_URL: app.databaseUrl,
      AUTH_KEYS,
      LOG_LEVEL: 'silent',
    });
    return { server, url: await server.url() };
  };
  const refresh = (url: string, token: string): Promise<Response> =>
    fetch(`${url}/api/v1/auth/token/refresh`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ refresh: token }),
    });

  it.each([
    ['before it is written', WAIT('outstanding_token', 'BEFORE INSERT'), 1],
    [
      'while it is committed: the answer is lost',
      WAIT('outstanding_token', 'AFTER INSERT', 'DEFERRABLE INITIALLY DEFERRED'),
      2,
    ],
  ])('%s, leaves a session that goes on', async (_when, trap, generation) => {
    const { refresh: token, sessionId } = await app.open();
    await app.ageHead(sessionId);
    await app.rows(trap);
    const { server, url } = await start();
    await app.rows('SELECT pg_advisory_lock($1)', [LOCK]);
    const lost = refresh(url, token).catch(() => null);
    await waiting(app.database, 'advisory');
    await server.end();
    await app.rows('SELECT pg_advisory_unlock($1)', [LOCK]);
    expect(await lost).toBeNull();
    await over(app.database, 'buscainstrumentos api');
    expect((await app.session(sessionId))?.['current_gen']).toBe(generation);

    await app.rows('DROP TRIGGER wait_for_the_test ON outstanding_token');
    const next = await start();
    try {
      const answer = await refresh(next.url, token);
      expect(answer.status).toBe(200);
      const { access } = tokensBody.parse(await answer.json());
      const me = await fetch(`${next.url}/api/v1/me`, { headers: { Authorization: `Bearer ${access}` } });
      expect(me.status).toBe(200);
      expect((await app.session(sessionId))?.['current_gen']).toBe(2);
    } finally {
      await next.server.end();
    }
  });
});

describe('a command that is killed', () => {
  let url: string;
  let database: Client;
  beforeAll(() => compileCli());
  beforeEach(async () => {
    url = await freshDatabase();
    database = new Client(url);
    await database.connect();
  });
  afterEach(async () => {
    await database.end();
    await dropDatabase(url);
  });

  it('in a purge leaves whole batches, one that the database has in hand included, and the next one goes on', async () => {
    await database.query(`
      INSERT INTO auth_session (id, created_at, authenticated_at, absolute_expires_at, idle_expires_at, last_seen_at, transport)
      SELECT gen_random_uuid(), past, past, past + interval '1 day', past + interval '1 day', past, 'bearer'
        FROM generate_series(1, 50), LATERAL (SELECT now() - interval '3 years' AS past) AS long_ago;
      INSERT INTO outstanding_token (jti, session_id, gen, kid, created_at, expires_at)
      SELECT gen_random_uuid(), id, 1, 'new', created_at, idle_expires_at FROM auth_session`);
    await database.query(WAIT('outstanding_token', 'BEFORE DELETE'));
    await database.query('SELECT pg_advisory_lock($1)', [LOCK]);
    const purge = command(['purge-expired'], url);
    await waiting(database, 'advisory');
    await kill(purge);
    await database.query('SELECT pg_advisory_unlock($1)', [LOCK]);
    await over(database, 'buscainstrumentos cli');
    expect((await database.query('SELECT FROM outstanding_token')).rowCount).toBe(0);
    expect((await database.query('SELECT FROM auth_session')).rowCount).toBe(50);

    await database.query('DROP TRIGGER wait_for_the_test ON outstanding_token');
    const again = await runCli(['purge-expired', '--json'], { DATABASE_URL: url, AUTH_KEYS });
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect((await database.query('SELECT FROM auth_session')).rowCount).toBe(0);
  });

  it('in a migration leaves none of it, and the next one does it', async () => {
    const environment = { DATABASE_URL: url };
    expect((await runCli(['migrate', 'down'], environment)).code).toBe(0);
    const count = async (): Promise<number> => (await database.query('SELECT FROM migration')).rowCount ?? 0;
    const before = await count();
    // another connection: within a transaction it would see who waits once only
    const holder = new Client(url);
    await holder.connect();
    await holder.query('BEGIN; LOCK TABLE migration IN SHARE MODE');
    const migrate = command(['migrate'], url);
    await waiting(database, 'relation');
    await kill(migrate);
    await holder.end();
    await over(database, 'buscainstrumentos migrate');
    expect(await count()).toBe(before);

    const again = await runCli(['migrate'], environment);
    expect([again.code, again.stderr]).toEqual([0, '']);
    expect(await count()).toBe(before + 1);
  });
});
