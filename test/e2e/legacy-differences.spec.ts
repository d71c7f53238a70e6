import { CategoriesService, ListingsService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';
import { insertListings, type LegacyBody, type NewListing } from '../support/listings';

/** Where requests of `app.inject` come from. */
const PROXY = '127.0.0.1';
const INVALID_PAGE = { detail: 'Invalid page.' };

let api: TestApp;

beforeAll(async () => {
  api = await startApp({ TRUSTED_PROXIES: PROXY });
});

afterAll(() => api.close());

afterEach(async () => {
  api.setNow(null);
  await api.database.query('DELETE FROM instrument');
});

/** The names on a page that has to be there, and the count that goes with them. */
async function found(path: string): Promise<{ count: number; names: string[] }> {
  const response = await api.get(path);
  expect({ path, status: response.statusCode }).toEqual({ path, status: 200 });
  const { count, results } = response.json<LegacyBody>();
  return { count, names: results.map(({ name }) => name) };
}

/** Listings called n0, n1, … at that price, the first sixty of them basses. */
function numbered(length: number): NewListing[] {
  return Array.from({ length }, (_, n) => ({
    name: `n${n}`,
    price: n,
    category: n < 60 ? 'bajos' : 'otros',
  }));
}

describe('price bounds', () => {
  beforeEach(() =>
    insertListings(api.database, [
      { name: 'priceless', price: null },
      { name: 'free', price: 0 },
      { name: 'dear', price: 1_000_000 },
    ]),
  );

  it.each(['0', '0.00', '-0', '%2B0', '0e5', '-Infinity', '', '%20'])(
    'minPrice=%s is no bound: listings without a price stay',
    async (bound) => {
      expect(await found(`/listInstrument?minPrice=${bound}`)).toEqual({
        count: 3,
        names: ['priceless', 'free', 'dear'],
      });
    },
  );

  it.each(['Infinity', 'inf', '%2BInfinity', ''])('maxPrice=%s is no bound', async (bound) => {
    expect((await found(`/listInstrument?maxPrice=${bound}`)).count).toBe(3);
  });

  it.each([
    ['minPrice=Infinity', []],
    ['maxPrice=-Infinity', []],
    ['minPrice=1000000', ['dear']],
    ['minPrice=1e6', ['dear']],
    ['minPrice=1000000.01', []],
    ['minPrice=1e99', []],
    ['minPrice=-5', ['free', 'dear']],
    ['maxPrice=0', ['free']],
    ['maxPrice=-0.01', []],
    ['minPrice=0&maxPrice=0', ['free']],
    ['minPrice=.5', ['dear']],
    ['minPrice=5.', ['dear']],
    ['maxPrice=1e99', ['free', 'dear']],
  ])('%s leaves %j', async (query, names) => {
    expect(await found(`/listInstrument?${query}`)).toEqual({ count: names.length, names });
    expect(await found(`/searchInstrument/?${query}`)).toEqual({ count: names.length, names });
  });

  it.each([
    'abc',
    '1,5',
    '1e',
    '0x10',
    '1e999',
    'NaN',
    '1 000',
    "1'; DROP TABLE instrument",
    '9'.repeat(101),
  ])('a bound that is no number is 400 with a detail: %s', async (bound) => {
    for (const name of ['minPrice', 'maxPrice']) {
      const response = await api.get(`/listInstrument?${name}=${encodeURIComponent(bound)}`);
      expect(response.statusCode).toBe(400);
      expect(response.headers['content-type']).toMatch(/^application\/json/);
      expect(response.json()).toEqual({ detail: `${name} must be a number.` });
    }
  });
});

describe('parameters', () => {
  beforeEach(() => insertListings(api.database, numbered(120)));

  it.each(['/searchInstrument', '/searchInstrument/', '/listInstrument', '/listInstrument/'])(
    '%s answers 200 without going round by a redirect',
    async (path) => {
      expect((await found(path)).count).toBe(120);
    },
  );

  it('that are unknown are ignored', async () => {
    expect((await found('/listInstrument?utm_source=x&order=price&name=none&__proto__=1')).count).toBe(120);
    expect((await found('/searchInstrument?utm_source=x&constructor=1')).count).toBe(120);
  });

  it('that are given twice count with their last value', async () => {
    expect((await found('/searchInstrument?name=none&name=n7')).count).toBe(11);
    expect((await found('/searchInstrument?name=n7&name=none')).count).toBe(0);
    expect((await found('/listInstrument?minPrice=abc&minPrice=100')).count).toBe(20);
    expect((await api.get('/listInstrument?page=9&page=2')).json()).toMatchObject({ current_page: 2 });
    expect((await found('/listInstrument?category=otros&category=')).count).toBe(120);
  });

  it('that are empty are as if absent', async () => {
    expect((await found('/searchInstrument?name=&category=&minPrice=&maxPrice=&page=')).count).toBe(120);
    expect((await found('/searchInstrument?name&category&minPrice&maxPrice&page')).count).toBe(120);
  });

  it.each(Object.entries({ '%202%20': 2, '%2B2': 2, '02': 2, last: 3 }))(
    'page=%s is page %s',
    async (page, number) => {
      const response = await api.get(`/listInstrument?page=${page}`);
      expect(response.json()).toMatchObject({ current_page: number, total_pages: 3, count: 120 });
    },
  );

  it.each(['1.0', '-1', '0', '4', '999999999999999999999', '1e0', 'LAST', 'abc', '0x1', '%00', '1%3B--'])(
    'page=%s is 404 in the words of the old backend',
    async (page) => {
      const response = await api.get(`/listInstrument?page=${page}`);
      expect({ status: response.statusCode, body: response.json<unknown>() }).toEqual({
        status: 404,
        body: INVALID_PAGE,
      });
    },
  );

  it.each(['name', 'category'])('%s with a NUL or half a character finds nothing', async (name) => {
    for (const text of ['%00', 'a%00b', '%ED%A0%80', '%FF', '\uFFFD']) {
      expect((await found(`/searchInstrument?${name}=${encodeURI(text).replace(/%25/g, '%')}`)).count).toBe(
        0,
      );
    }
    expect((await api.get(`/searchInstrument?${name}=%00&page=2`)).json()).toEqual(INVALID_PAGE);
  });

  it('name may be as long as a name, in characters and not in bytes', async () => {
    await insertListings(api.database, [{ name: '🎸'.repeat(500) }]);
    const longest = encodeURIComponent('🎸'.repeat(500));
    expect((await found(`/searchInstrument?name=${longest}`)).count).toBe(1);
    expect((await found(`/searchInstrument?name=${longest}a`)).count).toBe(0);
  });
});

describe('listings that are no longer on offer', () => {
  it.each([
    ['winter', '2026-12-31', '2026-12-31T22:59:59Z', '2026-12-31T23:00:00Z'],
    ['summer', '2027-07-15', '2027-07-15T21:59:59Z', '2027-07-15T22:00:00Z'],
  ])(
    'are gone with the last stroke of midnight in Madrid, in %s',
    async (_season, lastDay, before, midnight) => {
      await insertListings(api.database, [
        { name: 'lasts', category: 'bajos', price: 5 },
        { name: 'ends today', category: 'bajos', price: 5, expiresOn: lastDay },
      ]);
      const doors = [
        '/listInstrument',
        '/listInstrument?category=bajos',
        '/listInstrument?minPrice=1',
        '/listInstrument?page=last',
        '/searchInstrument?name=s',
        '/searchInstrument?name=a&category=bajos&maxPrice=10',
      ];
      api.setNow(before);
      expect(await found('/searchInstrument?name=ends+today')).toEqual({ count: 1, names: ['ends today'] });
      expect(await found('/listInstrument')).toEqual({ count: 2, names: ['lasts', 'ends today'] });
      expect((await found('/listInstrument?category=bajos')).count).toBe(2);

      api.setNow(midnight);
      for (const swept of [false, true]) {
        if (swept) expect(await api.app.get(ListingsService).sweep()).toEqual({ expired: 1, removed: 0 });
        expect((await found('/searchInstrument?name=ends+today')).count).toBe(0);
        for (const door of doors) expect(await found(door)).toEqual({ count: 1, names: ['lasts'] });
      }
    },
  );

  it('leave no hole in the pages when many end at once', async () => {
    const listings = numbered(130);
    await insertListings(
      api.database,
      listings.map((listing, n) => ({ ...listing, expiresOn: n % 2 ? '2026-12-31' : null })),
    );
    api.setNow('2026-12-31T22:59:00Z');
    expect((await api.get('/listInstrument?page=last')).json()).toMatchObject({ count: 130, total_pages: 3 });
    api.setNow('2026-12-31T23:00:00Z');
    expect((await api.get('/listInstrument?page=last')).json()).toMatchObject({ count: 65, total_pages: 2 });
    const { names } = await found('/listInstrument?page=last');
    expect(names).toEqual(Array.from({ length: 15 }, (_, n) => `n${100 + 2 * n}`));
    expect((await api.get('/listInstrument?page=3')).statusCode).toBe(404);
  });

  it('are out when removed or found expired; what one run has missed stays', async () => {
    await insertListings(api.database, [
      { name: 'active' },
      { name: 'stale', status: 'stale' },
      { name: 'removed', status: 'removed' },
      { name: 'expired', status: 'expired' },
    ]);
    expect(await found('/listInstrument')).toEqual({ count: 2, names: ['active', 'stale'] });
    await api.database.query(
      "UPDATE instrument SET status = 'removed', removed_at = now() WHERE name = 'active'",
    );
    expect(await found('/listInstrument')).toEqual({ count: 1, names: ['stale'] });
    expect((await found('/searchInstrument?name=active')).count).toBe(0);
  });
});

describe('category', () => {
  it.each([
    ['teclados', ['teclados', 'teclas', 'TECLAS', 'Piano Digital', 'nothing']],
    ['baterias', ['baterias', 'Baterías', 'BATERÍA', 'bateria y percusión', 'nothing']],
  ])('%s is found by each of its spellings, and so are rows that use one', async (slug, spellings) => {
    const labels = spellings.slice(0, -1);
    const rows = labels.map((label, n) => `Piece ${n},https://example.org/${n},${label},reverb`);
    await api.importCsv(['name,link,category,website', ...rows].join('\n'));
    for (const spelling of [slug, ...spellings]) {
      const { count } = await found(`/listInstrument?category=${encodeURIComponent(spelling)}`);
      expect({ spelling, count }).toEqual({ spelling, count: spelling === 'nothing' ? 0 : labels.length });
    }
  });

  it('finds rows by the words of their site that nobody has mapped, and still when somebody has', async () => {
    await api.importCsv(
      [
        'name,link,category,website',
        'One,https://example.org/1,Varios,hispasonic',
        'Two,https://example.org/2,VARIOS,hispasonic',
        'Other,https://example.org/3,otros,hispasonic',
      ].join('\n'),
    );
    for (const spelling of ['Varios', 'varios', 'VÁRIOS']) {
      expect(await found(`/listInstrument?category=${encodeURIComponent(spelling)}`)).toEqual({
        count: 2,
        names: ['One', 'Two'],
      });
    }
    expect((await found('/searchInstrument?name=two&category=varios')).names).toEqual(['Two']);

    const outcome = await api.app.get(CategoriesService).map('Varios', 'accesorios', null);
    expect(outcome).toMatchObject({ category: 'accesorios', moved: 2 });
    expect((await found('/listInstrument?category=Varios')).names).toEqual(['One', 'Two']);
    expect((await found('/listInstrument?category=accesorios')).names).toEqual(['One', 'Two']);
    expect((await found('/listInstrument?category=otros')).names).toEqual(['Other']);
  });
});

describe('the links to other pages', () => {
  beforeEach(() => insertListings(api.database, numbered(101)));

  const forwarded = { 'x-forwarded-host': 'busca.example.org', 'x-forwarded-proto': 'https' };

  it('are on the forwarded host and scheme behind a trusted proxy', async () => {
    expect((await api.get('/listInstrument?page=2', forwarded)).json()).toMatchObject({
      next: 'https://busca.example.org/listInstrument?page=3',
      previous: 'https://busca.example.org/listInstrument',
    });
  });

  it('are on the host that the client named when anybody else claims to forward', async () => {
    const response = await api.app.inject({
      url: '/listInstrument?page=2',
      remoteAddress: '203.0.113.9',
      headers: { host: 'busca.example.net:8080', ...forwarded },
    });
    expect(response.json<LegacyBody>().next).toBe('http://busca.example.net:8080/listInstrument?page=3');
  });

  it('keep what the client asked, and nothing of its own making', async () => {
    const { next } = (await api.get('/searchInstrument/?name=n&x=%C3%B1+1&page=2')).json<LegacyBody>();
    const url = new URL(next ?? '');
    expect([url.pathname, ...url.searchParams]).toEqual([
      '/searchInstrument/',
      ['name', 'n'],
      ['x', 'ñ 1'],
      ['page', '3'],
    ]);
  });
});
