import { SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';
import { instrumentIds, listInstruments, walkInstruments } from '../support/instrument-list';

let api: TestApp;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  await api.app.get(SeedService).loadFixtures();
  await api.database.query(`
    UPDATE instrument SET previous_price = price + id % 7 * 10, price_changed_at = now() - id % 20 * interval '1 day'
     WHERE id % 3 = 0 AND price IS NOT NULL`);
  // one that has run out and that no sweep has taken off yet
  await api.database.query(`
    UPDATE instrument SET expires_on = '2020-01-01'
     WHERE id = (SELECT min(id) FROM instrument WHERE status = 'active' AND expires_on IS NULL)`);
});

afterAll(() => api.close());

/** In the time zone of the API: near midnight that of the database has another day. */
const TODAY = `(now() AT TIME ZONE 'Europe/Madrid')::date`;
const LIVE = `instrument.status IN ('active', 'stale') AND coalesce(expires_on, 'infinity') >= ${TODAY}`;

/** Ids from the record itself. */
async function recordIds(
  where: string,
  order = 'published_on DESC NULLS LAST, instrument.id DESC',
): Promise<number[]> {
  const { rows } = await api.database.query<{ id: number }>(
    `SELECT instrument.id::int FROM instrument JOIN source ON source.id = source_id
       JOIN category ON category.id = category_id WHERE ${where} ORDER BY ${order}`,
  );
  return rows.map(({ id }) => id);
}

