import { OversightService } from '@app/auth';
import { Transactions } from '@app/database';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { listOf } from '../support/lists';
import { fillTokenTables, sessionId, userId } from '../support/token-rows';
import { handInReads } from '../support/table-reads';

const SESSIONS = 30_000;
const TABLES = ['auth_session', 'outstanding_token', 'blacklisted_token', 'audit_entry'];
const LONG_AGO = 'from=2020-01-01T00:00:00Z';

/** What leads to few rows; at a million a walk through any of the tables would take seconds. */
const NARROW = [
  `sessions?user=${userId(300)}`,
  'sessions?email=USER300@example.net&sort=last_seen_at',
  'sessions?q=user300@example.net&state=open',
  `sessions?q=${sessionId(5)}`,
  'sessions?q=user300@',
  'sessions?q=User300@ex&state=open&sort=last_seen_at',
  `sessions?user=${userId(300)}&state=expired&sort=-absolute_expires_at`,
  'sessions?reason=reuse',
  'sessions?reason=admin&sort=created_at',
  'sessions?transport=bearer',
  'sessions?transport=bearer&state=open&sort=last_seen_at',
  'sessions?ip=10.7.7.0',
  'sessions?ip=10.7.7.0/24',
  'sessions?ip=192.168.0.0/16&state=revoked',
  'sessions?created_from=2020-01-01&created_to=2020-02-01',
  `outstanding-tokens?user=${userId(300)}`,
  'outstanding-tokens?email=user300@example.net&sort=expires_at',
  `outstanding-tokens?user=${userId(3)}&state=live`,
  `outstanding-tokens?session=${sessionId(5)}`,
  `outstanding-tokens?jti=${sessionId(5)}`,
  `outstanding-tokens?q=${sessionId(5)}&state=blacklisted`,
  'outstanding-tokens?q=user300@',
  'outstanding-tokens?q=user300@&state=live&sort=expires_at',
  'outstanding-tokens?ip=10.7.7.0',
  'outstanding-tokens?ip=10.7.7.0/24&sort=expires_at',
  'outstanding-tokens?reason=reuse',
  'outstanding-tokens?reason=reuse&state=blacklisted&sort=created_at',
  'outstanding-tokens?created_from=2020-01-01&created_to=2020-02-01',
  'outstanding-tokens?expires_from=2100-01-01&state=live',
  'outstanding-tokens?state=live&expires_to=2020-01-01',
  `blacklisted-tokens?user=${userId(300)}`,
  'blacklisted-tokens?email=user300@example.net',
  `blacklisted-tokens?jti=${sessionId(5)}`,
  'blacklisted-tokens?reason=reuse',
  'blacklisted-tokens?reason=admin&sort=blacklisted_at',
  `blacklisted-tokens?actor=${userId(300)}`,
  'blacklisted-tokens?ip=10.7.7.0/24',
  `blacklisted-tokens?${LONG_AGO}&to=2020-02-01`,
  `audit?actor=${userId(300)}`,
  'audit?email=user300@example.net&sort=at',
  'audit?q=user300@',
  'audit?q=user300@&action=session.sign_in&sort=at',
  `audit?object_type=session&object_id=${sessionId(5)}`,
  `audit?object_id=${sessionId(5)}`,
  'audit?action=session.token_reused',
  'audit?action=user.deleted&sort=at',
  'audit?object_type=group',
  'audit?request_id=request-77',
  `audit?${LONG_AGO}&to=2020-02-01`,
];

/** What everybody looks at first, in each order: the rows are counted up to 100,000, the page itself is read by an index. */
const WIDE = [
  ...['created_at', '-created_at', '-last_seen_at', 'absolute_expires_at'].map(
    (sort) => `sessions?sort=${sort}`,
  ),
  ...['created_at', '-created_at', '-expires_at'].map((sort) => `outstanding-tokens?sort=${sort}`),
  ...['blacklisted_at', '-blacklisted_at'].map((sort) => `blacklisted-tokens?sort=${sort}`),
  ...['at', '-at'].map((sort) => `audit?sort=${sort}`),
];

let api: TestApp;
let root: ApiClient;

/** Tells the statistics of the API's only connection, and then how often each table was read from end to end. */
async function scans(tables: readonly string[] = TABLES): Promise<number> {
  await handInReads(api);
  const { rows } = await api.database.query<{ scans: number }>(
    'SELECT sum(seq_scan)::int AS scans FROM pg_stat_user_tables WHERE relname = ANY ($1)',
    [tables],
  );
  return rows[0]?.scans ?? NaN;
}

/** How many entries of an index were read so far. */
async function entries(index: string): Promise<number> {
  await scans();
  const { rows } = await api.database.query<{ read: number }>(
    'SELECT idx_tup_read::int AS read FROM pg_stat_user_indexes WHERE indexrelname = $1',
    [index],
  );
  return rows[0]?.read ?? NaN;
}

/** The lists that read a table from end to end more often than they may. */
async function scanning(lists: readonly string[], allowed = 0): Promise<string[]> {
  const found: string[] = [];
  for (const list of lists) {
    const before = await scans();
    await listOf(root, `/api/v1/admin/${list}`);
    const count = (await scans()) - before;
    if (count > allowed) found.push(`${list}: ${count}`);
  }
  return found;
}

