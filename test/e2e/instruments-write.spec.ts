import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';
import type { LegacyBody } from '../support/listings';

const NEW = {
  source: { slug: 'hispasonic' },
  name: 'Fender Telecaster 1996',
  url: 'https://www.hispasonic.com/anuncios/telecaster/1',
};
const PATH = '/api/v1/instruments';
const WRITING = [
  'instruments.add_instrument',
  'instruments.change_instrument',
  'instruments.delete_instrument',
] as const;

interface Body {
  readonly id: number;
  readonly status: string;
  readonly name: string;
  readonly [field: string]: unknown;
}

let api: TestApp;
let editor: ApiClient;
let nobody: ApiClient;
let made = 0;

beforeAll(async () => {
  api = await startApp();
  nobody = new ApiClient(api, null);
  editor = (await signIn(api, { permissions: WRITING })).client;
});
afterAll(() => api.close());
afterEach(() => api.setNow(null));

/** A new listing with a link of its own. */
async function create(rest: object = {}): Promise<Body> {
  const answer = await editor.post(PATH, { ...NEW, url: `https://example.com/${++made}`, ...rest });
  expect(answer.statusCode).toBe(201);
  return answer.json<Body>();
}

async function etagOf(id: number): Promise<string> {
  return String((await nobody.get(`${PATH}/${id}`)).headers.etag);
}

async function rows<T extends object>(sql: string, ...parameters: unknown[]): Promise<T[]> {
  return (await api.database.query<T>(sql, parameters)).rows;
}

const audited = (id: number) =>
  rows<{ action: string; changes: object; actor_kind: string }>(
    `SELECT action, changes, actor_kind FROM audit_entry WHERE object_type = 'instrument' AND object_id = $1 ORDER BY id`,
    String(id),
  );

describe('the doors that write listings', () => {
  it.each([
    ['POST', PATH, 'instruments.add_instrument'],
    ['PATCH', `${PATH}/1`, 'instruments.change_instrument'],
    ['DELETE', `${PATH}/1`, 'instruments.delete_instrument'],
    ['POST', '/addInstrument', 'instruments.add_instrument'],
  ] as const)('%s %s needs %s', async (method, url, permission) => {
    expect((await nobody.send(method, url, { body: {} })).statusCode).toBe(401);
    const others = WRITING.filter((code) => code !== permission);
    const { client } = await signIn(api, { permissions: others });
    const answer = await client.send(method, url, { body: {} });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'access.permission_missing', params: { permission } });
  });

  it('leave reading to everybody', async () => {
    const { id } = await create();
    expect((await nobody.get(`${PATH}/${id}`)).statusCode).toBe(200);
  });
});

