import { Client } from 'pg';
import { z } from 'zod';
import { SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';
import { listInstruments } from '../support/instrument-list';
import { insertListings } from '../support/listings';

const suggestions = z.strictObject({
  data: z.array(
    z.strictObject({
      kind: z.enum(['brand', 'model', 'category']),
      text: z.string(),
      parameter: z.enum(['brand', 'q', 'category']),
      value: z.string(),
      listings: z.number().nullable(),
    }),
  ),
});

let api: TestApp;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  await api.app.get(SeedService).loadFixtures();
  await api.database.query(`UPDATE instrument SET brand = 'Music Man' WHERE name ILIKE '%music man%'`);
  await api.database.query(`UPDATE instrument SET brand = 'Paul Reed Smith' WHERE name ILIKE '%clarinete%'`);
  await insertListings(
    api.database,
    ['Zenith QZ-77', 'Zenith QZ-88', 'QZ88'].map((name) => ({ name })),
  );
  // run out, and not swept yet
  await api.database.query(
    `UPDATE instrument SET expires_on = '2020-01-01' WHERE id IN (SELECT id FROM instrument WHERE status = 'active' LIMIT 3)`,
  );
});

afterAll(() => api.close());

const suggest = async (text: string) =>
  suggestions.parse((await api.get(`/api/v1/instruments/suggest?q=${encodeURIComponent(text)}`)).json()).data;

describe('suggestions', () => {
  it.each([
    ['fen', 'brand', 'Fender'],
    ['FÉN', 'brand', 'Fender'],
    ['tele', 'model', 'telecaster'],
    ['fender tele', 'model', 'fender telecaster'],
    ['jv', 'model', 'jv1080'],
    ['les', 'model', 'les paul'],
    ['epiphone les p', 'model', 'epiphone les paul'],
    ['gibson l', 'model', 'gibson les paul'],
    ['guit', 'category', 'Guitarras'],
    ['bat', 'category', 'Baterías'],
    ['drums', 'category', 'Baterías'],
    ['Keyb', 'category', 'Teclados'],
    ['woodw', 'category', 'Vientos'],
    ['stands', 'category', 'Accesorios'],
    ['musicm', 'brand', 'Music Man'],
  ])('for %s have the %s %s', async (text, kind, wanted) => {
    expect(await suggest(text)).toContainEqual(expect.objectContaining({ kind, text: wanted }));
  });

  it.each([
    ['qz77', []],
    ['zenith qz77', []],
    ['qz8', ['qz88']],
    ['zenith qz8', ['zenith qz88']],
  ])('offer no model that one listing alone has: %s', async (text, models) => {
    expect((await suggest(text)).map((one) => one.text)).toEqual(models);
  });

  it('say nothing twice', async () => {
    const texts = (await suggest('ibanez ts808 tube s')).map(({ text }) => text);
    expect(texts).toEqual(['ibanez ts808 tube screamer']);
  });

  it('are at most eight, and lead to listings', async () => {
    for (const text of ['f', 'a', 'gu', 'fender s', 'b']) {
      const found = await suggest(text);
      expect(found.length).toBeLessThanOrEqual(8);
      for (const { parameter, value } of found.slice(0, 4)) {
        const { page } = await listInstruments(api, `${parameter}=${encodeURIComponent(value)}`);
        expect(page.total).toBeGreaterThan(0);
      }
    }
  });

  it('tell the number that the list has, but for what has run out since the last sweep, or none', async () => {
    const all = await Promise.all(
      ['guit', 'fen', 'gib', 'yam', 'tele', 'strat', 'fender tele', 'epiphone les p'].map(suggest),
    );
    const told = all.flat().filter(({ listings }) => listings !== null);
    expect(told.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['brand', 'category']));
    for (const { parameter, value, listings } of told) {
      const { page } = await listInstruments(api, `${parameter}=${encodeURIComponent(value)}&count=exact`);
      const ranOut = (listings ?? 0) - (page.total ?? 0);
      expect([parameter, value, ranOut >= 0 && ranOut <= 3]).toEqual([parameter, value, true]);
    }
  });

  it.each(['guitarra', 'guit', 'negr', 'con', 'fender con', 'de', '20', 'bajo f'])(
    'call no ordinary word a model: %s',
    async (text) => {
      const models = (await suggest(text)).filter(({ kind }) => kind === 'model');
      for (const { text: model } of models) {
        expect(model.split(' ').at(-1)).toMatch(/\d|^(firebird|fantom|fm3)$/);
        expect(model).not.toMatch(/(^| )(de|con|en)?(19|20)\d\d$/);
      }
    },
  );

  it('and filters know makers by their other names', async () => {
    expect(await suggest('pr')).toContainEqual(expect.objectContaining({ text: 'Paul Reed Smith' }));
    const [usual, other] = [
      await listInstruments(api, 'brand=paul+reed+smith'),
      await listInstruments(api, 'brand=p.r.s.'),
    ];
    expect(other.page.total).toBeGreaterThan(0);
    expect([other.page.total, other.meta]).toEqual([usual.page.total, usual.meta]);
  });

  it('are none for what nothing begins with', async () => {
    expect(await suggest('zzzz')).toEqual([]);
    expect(await suggest('🎸')).toEqual([]);
  });

  it('refuse what they cannot read', async () => {
    const response = await api.get('/api/v1/instruments/suggest?x=1&q=a&q=b');
    expect(response.json()).toMatchObject({
      code: 'http.invalid_fields',
      errors: [
        { parameter: 'x', code: 'parameter_unknown', allowed: ['q'] },
        { parameter: 'q', code: 'parameter_repeated' },
      ],
    });
    expect((await api.get('/api/v1/instruments/suggest')).statusCode).toBe(400);
  });
});

