import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { idsOf, listOf } from '../support/lists';
import { handInReads } from '../support/table-reads';

/** More than are counted one by one. */
const ROWS = 101_000;
const LIST = '/api/v1/admin/removed-instruments';
const NAMES = 'instrument_removed_name_idx';
const MOMENTS = 'instrument_removed_idx';

let api: TestApp;
let client: ApiClient;

interface Reads {
  /** How often the index of names was used. */
  readonly searches: number;
  /** Entries of the index of moments. */
  readonly moments: number;
  readonly walks: number;
}

/** What the API's only connection has read so far. */
async function reads(): Promise<Reads> {
  await handInReads(api);
  const { rows } = await api.database.query<Reads>(
    `SELECT (SELECT idx_scan FROM pg_stat_user_indexes WHERE indexrelname = '${NAMES}')::int AS searches,
            (SELECT idx_tup_read FROM pg_stat_user_indexes WHERE indexrelname = '${MOMENTS}')::int AS moments,
            (SELECT sum(seq_scan) FROM pg_stat_user_tables WHERE relname = 'instrument')::int AS walks`,
  );
  return rows[0] ?? { searches: NaN, moments: NaN, walks: NaN };
}

/** What is read for the answer to a list. */
async function costOf(query: string): Promise<Reads> {
  const before = await reads();
  await listOf(client, `${LIST}?${query}`);
  const after = await reads();
  return {
    searches: after.searches - before.searches,
    moments: after.moments - before.moments,
    walks: after.walks - before.walks,
  };
}

/** The ids that plain SQL finds. */
async function plainly(where: string, direction: 'ASC' | 'DESC'): Promise<number[]> {
  const { rows } = await api.database.query<{ id: number }>(
    `SELECT id::int FROM instrument WHERE status = 'removed' AND ${where}
      ORDER BY removed_at ${direction}, id ${direction}`,
  );
  return rows.map(({ id }) => id);
}

beforeAll(async () => {
  // one connection, so that it can be told to hand in its statistics
  api = await startApp({ DATABASE_POOL_SIZE: '1', LOG_LEVEL: 'error' });
  ({ client } = await signIn(api, { superuser: true }));
  // nothing is made of listings that were removed
  await api.database.query('SET session_replication_role = replica');
  await api.database.query(
    `INSERT INTO instrument (link_key, name, link, category_id, source_id, status, removed_at)
     SELECT gen_random_uuid(), 'Guitarra ' || n || CASE WHEN n % 4 = 0 THEN ' zurda' ELSE '' END,
            'https://example.org/' || n, 1 + n % 2, source.id, 'removed', now() - n % 7200 * interval '1 hour'
       FROM generate_series(1, ${ROWS}) AS n JOIN source ON slug = 'reverb'`,
  );
  await api.database.query('RESET session_replication_role');
  await api.database.query('VACUUM ANALYZE instrument');
});
afterAll(() => api.close());

describe(`of ${ROWS} removed listings`, () => {
  it.each([
    ['sort=-removed_at', 'DESC'],
    ['sort=removed_at', 'ASC'],
  ] as const)('those of a name are the same as in plain SQL, with %s', async (sort, direction) => {
    const all = await plainly(`name LIKE '%zurda%'`, direction);
    expect(all).toHaveLength(ROWS / 4);
    const { page, data } = await listOf(client, `${LIST}?q=ZURDA&${sort}&per_page=100&page=3`);
    expect(page).toMatchObject({ total: all.length, count: 'exact' });
    expect(data.map(({ id }) => id)).toEqual(all.slice(200, 300));
    const cursor = page.next_cursor ?? '';
    expect(await idsOf(client, `${LIST}?q=zurda&${sort}&limit=100&cursor=${cursor}`)).toEqual(
      all.slice(300, 400),
    );
  });

  it('those of a name are found once, to be counted and ordered', async () => {
    expect(await costOf('q=zurda')).toEqual({ searches: 1, moments: 0, walks: 0 });
    expect(await costOf('q=zurda&source=reverb&category=guitarras')).toMatchObject({ searches: 1, walks: 0 });
  });

  it('a page behind the last one and a name that nothing has are told with their number', async () => {
    const total = async (query: string) => {
      const { data, page } = await listOf(client, `${LIST}?${query}`);
      return [data.length, page.total, page.count, page.next_cursor];
    };
    expect(await total('q=Guitarra 777 &per_page=100&page=2')).toEqual([0, 0, 'exact', null]);
    expect(await total('q=Guitarra 7777&per_page=100&page=2')).toEqual([0, 11, 'exact', null]);
    expect(await total('q=nothing of the kind')).toEqual([0, 0, 'exact', null]);
  });

  it.each([
    ['sort=-removed_at', 'DESC'],
    ['sort=removed_at', 'ASC'],
  ] as const)('too many of a name to be counted are walked, with %s', async (sort, direction) => {
    const all = await plainly('true', direction);
    const { page, data } = await listOf(client, `${LIST}?q=guitarra&${sort}&per_page=100&page=3`);
    expect(page.count).toBe('estimated');
    expect(page.total).toBeGreaterThan(100_000);
    expect(data.map(({ id }) => id)).toEqual(all.slice(200, 300));
    const { moments, walks } = await costOf(`q=guitarra&${sort}`);
    expect([moments > 50, moments < 1_000, walks]).toEqual([true, true, 0]);
  });

  it('a cursor of another order is refused', async () => {
    const { page } = await listOf(client, `${LIST}?q=zurda&sort=removed_at&limit=10`);
    const answer = await client.get(`${LIST}?q=zurda&limit=10&cursor=${page.next_cursor ?? ''}`);
    expect(answer.json()).toMatchObject({ status: 400, code: 'lists.invalid_cursor' });
  });
});
