import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { parseConfig } from '@app/config';
import { type RunningServer, serve } from '../../apps/api/src/serve';
import { dropDatabase, freshDatabase } from '../support/database';

let url: string;
let database: Client;
let server: RunningServer;

const start = (variables: Readonly<Record<string, string>> = {}): Promise<RunningServer> => {
  const base = { NODE_ENV: 'test', DATABASE_URL: url, PORT: '0', METRICS_PORT: '0' };
  const quiet = { SEED: 'off', SCHEDULER: 'off', LOG_LEVEL: 'silent', DATABASE_POOL_SIZE: '3' };
  return serve(parseConfig({ ...base, ...quiet, ...variables }, false), () => undefined);
};

beforeAll(async () => {
  url = await freshDatabase();
  database = new Client(url);
  await database.connect();
  await database.query(
    `INSERT INTO import_run (source_id, state, complete, file_name, started_at, finished_at)
     SELECT id, 'succeeded', true, 'x.csv', now() - interval '31 hours', now() - interval '30 hours'
       FROM source WHERE slug = 'reverb';
     UPDATE job_run SET awaited_since = now() - interval '2 hours';
     INSERT INTO outbox_mail (recipient, language, kind, params, sent_at, failed_at) VALUES
       ('a@example.org', 'es', 'x', '{}', NULL, NULL), ('b@example.org', 'es', 'x', '{}', NULL, NULL),
       ('c@example.org', 'es', 'x', '{}', now(), NULL), ('d@example.org', 'es', 'x', '{}', NULL, now()),
       ('e@example.org', 'es', 'x', '{}', NULL, now() - interval '2 days');
     INSERT INTO auth_session (id, created_at, authenticated_at, absolute_expires_at, idle_expires_at, last_seen_at,
                               transport, revoked_at, revoked_reason)
       SELECT gen_random_uuid(), now(), now(), now() + interval '1 day', now() + make_interval(hours => idle), now(),
              'bearer', CASE WHEN gone THEN now() END, CASE WHEN gone THEN 'logout' END
         FROM (VALUES (1, false), (2, false), (3, false), (-1, false), (1, true)) AS made (idle, gone);
     INSERT INTO outstanding_token (jti, session_id, gen, kid, created_at, expires_at, consumed_at)
       SELECT gen_random_uuid(), id, 1, 'a', now(), idle_expires_at, CASE WHEN revoked_at IS NOT NULL THEN now() END
         FROM auth_session`,
  );
  server = await start();
});
afterAll(async () => {
  await server.stop();
  await database.end();
  await dropDatabase(url);
});

/** All figures of a server, by name and labels. */
async function figures(from: RunningServer = server): Promise<Map<string, number>> {
  const answer = await fetch(from.metricsUrl ?? '');
  expect(answer.status).toBe(200);
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/);
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(' ');
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

/** Waits for a figure to be so; it is counted when an answer is over, which a client learns a moment before. */
async function becomes(name: string, value: number, from = server): Promise<void> {
  let found: number | undefined;
  for (let turn = 0; turn < 500 && found !== value; turn += 1) {
    found = (await figures(from)).get(name);
    if (found !== value) await sleep(10);
  }
  expect([name, found]).toEqual([name, value]);
}

const requests = (method: string, route: string, status: number): string =>
  `http_requests_total{method="${method}",route="${route}",status="${status}"}`;

describe('figures about requests', () => {
  it('tell them by method, pattern of the route and status, and never by address', async () => {
    const asked: readonly (readonly [string, string])[] = [
      ['GET', '/errors/http.not_found'],
      ['GET', '/errors/http.conflict'],
      ['GET', '/errors/http.gone/?SECRET=1'],
      ['HEAD', '/listInstrument?name=SECRET'],
      ['GET', '/SECRET'],
      ['POST', '/SECRET'],
      ['GET', '/%zz-SECRET'],
      ['GET', '/api/v1/instruments/SECRET'],
      ['PROPFIND', '/SECRET'],
      ['GET', `/${'SECRET'.repeat(2_000)}`],
    ];
    for (const [method, path] of asked) await fetch(`${server.url}${path}`, { method });
    await becomes(requests('GET', '/errors/:code', 200), 1);
    await becomes(requests('GET', '/errors/:code', 404), 2);
    await becomes(requests('HEAD', '/listInstrument', 200), 1);
    await becomes(requests('GET', 'none', 404), 1);
    await becomes(requests('POST', 'none', 404), 1);
    await becomes(requests('GET', 'none', 400), 1);
    await becomes(requests('GET', 'none', 414), 1);
    await becomes(requests('GET', '/api/v1/instruments/:id', 404), 1);
    await becomes(requests('other', 'none', 404), 1);
    const all = await figures();
    expect([...all.keys()].filter((name) => /SECRET|PROPFIND/.test(name))).toEqual([]);
  });

  it('time them', async () => {
    await fetch(`${server.url}/health/live`);
    await becomes('http_request_duration_seconds_count{method="GET",route="/health/live"}', 1);
    const all = await figures();
    const sum = all.get('http_request_duration_seconds_sum{method="GET",route="/health/live"}') ?? 0;
    expect(sum).toBeGreaterThan(0);
    expect(sum).toBeLessThan(30);
    const labels = 'le="+Inf",method="GET",route="/health/live"';
    expect(all.get(`http_request_duration_seconds_bucket{${labels}}`)).toBe(1);
  });

  it('tell those in flight with the connections that they hold, and clients that hang up', async () => {
    await database.query('BEGIN; LOCK TABLE dataset IN ACCESS EXCLUSIVE MODE');
    try {
      const stuck = [1, 2].map(() => fetch(`${server.url}/listInstrument`));
      const leaving = connect(Number(new URL(server.url).port), '127.0.0.1');
      leaving.write('GET /listInstrument HTTP/1.1\r\nHost: x\r\n\r\n');
      await becomes('http_requests_in_flight', 3);
      await becomes('buscainstrumentos_database_connections{pool="primary",state="busy"}', 3);
      const waiting = [1, 2].map(() => fetch(`${server.url}/listInstrument`));
      await becomes('buscainstrumentos_database_waiting{pool="primary"}', 2);
      expect((await figures()).get('buscainstrumentos_database_connections_max{pool="primary"}')).toBe(3);
      leaving.destroy();
      await becomes(requests('GET', '/listInstrument', 499), 1);
      await database.query('ROLLBACK');
      await Promise.all([...stuck, ...waiting]);
    } finally {
      await database.query('ROLLBACK');
    }
    await becomes('http_requests_in_flight', 0);
    await becomes('buscainstrumentos_database_connections{pool="primary",state="busy"}', 0);
  });
});

