import { z } from 'zod';
import { SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';

const value = z.strictObject({
  value: z.string(),
  label: z.string(),
  count: z.number(),
  selected: z.boolean(),
});
const body = z.looseObject({
  facets: z.object({
    category: z.array(value).optional(),
    source: z.array(value).optional(),
    brand: z.array(value).optional(),
    location: z.array(value).optional(),
    price: z
      .object({
        min: z.string().nullable(),
        p25: z.string().nullable(),
        p50: z.string().nullable(),
        p75: z.string().nullable(),
        max: z.string().nullable(),
        buckets: z.array(z.object({ from: z.string(), to: z.string().nullable(), count: z.number() })),
      })
      .optional(),
  }),
});

let api: TestApp;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  await api.app.get(SeedService).loadFixtures();
});

afterAll(() => api.close());

async function facetsOf(query: string): Promise<z.infer<typeof body>['facets']> {
  const response = await api.get(`/api/v1/instruments?${query}`);
  if (response.statusCode !== 200) throw new Error(response.body);
  return body.parse(response.json()).facets;
}

const COLUMNS = {
  category: 'category.slug',
  source: 'source.slug',
  brand: 'search_words(brand)',
  location: 'search_words(location)',
};
/** In the time zone of the API: near midnight that of the database has another day. */
const TODAY = `(now() AT TIME ZONE 'Europe/Madrid')::date`;
const LIVE = `instrument.status IN ('active', 'stale') AND coalesce(expires_on, 'infinity') >= ${TODAY}`;

/** Counts from the record itself, most frequent first. */
async function recount(facet: keyof typeof COLUMNS, where: string): Promise<Record<string, number>> {
  const { rows } = await api.database.query<{ value: string; n: number }>(
    `SELECT ${COLUMNS[facet]} AS value, count(*)::int AS n FROM instrument JOIN source ON source.id = source_id
       JOIN category ON category.id = category_id WHERE ${LIVE} AND ${where} AND ${COLUMNS[facet]} <> '' GROUP BY 1`,
  );
  return Object.fromEntries(rows.map(({ value: name, n }) => [name, n]));
}

const counted = (values: z.infer<typeof value>[] | undefined): Record<string, number> =>
  Object.fromEntries(
    (values ?? []).filter(({ count }) => count > 0).map(({ value: name, count }) => [name, count]),
  );

const PRICED = 'price BETWEEN 100 AND 900';
const GUITARS = `category.slug = 'guitarras'`;
const REVERB = `source.slug = 'reverb'`;