describe('the list', () => {
  it.each([
    ['', LIVE],
    ['category=guitarras', `${LIVE} AND category.slug = 'guitarras'`],
    ['category=guitar,Bater%C3%ADa', `${LIVE} AND category.slug IN ('guitarras', 'baterias')`],
    ['source=reverb&category=bajos', `${LIVE} AND source.slug = 'reverb' AND category.slug = 'bajos'`],
    ['brand=FENDER,h%C3%B6fner', `${LIVE} AND brand IN ('Fender', 'Höfner')`],
    ['location=malaga', `${LIVE} AND location = 'Málaga'`],
    ['brand=no+such+maker', 'false'],
    ['price_min=100&price_max=250.50', `${LIVE} AND price BETWEEN 100 AND 250.50`],
    ['price_max=50&include_unpriced=true', `${LIVE} AND (price <= 50 OR price IS NULL)`],
    ['include_unpriced=false', `${LIVE} AND price IS NOT NULL`],
    ['has_image=true', `${LIVE} AND image IS NOT NULL`],
    ['has_image=false', `${LIVE} AND image IS NULL`],
    ['published_since=P10D', `${LIVE} AND published_on >= ${TODAY} - 10`],
    [
      'published_until=P10D&category=efectos',
      `${LIVE} AND published_on <= ${TODAY} - 10 AND category.slug = 'efectos'`,
    ],
    [
      'price_changed_since=P5D',
      `${LIVE} AND price_changed_at >= (${TODAY} - 5)::timestamp AT TIME ZONE 'Europe/Madrid'`,
    ],
    [
      'price_changed_since=P20D&price_changed_until=P10D',
      `${LIVE} AND price_changed_at >= (${TODAY} - 20)::timestamp AT TIME ZONE 'Europe/Madrid'
         AND price_changed_at < (${TODAY} - 9)::timestamp AT TIME ZONE 'Europe/Madrid'`,
    ],
    ['first_seen_since=2020-01-01', LIVE],
    ['first_seen_until=2999-01-01', LIVE],
    ['first_seen_until=2020-01-01', 'false'],
    ['first_seen_since=2999-01-01', 'false'],
    ['status=expired', `instrument.status <> 'removed' AND NOT (${LIVE})`],
    [
      'status=expired&category=guitarras',
      `instrument.status <> 'removed' AND NOT (${LIVE}) AND category.slug = 'guitarras'`,
    ],
    ['status=expired,active', `instrument.status <> 'removed'`],
    ['status=expired,active&price_min=1000', `instrument.status <> 'removed' AND price >= 1000`],
  ])('with %s shows what the record has', async (query, where) => {
    const expected = await recordIds(where);
    expect(await walkInstruments(api, `per_page=100&${query}`)).toEqual(expected);
    expect(await walkInstruments(api, `limit=37&${query}`)).toEqual(expected);
    // so few are counted whoever asks
    for (const count of ['exact', 'estimated']) {
      const { page } = await listInstruments(api, `count=${count}&${query}`);
      expect([page.count, page.total]).toEqual(['exact', expected.length]);
    }
  });

  it.each([
    ['-published', 'published_on DESC NULLS LAST, instrument.id DESC'],
    ['published', 'published_on NULLS LAST, instrument.id'],
    ['price', 'price NULLS LAST, instrument.id'],
    ['-price', 'price DESC NULLS LAST, instrument.id DESC'],
    ['-first_seen', 'first_seen_at DESC, instrument.id DESC'],
    ['-price_drop', 'nullif(greatest(previous_price - price, 0), 0) DESC NULLS LAST, instrument.id DESC'],
  ])(
    'in the order %s puts equal ones by id and those without a value last, in pages and walks',
    async (sort, order) => {
      for (const status of ['active', 'expired,active']) {
        const expected = await recordIds(
          status === 'active' ? LIVE : `instrument.status <> 'removed'`,
          order,
        );
        expect(await walkInstruments(api, `sort=${sort}&status=${status}&per_page=100`)).toEqual(expected);
        expect(await walkInstruments(api, `sort=${sort}&status=${status}&limit=83`)).toEqual(expected);
        expect(
          await walkInstruments(
            api,
            `sort=${sort}&status=${status}&limit=50&has_image=true&price_min=1&include_unpriced=true`,
          ),
        ).toEqual(
          await recordIds(
            `image IS NOT NULL AND (price >= 1 OR price IS NULL) AND ${status === 'active' ? LIVE : `instrument.status <> 'removed'`}`,
            order,
          ),
        );
      }
    },
  );

  it('answers in the form of the contract', async () => {
    const response = await api.get('/api/v1/instruments?q=jv-1080&per_page=2&source=reverb,hispasonic');
    expect(response.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'public, max-age=60, stale-while-revalidate=300',
      vary: expect.stringContaining('Accept-Language'),
      etag: expect.stringMatching(/^W\/"[\w-]{22}"$/),
    });
    const body = response.json<{ data: unknown[] }>();
    expect(body).toEqual({
      data: [expect.any(Object), expect.any(Object)],
      page: {
        number: 1,
        size: 2,
        total: 2,
        total_pages: 1,
        count: 'exact',
        next: null,
        prev: null,
        next_cursor: null,
      },
      meta: { dataset_version: expect.any(Number), corrected: null, warnings: [] },
    });
    expect(Object.keys(body.data[0] ?? {})).toEqual([
      ...['id', 'name', 'url', 'source', 'price', 'previous_price', 'price_changed_at', 'image', 'location'],
      ...['category', 'brand', 'status', 'published_on', 'expires_on', 'first_seen_at', 'last_seen_at'],
    ]);
  });

  it('shows only the fields that are asked for', async () => {
    const { data } = await listInstruments(api, 'fields=price,name&per_page=3').catch(() => ({ data: [] }));
    expect(data).toEqual([]);
    const response = await api.get('/api/v1/instruments?fields=price,name&per_page=1');
    expect(Object.keys(response.json<{ data: object[] }>().data[0] ?? {})).toEqual(['name', 'price']);
  });

  it('links its parts, in the body and in the head', async () => {
    const first = await api.get('/api/v1/instruments?per_page=30&category=guitar');
    const { page } = await listInstruments(api, 'per_page=30&category=guitarras&page=2');
    const path = '/api/v1/instruments?category=guitarras';
    const last = `${path}&page=${page.total_pages}&per_page=30`;
    expect(page.total_pages).toBeGreaterThan(2);
    expect(first.headers['link']).toBe(
      `<${path}&per_page=30>; rel="first", <${path}&page=2&per_page=30>; rel="next", <${last}>; rel="last"`,
    );
    expect(page).toMatchObject({ next: `${path}&page=3&per_page=30`, prev: `${path}&per_page=30` });
  });

  it('has an empty page behind the last one', async () => {
    const { data, page } = await listInstruments(api, 'page=150&category=bajos');
    expect([data, page.next, page.prev]).toEqual([[], null, expect.stringMatching(/category=bajos/)]);
  });

  it('answers HEAD like GET, without the body', async () => {
    const get = await api.get('/api/v1/instruments?q=fender');
    const head = await api.app.inject({
      method: 'HEAD',
      url: '/api/v1/instruments?q=fender',
      headers: { host: 'localhost' },
    });
    expect([head.statusCode, head.body, head.headers['etag']]).toEqual([200, '', get.headers['etag']]);
  });

  it('refuses a wrong query with every fault, in the language of the client', async () => {
    const response = await api.get('/api/v1/instruments?categroy=x&sort=relevance&price_min=1.200,5', {
      'accept-language': 'es',
    });
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toMatch('application/problem+json');
    expect(response.json()).toMatchObject({
      code: 'http.invalid_fields',
      errors: [
        {
          parameter: 'categroy',
          code: 'parameter_unknown',
          suggestion: 'category',
          allowed: expect.arrayContaining(['q']),
        },
        {
          parameter: 'price_min',
          code: 'amount_invalid',
          suggestion: '1200.5',
          detail: expect.stringMatching(/importe/),
        },
        { parameter: 'sort', code: 'sort_needs_search' },
      ],
    });
  });

  it('refuses a cursor whose values are none', async () => {
    const { writeCursor, fingerprint } = await import('../../libs/instruments/src/search/cursor');
    const cursor = writeCursor({ order: 'value', query: fingerprint('sort=price'), id: '1', value: 'abc' });
    const response = await api.get(`/api/v1/instruments?sort=price&cursor=${cursor}`);
    expect(response.json()).toMatchObject({ errors: [{ parameter: 'cursor', code: 'cursor_broken' }] });
  });
});