describe('figures about the installation', () => {
  it('tell ages of imports and of the purge, sessions, tokens and mails', async () => {
    const all = await figures();
    const known = [...all].filter(([name]) => /^buscainstrumentos_(?!database_[cw])/.test(name));
    const sources = ['guitarristas', 'hispasonic', 'reverb', 'soundmarket'];
    expect(Object.fromEntries(known)).toMatchObject({
      buscainstrumentos_database_up: 1,
      buscainstrumentos_sessions_open: 3,
      buscainstrumentos_tokens_outstanding: 3,
      buscainstrumentos_mails_waiting: 2,
      buscainstrumentos_mails_failed: 1,
      ...Object.fromEntries(
        sources.map((source) => [
          `buscainstrumentos_import_overdue{source="${source}"}`,
          source === 'reverb' ? 1 : 0,
        ]),
      ),
    });
    expect(all.get('buscainstrumentos_import_age_seconds{source="reverb"}')).toBeCloseTo(30 * 3_600, -3);
    expect(all.get('buscainstrumentos_purge_age_seconds')).toBeCloseTo(2 * 3_600, -3);
    // a source that was never imported has no age
    expect(known.filter(([name]) => name.includes('import_age_seconds'))).toHaveLength(1);
    expect(
      known.find(([name]) => /build_info\{version="\d+\.\d+\.\d+",node="v\d+\.\d+\.\d+"\}/.test(name)),
    ).toEqual([expect.any(String), 1]);
  });

  it('ask the database once for many looks', async () => {
    await figures();
    await database.query('DELETE FROM outbox_mail');
    await Promise.all([figures(), figures(), figures()]);
    expect((await figures()).get('buscainstrumentos_mails_waiting')).toBe(2);
  });

  it('are left out while the database does not answer, and the rest is told all the same', async () => {
    const other = await start();
    await database.query('BEGIN; LOCK TABLE source IN ACCESS EXCLUSIVE MODE');
    try {
      const before = performance.now();
      const all = await figures(other);
      expect(performance.now() - before).toBeLessThan(5_000);
      expect(all.get('buscainstrumentos_database_up')).toBe(0);
      const names = [...all.keys()].join('\n');
      expect(names).not.toMatch(/import_|sessions_open|tokens_|purge_age|mails_/);
      expect(names).toMatch(/nodejs_eventloop_lag_p99_seconds/);
    } finally {
      await database.query('ROLLBACK');
    }
    await becomes('buscainstrumentos_database_up', 1, other);
    await other.stop();
  });
});

describe('the port of the figures', () => {
  it('has nothing else', async () => {
    const address = new URL(server.metricsUrl ?? '');
    expect(address.hostname).toBe('127.0.0.1');
    for (const path of ['/', '/health/live', '/listInstrument', '/metrics/', '/metricsx', '//metrics']) {
      const { status } = await fetch(`${address.origin}${path}`);
      expect([path, status]).toEqual([path, 404]);
    }
    for (const method of ['POST', 'DELETE', 'OPTIONS']) {
      expect([method, (await fetch(address, { method })).status]).toEqual([method, 404]);
    }
    const head = await fetch(address, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
  });

  it('is the only one that has them, and is closed unless somebody opens it', async () => {
    expect((await fetch(`${server.url}/metrics`)).status).toBe(404);
    const without = await start({ METRICS_PORT: '' });
    expect(without.metricsUrl).toBeNull();
    await without.stop();
  });
});