it('each facet counts what all other filters leave, and ignores its own', async () => {
  const facets = await facetsOf(
    'category=guitarras&source=reverb&price_min=100&price_max=900&facets=category,source,price&count=none&limit=1',
  );
  expect(counted(facets.category)).toEqual(await recount('category', `${REVERB} AND ${PRICED}`));
  expect(counted(facets.source)).toEqual(await recount('source', `${GUITARS} AND ${PRICED}`));
  const { rows } = await api.database.query<Record<string, string>>(
    `SELECT min(price) AS min, max(price) AS max, percentile_disc(0.25) WITHIN GROUP (ORDER BY price) AS p25,
            percentile_disc(0.5) WITHIN GROUP (ORDER BY price) AS p50, percentile_disc(0.75) WITHIN GROUP (ORDER BY price) AS p75
       FROM instrument JOIN source ON source.id = source_id JOIN category ON category.id = category_id
      WHERE ${LIVE} AND ${GUITARS} AND ${REVERB}`,
  );
  expect(facets.price).toMatchObject(rows[0] ?? {});
  const { rows: expected } = await api.database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM instrument JOIN source ON source.id = source_id JOIN category ON category.id = category_id
      WHERE ${LIVE} AND ${GUITARS} AND ${REVERB} AND price >= 250 AND price < 500`,
  );
  expect(facets.price?.buckets.find(({ from }) => from === '250.00')).toEqual({
    from: '250.00',
    to: '500.00',
    count: expected[0]?.n,
  });
});

it('counts without any filter, too', async () => {
  const facets = await facetsOf('facets=category,source,brand,location,price');
  expect(counted(facets.category)).toEqual(await recount('category', 'true'));
  expect(counted(facets.source)).toEqual(await recount('source', 'true'));
  const brands = await recount('brand', 'true');
  expect(facets.brand).toHaveLength(Math.min(Object.keys(brands).length, 50));
  for (const { value: name, count } of facets.brand ?? []) expect(count).toBe(brands[name]);
});

it('counts a search, and says which values are selected, with none found too', async () => {
  const facets = await facetsOf('q=telecaster&brand=fender,pearl&facets=brand,location');
  expect(facets.brand).toContainEqual({
    value: 'fender',
    label: 'Fender',
    count: expect.any(Number),
    selected: true,
  });
  expect(facets.brand).toContainEqual({ value: 'pearl', label: 'Pearl', count: 0, selected: true });
  expect(facets.brand?.find(({ value: name }) => name === 'squier')).toMatchObject({ selected: false });
  expect(counted(facets.location)).toEqual(
    await recount(
      'location',
      `search_words(instrument.name) LIKE '%telecaster%' AND brand IN ('Fender', 'Pearl')`,
    ),
  );
});

it('ignores with the price bounds what they alone keep out', async () => {
  const all = await facetsOf('facets=category&category=efectos');
  const bounded = await facetsOf('facets=category,price&price_min=0&include_unpriced=true');
  expect(counted(bounded.category)).toEqual(counted(all.category));
  const priced = await facetsOf('facets=category,price&price_min=0');
  expect(counted(priced.category)).toEqual(await recount('category', 'price IS NOT NULL'));
});

it('has no statistics where there are no prices', async () => {
  const { price } = await facetsOf('q=nothinglikethis&facets=price');
  expect(price).toMatchObject({ min: null, p50: null, max: null });
  expect(price?.buckets.every(({ count }) => count === 0)).toBe(true);
});

const FILTERS: Readonly<Record<string, string>> = {
  'category=guitarras': GUITARS,
  'category=guitarras,bajos': `category.slug IN ('guitarras', 'bajos')`,
  'source=reverb': REVERB,
  'brand=fender': `brand = 'Fender'`,
  'price_min=100&price_max=900': PRICED,
  'price_max=900&include_unpriced=true': '(price IS NULL OR price <= 900)',
  'has_image=true': 'image IS NOT NULL',
};
/** The parameter that each facet ignores. */
const OWN = { category: 'category', source: 'source', brand: 'brand', location: 'location' } as const;

it('counts exactly under any two filters, with listings that ran out since the last sweep', async () => {
  await api.database.query(
    `UPDATE instrument SET expires_on = ${TODAY} - 1 WHERE id % 4 = 0 AND status = 'active'`,
  );
  const names = Object.keys(FILTERS);
  const pairs = names.flatMap((one, at) => names.slice(at).map((other) => [...new Set([one, other])]));
  for (const filters of pairs) {
    if (
      filters.length > 1 &&
      ['category', 'price'].some((name) => filters.every((one) => one.startsWith(name)))
    )
      continue;
    const facets = await facetsOf(`${filters.join('&')}&facets=category,source,brand,location,price&limit=1`);
    for (const facet of ['category', 'source', 'location'] as const) {
      const others = filters.filter((filter) => !filter.startsWith(`${OWN[facet]}=`));
      const where = ['true', ...others.map((filter) => FILTERS[filter] ?? '')].join(' AND ');
      expect([filters, facet, counted(facets[facet])]).toEqual([filters, facet, await recount(facet, where)]);
    }
    const unpriced = filters.filter((filter) => !filter.startsWith('price'));
    const { rows } = await api.database.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM instrument JOIN source ON source.id = source_id
         JOIN category ON category.id = category_id
        WHERE ${[LIVE, 'price IS NOT NULL', ...unpriced.map((filter) => FILTERS[filter] ?? '')].join(' AND ')}`,
    );
    const buckets = facets.price?.buckets.reduce((sum, { count }) => sum + count, 0);
    expect([filters, buckets]).toEqual([filters, rows[0]?.n]);
  }
});
