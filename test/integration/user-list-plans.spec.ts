import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { handInReads } from '../support/table-reads';

const ROWS = 20_000;
const USERS = '/api/v1/admin/users';

/** What administrators ask, and the index that has to answer; a walk through a million accounts takes a second. */
const REQUESTS = [
  [`${USERS}?sort=email`, 'app_user_email_key'],
  [`${USERS}?sort=-email&page=200`, 'app_user_email_key'],
  [`${USERS}?sort=created_at`, 'app_user_created_idx'],
  [`${USERS}?sort=-created_at`, 'app_user_created_idx'],
  [`${USERS}?sort=last_login_at`, 'app_user_last_login_idx'],
  [`${USERS}?sort=-last_login_at&limit=20`, 'app_user_last_login_idx'],
  [`${USERS}?q=user12345`, 'app_user_search_idx'],
  [`${USERS}?q=NAME+777`, 'app_user_search_idx'],
  [`${USERS}?q=77&sort=-created_at`, 'app_user_search_idx'],
  [`${USERS}?q=nobody.at.all`, 'app_user_search_idx'],
  // everybody: making the grams of each would take longer than looking them up
  [`${USERS}?q=example.org&sort=email`, 'app_user_search_idx'],
  [`${USERS}?is_active=false`, 'app_user_inactive_idx'],
  [`${USERS}?is_staff=true`, 'app_user_staff_idx'],
  [`${USERS}?is_superuser=true`, 'app_user_superuser_idx'],
  [`${USERS}?group=few`, 'app_user_group_group_idx'],
  ['/api/v1/admin/groups/few/users?sort=-last_login_at', 'app_user_group_group_idx'],
] as const;

let api: TestApp;
let client: ApiClient;

/** How often each index was used, and the accounts read from end to end. */
async function uses(): Promise<Map<string, number>> {
  await handInReads(api);
  const { rows } = await api.database.query<{ name: string; uses: number }>(
    `SELECT indexrelname AS name, idx_scan::int AS uses FROM pg_stat_user_indexes WHERE relname LIKE 'app_user%'
      UNION ALL SELECT 'walk', seq_scan::int FROM pg_stat_user_tables WHERE relname = 'app_user'`,
  );
  return new Map(rows.map(({ name, uses: n }) => [name, n]));
}

beforeAll(async () => {
  // one connection, so that it can be told to hand in its statistics
  api = await startApp({ DATABASE_POOL_SIZE: '1', LOG_LEVEL: 'error' });
  ({ client } = await signIn(api, { superuser: true }));
  await api.database.query(
    `INSERT INTO app_user (email, display_name, created_at, last_login_at, is_active, is_staff)
     SELECT 'user' || n || '@example.org', 'Name ' || n, now() - n * interval '1 hour',
            CASE WHEN n % 3 = 0 THEN now() - n * interval '1 minute' END, n % 1000 > 0, n % 2000 = 0
       FROM generate_series(1, ${ROWS}) AS n`,
  );
  await api.database.query(`INSERT INTO app_group (name) VALUES ('few'), ('many')`);
  await api.database.query(
    `INSERT INTO app_user_group (user_id, group_id)
     SELECT app_user.id, app_group.id FROM app_user, app_group WHERE name = 'many' OR email LIKE 'user77_@%'`,
  );
  await api.database.query('VACUUM ANALYZE app_user, app_user_group');
});
afterAll(() => api.close());

describe(`with ${ROWS} accounts`, () => {
  it.each(REQUESTS)('%s is answered by %s', async (request, index) => {
    const before = await uses();
    const answer = await client.get(request);
    expect(answer.statusCode).toBe(200);
    const after = await uses();
    expect(after.get(index)).toBeGreaterThan(before.get(index) ?? 0);
    // the count of everybody reads everybody, up to 100,000
    const counted = request.includes('q=') || /is_|group/.test(request) ? 0 : 1;
    expect((after.get('walk') ?? 0) - (before.get('walk') ?? 0)).toBeLessThanOrEqual(counted);
  });

  it('the requests find what they claim to', async () => {
    const total = async (request: string): Promise<number> =>
      (await client.get(request)).json<{ page: { total: number } }>().page.total;
    expect(await total(`${USERS}?q=user12345`)).toBe(1);
    expect(await total(`${USERS}?q=nobody.at.all`)).toBe(0);
    expect(await total(`${USERS}?is_active=false`)).toBe(20);
    expect(await total(`${USERS}?group=few`)).toBe(10);
    expect(await total(`${USERS}?group=many`)).toBe(ROWS + 1);
    expect(await total(USERS)).toBe(ROWS + 1);
  });
});
