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

const listOf = async (query: string) =>
  (await api.get(`/api/v1/instruments?${query}&count=exact&limit=100`)).json<{
    data: unknown[];
    page: { total: number; count: string };
  }>();

describe('an exact count', () => {
  it.each(QUERIES)('of "%s" is that of what is listed', async (query) => {
    const { data, page } = await listOf(query);
    expect([page.total, page.count]).toEqual([data.length, 'exact']);
  });

  it('tells the states apart', async () => {
    const lists = await Promise.all(['status=active', 'status=expired', 'status=active,expired'].map(listOf));
    expect(lists.map(({ page }) => page.total)).toEqual([4, 3, 7]);
  });
});