describe('a search', () => {
  it.each(['jv-1080', 'JV1080', 'jv 1080', 'roland jv1080', 'módulo jv-1080'])(
    'for %s finds the module',
    async (text) => {
      const { data } = await listInstruments(api, `q=${encodeURIComponent(text)}`);
      expect(data.length).toBeGreaterThan(0);
      for (const { name } of data) expect(name).toMatch(/jv.?1080/i);
    },
  );

  it('ranks the same in pages and in walks', async () => {
    for (const text of ['guitarra', 'fender', 'bateria%20-pearl', '%22fender%20telecaster%22']) {
      const paged = await walkInstruments(api, `q=${text}&per_page=20`);
      expect(new Set(paged).size).toBe(paged.length);
      expect(await walkInstruments(api, `q=${text}&limit=7`)).toEqual(paged);
    }
  });

  it('finds the same with accents and without, singular and plural, in Spanish and English', async () => {
    const sorted = async (text: string): Promise<number[]> =>
      (await walkInstruments(api, `q=${encodeURIComponent(text)}&per_page=100`)).sort((a, b) => a - b);
    expect(await sorted('batería')).toEqual(await sorted('BATERIA'));
    expect(await sorted('baterias ')).toEqual(await sorted('bateria '));
    expect(await sorted('guitars ')).toEqual(await sorted('guitarras '));
  });

  it('keeps to phrases and exclusions', async () => {
    const names = async (text: string): Promise<string[]> =>
      (await listInstruments(api, `q=${encodeURIComponent(text)}&per_page=100`)).data.map(({ name }) =>
        name.toLowerCase(),
      );
    expect((await names('"jazz bass"')).every((name) => name.includes('jazz bass'))).toBe(true);
    expect((await names('fender -telecaster')).some((name) => name.includes('telecaster'))).toBe(false);
    expect((await names('fender -"jazz bass"')).some((name) => name.includes('jazz bass'))).toBe(false);
  });
});

describe('a client that has the answer', () => {
  it('hears so until a listing changes, and then gets the new one', async () => {
    const url = '/api/v1/instruments?q=telecaster&facets=';
    const plain = url.replace('&facets=', '');
    const first = await api.get(plain);
    const tag = String(first.headers['etag']);
    const same = await api.get(plain, { 'if-none-match': `"other", ${tag}` });
    expect([same.statusCode, same.body, same.headers['etag']]).toEqual([304, '', tag]);
    const id = first.json<{ data: { id: number }[] }>().data[0]?.id;
    await api.database.query(`UPDATE instrument SET name = name || ' changed' WHERE id = $1`, [id]);
    const changed = await api.get(plain, { 'if-none-match': tag });
    expect(changed.statusCode).toBe(200);
    expect(changed.body).toMatch(/ changed"/);
    expect(changed.headers['etag']).not.toBe(tag);
  });

  it('gets another answer on another day', async () => {
    const first = await api.get('/api/v1/instruments');
    api.setNow('2031-01-01T12:00:00Z');
    const later = await api.get('/api/v1/instruments', { 'if-none-match': String(first.headers['etag']) });
    api.setNow(null);
    expect(later.statusCode).toBe(200);
    expect(
      later.json<{ data: { expires_on: unknown }[] }>().data.every((one) => one.expires_on === null),
    ).toBe(true);
  });
});

it('a walk neither skips nor repeats a listing while others come, change and go', async () => {
  for (const query of ['sort=-published&limit=20', 'sort=price&limit=20', 'q=fender&limit=5']) {
    const before = await walkInstruments(api, query);
    const added: number[] = [];
    const walked = await walkInstruments(api, query, async (part) => {
      const { rows } = await api.database.query<{ id: number }>(
        `INSERT INTO instrument (link_key, name, price, currency, link, category_id, source_id, published_on)
         SELECT gen_random_uuid(), 'Fender new ' || n, n * 97, 'EUR', 'https://example.org/' || gen_random_uuid(), 1, 1,
                ${TODAY} - n * 10
           FROM generate_series(0, 9) AS n RETURNING id::int`,
      );
      added.push(...rows.map(({ id }) => id));
      if (part % 2 === 0) await api.database.query(`DELETE FROM instrument WHERE id = $1`, [added[0]]);
    });
    expect(new Set(walked).size).toBe(walked.length);
    expect(walked.filter((id) => !added.includes(id))).toEqual(before);
    await api.database.query('DELETE FROM instrument WHERE id = ANY ($1)', [added]);
  }
  expect(await instrumentIds(api, 'q=fender+new')).toEqual([]);
});