describe('categories and sources', () => {
  it('have the numbers of the list', async () => {
    for (const [path, parameter] of [
      ['categories', 'category'],
      ['sources', 'source'],
    ] as const) {
      const response = await api.get(`/api/v1/${path}`);
      const { data } = z
        .object({ data: z.array(z.looseObject({ slug: z.string(), listings: z.number() })) })
        .parse(response.json());
      expect(data.length).toBeGreaterThan(3);
      for (const { slug, listings } of data) {
        const { page } = await listInstruments(api, `${parameter}=${slug}&count=exact`);
        expect([slug, listings]).toEqual([slug, page.total]);
      }
      const again = await api.get(`/api/v1/${path}`, { 'if-none-match': String(response.headers['etag']) });
      expect(again.statusCode).toBe(304);
    }
  });

  it.each(['/api/v1/categories', '/api/v1/sources', '/api/v1/instruments/filters'])(
    '%s takes no parameter',
    async (path) => {
      const response = await api.get(`${path}?page=2`);
      expect([response.statusCode, response.json()]).toEqual([
        400,
        expect.objectContaining({
          errors: [expect.objectContaining({ parameter: 'page', code: 'parameter_unknown' })],
        }),
      ]);
    },
  );
});

it('the filters are the grammar of the list, with live values that it accepts', async () => {
  const { data } = z
    .object({
      data: z.array(
        z.looseObject({
          name: z.string(),
          allowed: z.array(z.string()).optional(),
          values: z.array(z.looseObject({ value: z.string() })).optional(),
        }),
      ),
    })
    .parse((await api.get('/api/v1/instruments/filters')).json());
  for (const { name, allowed = [], values = [] } of data) {
    for (const value of [...allowed, ...values.map((one) => one.value).slice(0, 5)]) {
      const search = value === 'relevance' ? 'q=fender&' : '';
      const { statusCode } = await api.get(
        `/api/v1/instruments?${search}${name}=${encodeURIComponent(value)}`,
      );
      expect([name, value, statusCode]).toEqual([name, value, 200]);
    }
  }
  expect(data.map(({ name }) => name)).toEqual(expect.arrayContaining(['q', 'category', 'cursor', 'fields']));
});

