import { PurgeService } from '@app/auth';
import { JobRunsService, Transactions } from '@app/database';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { insertListings } from '../support/listings';

const DASHBOARD = '/api/v1/admin/dashboard';
const TOKENS = '/api/v1/admin/outstanding-tokens';
const SYSTEM = '/api/v1/admin/system';

interface Dashboard {
  readonly sources: { slug: string; last_run: { state: string } | null; overdue: boolean }[];
  readonly listings: {
    since: string;
    new: number;
    changed: number;
    removed: number;
    by_day: { day: string; new: number; changed: number; removed: number }[];
  };
  readonly sign_ins: {
    since: string;
    succeeded: number;
    failed: number;
    alarms: number;
    by_day: { day: string; from: string; to: string; succeeded: number; failed: number }[];
  };
  readonly sessions: { live: number };
  readonly purge: {
    backlog: number;
    backlog_more: boolean;
    last_success_at: string | null;
    overdue: boolean;
  };
}

let api: TestApp;
let admin: ApiClient;

beforeAll(async () => {
  api = await startApp();
  admin = (await signIn(api, { superuser: true })).client;
  await insertListings(api.database, [
    { name: 'Fender Telecaster', price: 500 },
    { name: 'Gibson SG', price: 800 },
    { name: 'Old one', price: 100 },
    { name: 'Gone', status: 'removed' },
    { name: 'Over', status: 'expired' },
  ]);
  await api.database.query(
    `UPDATE instrument SET first_seen_at = now() - interval '30 days' WHERE name = 'Old one'`,
  );
  await api.database.query(
    `UPDATE instrument SET previous_price = 900, price_changed_at = now() WHERE name = 'Gibson SG'`,
  );
  await api.importCsv('name,link\nA,https://example.com/a\nB,https://example.com/b', {
    source: 'hispasonic',
  });
  const wrong = { email: 'nobody@example.org', password: 'not the right one' };
  await api.send({
    method: 'POST',
    url: '/api/v1/auth/token',
    headers: { host: 'localhost', 'content-type': 'application/json' },
    payload: wrong,
  });
});
afterAll(() => api.close());

const read = async (client = admin): Promise<Dashboard> => (await client.get(DASHBOARD)).json<Dashboard>();
async function total(url: string): Promise<number> {
  return (await admin.get(url)).json<{ page: { total: number } }>().page.total;
}

