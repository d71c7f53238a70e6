import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { handInReads } from '../support/table-reads';

const LISTINGS = 5_000;
const INDEX = 'instrument_spelling_status_idx';

let api: TestApp;
let client: ApiClient;

/** How often the index was used, and how many listings were read for it. */
async function uses(): Promise<{ scans: number; read: number }> {
  await handInReads(api);
  const { rows } = await api.database.query<{ scans: number; read: number }>(
    `SELECT idx_scan::int AS scans, idx_tup_fetch::int AS read FROM pg_stat_user_indexes WHERE indexrelname = $1`,
    [INDEX],
  );
  return rows[0] ?? { scans: NaN, read: NaN };
}

beforeAll(async () => {
  // one connection, so that it can be told to hand in its statistics
  api = await startApp({ DATABASE_POOL_SIZE: '1', LOG_LEVEL: 'error' });
  ({ client } = await signIn(api, { superuser: true }));
  await api.database.query(
    `INSERT INTO category_alias (source_id, folded, label)
     SELECT source.id, 'word ' || n, 'Word ' || n FROM source, generate_series(0, 4) AS n WHERE slug = 'reverb'`,
  );
  await api.database.query(
    `INSERT INTO instrument (link_key, name, link, category_id, category_alias_id, source_id, status)
     SELECT gen_random_uuid(), 'Thing ' || n, 'https://example.org/' || n, 12, alias.id, alias.source_id,
            CASE WHEN n % 10 = 0 THEN 'expired' ELSE 'active' END
       FROM generate_series(1, ${LISTINGS}) AS n JOIN category_alias AS alias ON alias.folded = 'word ' || n % 5`,
  );
  await api.database.query('VACUUM ANALYZE instrument');
});
afterAll(() => api.close());

it('spellings without a meaning are counted without reading any of their listings', async () => {
  const before = await uses();
  const answer = await client.get('/api/v1/admin/categories/unmapped');
  const counts = answer.json<{ data: { listings: number }[] }>().data.map(({ listings }) => listings);
  expect(counts).toEqual([1000, 1000, 1000, 1000, 500]);
  const after = await uses();
  expect(after.scans).toBeGreaterThan(before.scans);
  expect(after.read).toBe(before.read);
});