describe('a search that finds nothing', () => {
  it.each([
    ['telecsater', 'telecaster'],
    ['fendr stratocaster', 'fender stratocaster'],
    ['bateira pearl', 'bateria pearl'],
    ['"fender" telecastre -squier', '"fender" telecaster -squier'],
  ])('for %s is answered for %s', async (text, corrected) => {
    const { data, meta } = await listInstruments(api, `q=${encodeURIComponent(text)}`);
    expect(meta.corrected).toBe(corrected);
    const meant = await listInstruments(api, `q=${encodeURIComponent(corrected)}`);
    expect(data.length).toBeGreaterThan(0);
    expect(data).toEqual(meant.data);
  });

  it('is answered for what was meant on each of its pages, and behind the last one', async () => {
    const first = await listInstruments(api, 'q=telecsater&per_page=1');
    const pages = first.page.total ?? 0;
    expect(pages).toBeGreaterThan(1);
    for (const rest of [`page=${pages}`, `page=${pages}&count=none`, `page=${pages + 1}`]) {
      const asked = await listInstruments(api, `q=telecsater&per_page=1&${rest}`);
      const meant = await listInstruments(api, `q=telecaster&per_page=1&${rest}`);
      expect(asked.meta.corrected).toBe('telecaster');
      expect([asked.data, asked.page.total]).toEqual([meant.data, meant.page.total]);
    }
    expect((await listInstruments(api, 'q=telecaster&per_page=1&page=9999')).meta.corrected).toBeNull();
  });

  it.each(['zzzzqqqq', 'xq', 'fender zzzzqqqq'])('stays empty when nothing is near: %s', async (text) => {
    const { data, meta } = await listInstruments(api, `q=${encodeURIComponent(text)}`);
    expect([data, meta.corrected]).toEqual([[], null]);
  });

  it('is not told of a guess that finds nothing either', async () => {
    // both words stand in titles once corrected, but in no title together
    const { data, meta } = await listInstruments(api, 'q=telecastr+saxofn');
    expect([data, meta.corrected]).toEqual([[], null]);
  });
});

it('a client that has an answer costs one small read, and nothing else reaches the database', async () => {
  const urls = [
    '/api/v1/instruments?q=fender&facets=brand',
    '/api/v1/categories',
    '/api/v1/sources',
    '/api/v1/instruments/filters',
    '/api/v1/instruments/suggest?q=fen',
  ];
  const tags = new Map<string, string>();
  for (const url of urls) tags.set(url, String((await api.get(url)).headers['etag']));
  // the query log of the driver: every statement passes here on its way
  const log = jest.spyOn(Client.prototype, 'query');
  for (const [url, tag] of tags) {
    expect((await api.get(url, { 'if-none-match': tag })).statusCode).toBe(304);
    // neither does one that memory has
    expect((await api.get(url)).statusCode).toBe(200);
  }
  const statements = log.mock.calls.map(([statement]: unknown[]) => statement);
  expect(statements).toHaveLength(2 * urls.length);
  for (const statement of statements) {
    expect(statement).toMatchObject({ text: 'SELECT version, sets_version FROM dataset' });
  }
  await api.forget();
  log.mockClear();
  expect((await api.get(urls[0] ?? '', { 'if-none-match': tags.get(urls[0] ?? '') ?? '' })).statusCode).toBe(
    200,
  );
  expect(log.mock.calls.length).toBeGreaterThan(5);
  const isVersion = ([statement]: unknown[]): boolean =>
    typeof statement === 'object' && JSON.stringify(statement).includes('SELECT version, sets_version');
  expect(log.mock.calls.filter(isVersion)).toHaveLength(1);
  log.mockRestore();
});

it('the sets to choose from are read anew when they change, and not with every listing that does', async () => {
  const names = async (): Promise<string> => (await api.get('/api/v1/instruments/filters')).body;
  await names();
  const log = jest.spyOn(Client.prototype, 'query');
  const readsOfSets = (): number =>
    log.mock.calls.filter(([text]: unknown[]) => typeof text === 'string' && text.includes('category_alias'))
      .length;
  await api.database.query(`UPDATE instrument SET price = price + 1 WHERE price > 100`);
  await names();
  expect(readsOfSets()).toBe(0);
  await api.database.query(`UPDATE source SET name = name || ' renamed'`);
  expect(await names()).toContain(' renamed');
  expect(readsOfSets()).toBe(1);
  log.mockRestore();
});

it('the list tells a name that no listing has, and which brand or place may have been meant', async () => {
  await api.database.query(`UPDATE instrument SET location = 'A Coruña' WHERE name ILIKE '%music man%'`);
  const query = 'brand=Fendr,Fender,zzzzqqqq&location=nowhere,Madird,Coruña,music';
  expect((await listInstruments(api, query)).meta['warnings']).toEqual([
    { code: 'name_unknown', parameter: 'brand', value: 'fendr', suggestion: 'fender' },
    { code: 'name_unknown', parameter: 'brand', value: 'zzzzqqqq' },
    { code: 'name_unknown', parameter: 'location', value: 'coruna', suggestion: 'a coruna' },
    { code: 'name_unknown', parameter: 'location', value: 'madird', suggestion: 'madrid' },
    { code: 'name_unknown', parameter: 'location', value: 'music' },
    { code: 'name_unknown', parameter: 'location', value: 'nowhere' },
  ]);
});