describe('the dashboard', () => {
  it('counts what the lists behind its numbers show', async () => {
    const { listings, sign_ins: signIns, sessions } = await read();
    const instruments = '/api/v1/instruments?count=exact&status=active,expired';
    expect(listings).toMatchObject({ new: 5, changed: 1, removed: 1, time_zone: 'Europe/Madrid' });
    expect(await total(`${instruments}&first_seen_since=${listings.since}`)).toBe(listings.new);
    expect(await total(`${instruments}&price_changed_since=${listings.since}`)).toBe(listings.changed);
    const removed = `/api/v1/admin/removed-instruments?removed_since=${listings.since}`;
    expect(await total(removed)).toBe(listings.removed);
    const audit = `/api/v1/admin/audit?from=${signIns.since}`;
    expect(await total(`${audit}&action=session.sign_in_failed`)).toBe(signIns.failed);
    expect(signIns.failed).toBe(1);
    expect(await total('/api/v1/admin/sessions?state=open')).toBe(sessions.live);
  });

  it('has a figure for each of fourteen days', async () => {
    const { listings, sign_ins: signIns } = await read();
    expect(listings.by_day).toHaveLength(14);
    expect(signIns.by_day).toHaveLength(14);
    expect(listings.by_day.at(-1)).toMatchObject({ new: 5, changed: 1, removed: 1 });
    expect(new Set(listings.by_day.map(({ day }) => day)).size).toBe(14);
    expect(signIns.by_day.at(-1)).toMatchObject({ failed: 1 });
  });

  it('counts the same in its numbers and its days: those of the time zone, also at their first and last moment', async () => {
    const { listings } = await read();
    for (const name of ['new', 'changed', 'removed'] as const) {
      const week = listings.by_day.filter(({ day }) => day >= listings.since);
      expect(week).toHaveLength(7);
      expect(week.reduce((sum, day) => sum + day[name], 0)).toBe(listings[name]);
    }
    const moved = `UPDATE instrument SET first_seen_at = ($1 || ' Europe/Madrid')::timestamptz WHERE name = 'Old one'`;
    for (const [at, more] of [
      [`${listings.since} 00:00:00`, 1],
      [`${listings.since} 23:59:59.999`, 1],
    ] as const) {
      await api.database.query(moved, [at]);
      const now = (await read()).listings;
      expect(now.new).toBe(listings.new + more);
      expect(now.by_day.find(({ day }) => day === listings.since)?.new).toBe(more);
    }
    await api.database.query(
      `UPDATE instrument SET first_seen_at = ($1 || ' Europe/Madrid')::timestamptz - interval '1 millisecond'
        WHERE name = 'Old one'`,
      [`${listings.since} 00:00:00`],
    );
    expect((await read()).listings.new).toBe(listings.new);
  });

  it('has of each day what the lists behind it show, to its last moment', async () => {
    const today = (await read()).listings.by_day.at(-1)?.day ?? '';
    const midnight = `($1 || ' 00:00:00 Europe/Madrid')::timestamptz`;
    for (const [name, column, moved] of [
      ['Old one', 'first_seen_at', `${midnight} - interval '1 microsecond'`],
      ['Gibson SG', 'price_changed_at', `${midnight} - interval '1 microsecond'`],
      ['Gone', 'removed_at', midnight],
    ] as const) {
      await api.database.query(`UPDATE instrument SET ${column} = ${moved} WHERE name = '${name}'`, [today]);
    }
    const { listings, sign_ins: signIns } = await read();
    expect(listings.by_day.at(-2)).toMatchObject({ new: 1, changed: 1, removed: 0 });
    expect(listings.by_day.at(-1)).toMatchObject({ new: 5, changed: 0, removed: 1 });
    const instruments = '/api/v1/instruments?count=exact&status=active,expired';
    for (const { day, ...counted } of [0, 5, -3, -2, -1].flatMap((at) => listings.by_day.at(at) ?? [])) {
      expect([
        await total(`${instruments}&first_seen_since=${day}&first_seen_until=${day}`),
        await total(`${instruments}&price_changed_since=${day}&price_changed_until=${day}`),
        await total(`/api/v1/admin/removed-instruments?removed_since=${day}&removed_until=${day}`),
      ]).toEqual([counted.new, counted.changed, counted.removed]);
    }
    for (const { from, to, succeeded, failed } of signIns.by_day) {
      const audit = `/api/v1/admin/audit?from=${from}&to=${to}`;
      expect(await total(`${audit}&action=session.sign_in`)).toBe(succeeded);
      expect(await total(`${audit}&action=session.sign_in_failed`)).toBe(failed);
    }
    expect(signIns.by_day.at(-1)?.failed).toBe(1);
  });

  it('tells how fresh each source is', async () => {
    const { sources } = await read();
    expect(sources.find(({ slug }) => slug === 'hispasonic')).toMatchObject({
      last_run: { id: '1', state: 'succeeded' },
      overdue: false,
    });
    expect(sources.find(({ slug }) => slug === 'reverb')).toMatchObject({ last_run: null, overdue: false });
  });

  it('tells how many tokens wait for the purge', async () => {
    expect((await read()).purge).toMatchObject({ backlog: 0, backlog_more: false });
    await api.database.query(
      `WITH session AS (
         INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at, idle_expires_at,
                                   last_seen_at, transport)
         SELECT gen_random_uuid(), id, at, at, at, at, at, 'cookie'
           FROM app_user, LATERAL (SELECT now() - interval '60 days' AS at) AS moment LIMIT 1 RETURNING id, user_id)
       INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at)
       SELECT gen_random_uuid(), id, user_id, gen, 'a', now() - interval '60 days', now() - interval '59 days'
         FROM session, generate_series(1, 10001) AS gen`,
    );
    expect((await read()).purge).toMatchObject({ backlog: 10_000, backlog_more: true });
    expect(await total(`${TOKENS}?purgeable=true`)).toBe(10_001);
    // consumed not long ago, not long expired, and the head of a session that lives
    await api.database.query(
      `UPDATE outstanding_token SET consumed_at = now() WHERE kid = 'a' AND gen <= 6000`,
    );
    await api.database.query(
      `UPDATE outstanding_token SET expires_at = now() - interval '23 hours' WHERE kid = 'a' AND gen BETWEEN 6001 AND 6010`,
    );
    await api.database.query(
      `UPDATE auth_session SET current_gen = 6011, absolute_expires_at = now() + interval '1 day',
                               idle_expires_at = now() + interval '1 day'
        WHERE id IN (SELECT session_id FROM outstanding_token WHERE kid = 'a')`,
    );
    const { backlog } = (await read()).purge;
    expect(backlog).toBe(10_001 - 6_011);
    for (const sort of ['-created_at', 'created_at', '-expires_at', 'expires_at']) {
      expect(await total(`${TOKENS}?purgeable=true&sort=${sort}`)).toBe(backlog);
    }
    expect(await total(`${TOKENS}?purgeable=false`)).toBe((await total(TOKENS)) - backlog);
    // the lists and figures of the other tests know nothing of them
    await api.database.query(`DELETE FROM outstanding_token WHERE kid = 'a'`);
  });

  it('shows each part only to those who may see what it is made of', async () => {
    const { client } = await signIn(api, { permissions: ['instruments.view_source', 'auth.view_session'] });
    expect(Object.keys(await read(client)).sort()).toEqual(['sessions', 'sources']);
    expect(await read((await signIn(api)).client)).toEqual({});
    expect((await api.get(DASHBOARD)).statusCode).toBe(401);
  });

  it('asks the database a fixed number of times, however many sources there are', async () => {
    const { client } = await signIn(api, { permissions: ['instruments.view_source'] });
    const counted = async (): Promise<number> => {
      const pools = jest.spyOn(api.app.get(Transactions), 'query');
      await read(client);
      const calls = pools.mock.calls.length;
      pools.mockRestore();
      return calls;
    };
    const before = await counted();
    await api.database.query(
      `INSERT INTO source (slug, name, price_habit, currency) SELECT 'site-' || n, 'Site ' || n, 'spanish', 'EUR' FROM generate_series(1, 30) AS n`,
    );
    expect(await counted()).toBe(before);
  });
});

