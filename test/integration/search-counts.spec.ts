import { startApp, type TestApp } from '../support/app';
import { insertListings } from '../support/listings';

/** Every state, with and without what ran out since the last sweep, by words and by ranges. */
const QUERIES = [
  ...['', 'status=active', 'status=expired', 'status=active,expired'],
  ...['price_max=300', 'status=expired&price_max=300', 'status=active,expired&price_max=300'],
  ...['first_seen_since=2020-01-01', 'status=expired&first_seen_since=2020-01-01'],
  ...['q=guitar', 'q=guitar&status=expired', 'q=guitar&status=active,expired', 'q=nothing'],
];

let api: TestApp;

beforeAll(async () => {
  api = await startApp();
  await insertListings(api.database, [
    { name: 'Guitar one', price: 100 },
    { name: 'Guitar two', price: 500 },
    { name: 'Guitar that has no price' },
    { name: 'Guitar that ran out since the last sweep', price: 200, expiresOn: '2020-01-01' },
    { name: 'Bass that ran out since the last sweep', price: 900, expiresOn: '2020-01-01' },
    { name: 'Guitar that is over', price: 50, status: 'expired', expiresOn: '2020-01-01' },
    { name: 'Bass to come', price: 300, expiresOn: '2100-01-01' },
    { name: 'Guitar that was removed', price: 100, status: 'removed' },
  ]);
});
afterAll(() => api.close());

/** What an exact count says, and how many listings there are. */
async function counted(query: string): Promise<{ total: number; rows: number }> {
  const list = await api.get(`/api/v1/instruments?${query}&count=exact&per_page=100`);
  const { page, data } = list.json<{ page: { total: number }; data: object[] }>();
  return { total: page.total, rows: data.length };
}

describe('a count', () => {
  it.each(QUERIES)('of "%s" is that of the list', async (query) => {
    const { total, rows } = await counted(query);
    expect(total).toBe(rows);
  });

  it('tells the states apart', async () => {
    const counts = ['status=active', 'status=expired', 'status=active,expired'].map(
      async (one) => (await counted(one)).total,
    );
    expect(await Promise.all(counts)).toEqual([4, 3, 7]);
  });
});