describe('POST /api/v1/instruments', () => {
  it('answers the listing as every door shows it, with where it is and its version', async () => {
    const answer = await editor.post(PATH, {
      ...NEW,
      price: { amount: '1200', currency: 'EUR' },
      image: { url: 'https://example.com/a.jpg' },
      location: '  Madrid ',
      category: { slug: 'Guitarras' },
      published_on: '2026-11-02',
    });
    const body = answer.json<Body>();
    expect(answer.statusCode).toBe(201);
    expect(answer.headers).toMatchObject({ etag: '"1"', location: `${PATH}/${body.id}` });
    expect(body).toEqual({
      id: expect.any(Number),
      name: 'Fender Telecaster 1996',
      url: NEW.url,
      source: { slug: 'hispasonic', name: 'Hispasonic' },
      price: { amount: '1200.00', currency: 'EUR' },
      previous_price: null,
      price_changed_at: null,
      image: { url: 'https://example.com/a.jpg' },
      location: 'Madrid',
      category: { slug: 'guitarras', name: 'Guitarras' },
      brand: 'Fender',
      status: 'active',
      published_on: '2026-11-02',
      expires_on: null,
      first_seen_at: expect.stringMatching(/^20\d\d-.*Z$/),
      last_seen_at: body['first_seen_at'],
    });
    const read = await nobody.get(String(answer.headers.location));
    expect({ etag: read.headers.etag, body: read.json() }).toEqual({ etag: '"1"', body });
  });

  it('takes the source’s currency, another brand, and any spelling of a category', async () => {
    const body = await create({ price: { amount: '5.5' }, brand: 'casera', category: { slug: 'Teclas' } });
    expect(body).toMatchObject({
      price: { amount: '5.50', currency: 'EUR' },
      brand: 'casera',
      category: { slug: 'teclados' },
    });
    const dollars = await create({ price: { amount: '7', currency: 'usd' } });
    expect(dollars).toMatchObject({ price: { amount: '7.00', currency: 'USD' } });
    expect(await create()).toMatchObject({ price: null, category: { slug: 'otros' } });
  });

  it('is 409 for a link that leads to a listing already, however it is written, and names that one', async () => {
    const { id } = await create({ url: 'https://www.example.com/twin?b=2&a=1' });
    const twin = { ...NEW, url: 'http://EXAMPLE.com/twin/?a=1&b=2&utm_source=x#top' };
    const answer = await editor.post(PATH, twin);
    expect(answer.statusCode).toBe(409);
    expect(answer.json()).toMatchObject({
      code: 'instruments.link_taken',
      params: { instrument: String(id) },
    });
    const both = await Promise.all(
      [1, 2].map(() => editor.post(PATH, { ...NEW, url: 'https://example.com/race' })),
    );
    expect(both.map(({ statusCode }) => statusCode).sort()).toEqual([201, 409]);
  });

  it('is shown by the old doors at once, and in the audit', async () => {
    const { id } = await create({ name: 'Zanfona única', price: { amount: '1' } });
    const found = (await nobody.get('/searchInstrument?name=zanfona')).json<LegacyBody>();
    expect(found.results).toMatchObject([{ id, name: 'Zanfona única', price: '1.00' }]);
    expect(await audited(id)).toEqual([
      {
        action: 'instrument.created',
        actor_kind: 'user',
        changes: {
          source: [null, 'hispasonic'],
          url: [null, expect.any(String)],
          name: [null, 'Zanfona única'],
          price: [null, '1.00 EUR'],
          category: [null, 'otros'],
          status: [null, 'active'],
        },
      },
    ]);
  });

  it('is of yesterday when its last day was', async () => {
    const body = await create({ name: 'Fagot viejo', expires_on: '2020-01-01' });
    expect(body.status).toBe('expired');
    const found = (await nobody.get('/searchInstrument?name=fagot')).json<LegacyBody>();
    expect(found.count).toBe(0);
  });
});

describe('GET /api/v1/instruments/{id}', () => {
  it.each(['0', '999999', 'abc', '-1', '1e3', '99999999999999999999', '%00', "1'--"])(
    'is 404 for %s',
    async (id) => {
      const answer = await nobody.get(`${PATH}/${id}`);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([404, 'instruments.unknown']);
    },
  );

  it('says of a listing that it has expired from the night after its last day on', async () => {
    const { id } = await create({ expires_on: '2026-12-01' });
    const statusAt = async (instant: string): Promise<string> => {
      api.setNow(instant);
      return (await nobody.get(`${PATH}/${id}`)).json<Body>().status;
    };
    expect(await statusAt('2026-12-01T22:59:00Z')).toBe('active');
    expect(await statusAt('2026-12-01T23:01:00Z')).toBe('expired');
  });
});

describe('DELETE /api/v1/instruments/{id}', () => {
  it('takes the listing off the lists at once, and keeps its record', async () => {
    const { id } = await create({ name: 'Oboe para borrar' });
    const found = async () => (await nobody.get('/listInstrument?category=otros')).json<LegacyBody>();
    expect((await found()).results.map((row) => row.id)).toContain(id);
    const answer = await editor.delete(`${PATH}/${id}`);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect((await found()).results.map((row) => row.id)).not.toContain(id);
    const gone = await nobody.get(`${PATH}/${id}`);
    expect([gone.statusCode, gone.json()]).toEqual([
      410,
      expect.objectContaining({
        code: 'instruments.gone',
        params: { removed_at: expect.stringMatching(/Z$/) },
      }),
    ]);
    expect((await audited(id)).at(-1)).toMatchObject({
      action: 'instrument.deleted',
      changes: { status: ['active', 'removed'] },
    });
  });

  it('changes nothing a second time, and is 404 for what never was', async () => {
    const { id } = await create();
    await editor.delete(`${PATH}/${id}`);
    const etag = await etagOf(id);
    expect((await editor.delete(`${PATH}/${id}`)).statusCode).toBe(204);
    expect(await etagOf(id)).toBe(etag);
    expect(await audited(id)).toHaveLength(2);
    expect((await editor.delete(`${PATH}/999999`)).statusCode).toBe(404);
  });

  it('minds If-Match where it is given', async () => {
    const { id } = await create();
    expect((await editor.delete(`${PATH}/${id}`, { 'if-match': '"7"' })).statusCode).toBe(412);
    expect((await editor.delete(`${PATH}/${id}`, { 'if-match': '"1"' })).statusCode).toBe(204);
  });
});