describe('the system page', () => {
  it('tells versions, migrations, jobs and limits', async () => {
    const system = await admin.get(SYSTEM);
    expect([system.statusCode, system.json()]).toMatchObject([
      200,
      {
        version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        node: process.version,
        production: false,
        database: { version: expect.stringMatching(/^\d+\.\d+$/), replicas_configured: 0 },
        migrations: { pending: [] },
        jobs: [
          { name: 'purge', every: 3600, last_run_at: null, last_success_at: null, overdue: false },
          { name: 'sweep', every: 3600, last_run_at: null, last_outcome: null, next_at: null },
          { name: 'mail', every: 5 },
          { name: 'bulk', every: 5 },
        ],
        mails: { waiting: 0, failed: 0 },
        limits: null,
      },
    ]);
  });

  it('tells of each job how it ended and comes next, and of each part how it is', async () => {
    const runs = api.app.get(JobRunsService);
    await runs.run('sweep', () => Promise.resolve());
    await expect(runs.run('mail', () => Promise.reject(new Error('no server')))).rejects.toThrow('no server');
    await api.database.query(
      `UPDATE job_run SET succeeded_at = now() - interval '25 hours' WHERE job = 'sweep'`,
    );
    const { jobs, health } = (await admin.get(SYSTEM)).json<Record<'jobs' | 'health', object[]>>();
    expect(jobs.slice(1)).toMatchObject([
      { name: 'sweep', last_run_at: expect.any(String), last_outcome: 'done', overdue: true },
      { name: 'mail', last_outcome: 'failed', last_success_at: null, overdue: false },
      { name: 'bulk', last_run_at: null },
    ]);
    expect(health).toEqual([
      { part: 'database', good: true, about: [] },
      expect.objectContaining({ part: 'imports' }),
      { part: 'jobs', good: false, about: ['sweep', 'mail'] },
      { part: 'mails', good: true, about: [] },
      { part: 'clock', good: true, about: [] },
    ]);
  });

  it('tells of no purge before one has come to its end, as the dashboard does, but waits for it', async () => {
    const purgeIn = async (): Promise<object | undefined> =>
      (await admin.get(SYSTEM)).json<{ jobs: object[] }>().jobs[0];
    await api.database.query(
      `UPDATE job_run SET awaited_since = now() - interval '25 hours' WHERE job = 'purge'`,
    );
    expect((await read()).purge).toMatchObject({ last_success_at: null, overdue: true });
    expect(await purgeIn()).toMatchObject({ last_run_at: null, last_success_at: null, overdue: true });
    await api.app.get(PurgeService).purge();
    const done = { last_success_at: expect.any(String), overdue: false };
    expect((await read()).purge).toMatchObject(done);
    expect(await purgeIn()).toMatchObject({ last_run_at: expect.any(String), ...done });
  });

  it('wants its permission, and tells nothing secret', async () => {
    expect((await (await signIn(api)).client.get(SYSTEM)).statusCode).toBe(403);
    const { body } = await admin.get(SYSTEM);
    const { password, hostname, port } = new URL(api.databaseUrl);
    for (const secret of [password, `${hostname}:${port}`, 'postgres://']) {
      if (secret !== '') expect(body).not.toContain(secret);
    }
  });
});