beforeAll(async () => {
  // one connection, so that it can be told to hand in its statistics
  api = await startApp({ DATABASE_POOL_SIZE: '1', LOG_LEVEL: 'error' });
  await fillTokenTables(api.database, SESSIONS);
  // a token of whoever may enter the panel would be the one with the shortest life, and widen the bounds of all
  const permissions = [
    'auth.view_session',
    'auth.view_outstanding_token',
    'auth.view_blacklisted_token',
  ] as const;
  root = (await signIn(api, { permissions: [...permissions, 'audit.view_entry'] })).client;
});
afterAll(() => api.close());

describe(`with ${SESSIONS} sessions`, () => {
  it('the statistics see a table that is read from end to end', async () => {
    const before = await scans();
    await api.app.get(Transactions).execute(`SELECT count(*) FROM auth_session WHERE user_agent = 'x'`);
    expect(await scans()).toBe(before + 1);
  });

  it('the tables are what they claim to be', async () => {
    const total = async (list: string): Promise<number> =>
      (await listOf(root, `/api/v1/admin/${list}`)).page.total;
    expect(await total('sessions?state=open')).toBeGreaterThan(SESSIONS / 20);
    expect(await total('sessions?state=revoked')).toBeGreaterThan(SESSIONS / 10);
    expect(await total('outstanding-tokens?state=consumed')).toBeGreaterThan(SESSIONS / 2);
    expect(await total(NARROW[0] ?? '')).toBe(5);
    expect(await total('sessions?reason=reuse')).toBe(2);
  });

  it('no list that shows few rows reads a whole table', async () => {
    expect(await scanning(NARROW)).toEqual([]);
  });

  it.each(['user300@', 'user1'])('nor are all tokens read for the blacklisted ones of %s', async (start) => {
    const tokens = ['outstanding_token'];
    const before = await scans(tokens);
    const { page } = await listOf(root, `/api/v1/admin/blacklisted-tokens?q=${start}`);
    expect([page.total > 0, (await scans(tokens)) - before]).toEqual([true, 0]);
  });

  it('neither does counting what is open, for the figures', async () => {
    const before = await scans();
    const { sessions, tokens } = await api.app.get(OversightService).open();
    expect(await scans()).toBe(before);
    expect(sessions).toBeGreaterThan(SESSIONS / 20);
    expect(tokens).toBeGreaterThan(SESSIONS / 20);
  });

  it('what lies together at one end of an order is found before it is ordered', async () => {
    const before = await entries('outstanding_token_created_idx');
    // the newest tokens are those that live: from the oldest on, a walk would pass by nine in ten of all
    const { data } = await listOf(root, '/api/v1/admin/outstanding-tokens?state=live&sort=created_at');
    expect([data.length, (await entries('outstanding_token_created_idx')) - before]).toEqual([50, 0]);
  });

  it.each([
    ['created_from', 60, 'expires_at', 'outstanding_token_expires_idx'],
    ['created_to', 10, '-expires_at', 'outstanding_token_expires_idx'],
    ['expires_from', 53, 'created_at', 'outstanding_token_created_idx'],
    ['expires_to', 3, '-created_at', 'outstanding_token_created_idx'],
  ] as const)('%s %d days ago lets %s begin where such tokens are', async (bound, days, sort, index) => {
    const moment = new Date(Date.now() - days * 24 * 60 * 60_000).toISOString();
    const [column = '', direction] = bound.split('_');
    const { rows } = await api.database.query<{ id: string }>(
      `SELECT id FROM outstanding_token WHERE ${column}_at ${direction === 'from' ? '>=' : '<'} $1
        ORDER BY ${sort.startsWith('-') ? `${sort.slice(1)} DESC, id DESC` : `${sort}, id`}`,
      [moment],
    );
    const all = rows.map(({ id }) => id);
    // so many are walked, and as many others are passed by where nobody knows better
    expect([all.length > 50_000, all.length < 2 * SESSIONS - 5_000]).toEqual([true, true]);
    const list = `/api/v1/admin/outstanding-tokens?${bound}=${moment}&sort=${sort}`;
    const before = await entries(index);
    const { data, page } = await listOf(root, `${list}&per_page=100&page=2`);
    expect(data.map(({ id }) => String(id))).toEqual(all.slice(100, 200));
    const after = await listOf(root, `${list}&limit=100&cursor=${page.next_cursor ?? ''}`);
    expect(after.data.map(({ id }) => String(id))).toEqual(all.slice(200, 300));
    expect((await entries(index)) - before).toBeLessThan(1_000);
  });

  it('every order of a list is served by an index: only the count may read all', async () => {
    expect(await scanning(WIDE, 1)).toEqual([]);
  });

  it('and so is what comes after a cursor', async () => {
    const found: string[] = [];
    for (const list of WIDE) {
      const { page } = await listOf(root, `/api/v1/admin/${list}&limit=200`);
      found.push(...(await scanning([`${list}&limit=200&cursor=${String(page.next_cursor)}`], 1)));
    }
    expect(found).toEqual([]);
  });
});
