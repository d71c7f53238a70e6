import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';
import type { LegacyBody } from '../support/listings';

const PATH = '/api/v1/instruments';

interface Body {
  readonly id: number;
  readonly status: string;
  readonly price_changed_at: string | null;
}

let api: TestApp;
let editor: ApiClient;
let nobody: ApiClient;
let made = 0;

beforeAll(async () => {
  api = await startApp();
  nobody = new ApiClient(api, null);
  const permissions = [
    'instruments.add_instrument',
    'instruments.change_instrument',
    'instruments.delete_instrument',
  ] as const;
  editor = (await signIn(api, { permissions })).client;
});
afterAll(() => api.close());
afterEach(() => api.setNow(null));

async function create(rest: object = {}): Promise<number> {
  const usual = { source: { slug: 'reverb' }, name: `listing ${++made}`, url: `https://example.com/${made}` };
  return (await editor.post(PATH, { ...usual, ...rest })).json<Body>().id;
}

const patch = (id: number, body: object, ifMatch = '"1"') =>
  editor.patch(`${PATH}/${id}`, body, { 'if-match': ifMatch });

async function rows<T extends object>(sql: string, ...parameters: unknown[]): Promise<T[]> {
  return (await api.database.query<T>(sql, parameters)).rows;
}

const audits = (id: number) =>
  rows<{ action: string; changes: object }>(
    `SELECT action, changes FROM audit_entry
      WHERE object_type = 'instrument' AND object_id = $1 AND action = 'instrument.changed' ORDER BY id`,
    String(id),
  );

describe('PATCH /api/v1/instruments/{id}', () => {
  it.each([
    ['category', 5, '{"slug":"guitarras"}'],
    ['category', '', '{"slug":"guitarras"}'],
    ['category', 'bajos', '{"slug":"bajos"}'],
    ['price', 90, '{"amount":"1200.00"}'],
    ['image', 'https://example.org/a.jpg', '{"url":"https://example.org/a.jpg"}'],
  ])('says what is expected where %s is %j', async (field, value, suggestion) => {
    const answer = await patch(await create(), { [field]: value });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { errors: [{ pointer: `/${field}`, code: 'type', suggestion }] },
    ]);
  });

  it('changes what is given, leaves the rest, and answers the next version', async () => {
    const id = await create({ location: 'Madrid', price: { amount: '10' } });
    const answer = await patch(id, { name: 'Bajo Ibanez', category: { slug: 'bajos' } });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"2"']);
    expect(answer.json()).toMatchObject({
      name: 'Bajo Ibanez',
      brand: 'Ibanez',
      category: { slug: 'bajos', name: 'Bajos' },
      location: 'Madrid',
      price: { amount: '10.00' },
      price_changed_at: null,
    });
    const found = (await nobody.get('/searchInstrument?name=bajo+ibanez&category=bajos')).json<LegacyBody>();
    expect(found.results.map((row) => row.id)).toEqual([id]);
    expect(await audits(id)).toEqual([
      {
        action: 'instrument.changed',
        changes: {
          name: [expect.any(String), 'Bajo Ibanez'],
          brand: [null, 'Ibanez'],
          category: ['otros', 'bajos'],
        },
      },
    ]);
  });

  it('clears by null what may be nothing', async () => {
    const all = {
      ...{ price: { amount: '10' }, image: { url: 'https://example.com/a.jpg' }, location: 'x', brand: 'y' },
      ...{ category: { slug: 'bajos' }, published_on: '2026-01-01', expires_on: '2027-01-01' },
    };
    const id = await create(all);
    const nothing = Object.fromEntries(Object.keys(all).map((field) => [field, null]));
    const body = (await patch(id, nothing)).json<Record<string, unknown>>();
    expect(body).toMatchObject({ ...nothing, category: { slug: 'otros' }, previous_price: null });
    for (const field of ['name', 'url', 'source']) {
      expect((await patch(id, { [field]: null }, '"2"')).statusCode).toBe(400);
    }
  });

  it('keeps a brand that somebody named when only the name changes', async () => {
    const id = await create({ name: 'Fender copia', brand: 'Squier' });
    expect((await patch(id, { name: 'Gibson copia' })).json()).toMatchObject({ brand: 'Squier' });
  });

  it('writes nothing when nothing differs', async () => {
    const id = await create({ location: 'Madrid', price: { amount: '10' } });
    for (const body of [{}, { location: 'Madrid' }, { price: { amount: '10.00', currency: 'EUR' } }]) {
      expect((await patch(id, body)).headers.etag).toBe('"1"');
    }
    expect(await audits(id)).toEqual([]);
  });

  it('needs If-Match, and a strong tag of the version of now', async () => {
    const id = await create();
    const without = await editor.patch(`${PATH}/${id}`, { location: 'x' });
    expect([without.statusCode, without.json<{ code: string }>().code]).toEqual([
      428,
      'http.precondition_required',
    ]);
    for (const tag of ['"2"', 'W/"1"', '1', '""', '"1', 'x', '"99999999999999"']) {
      const answer = await patch(id, { location: 'x' }, tag);
      expect([tag, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        tag,
        412,
        'instruments.stale',
      ]);
    }
    expect((await patch(id, { location: 'a' }, '"9", "1"')).statusCode).toBe(200);
    expect((await patch(id, { location: 'b' }, '*')).statusCode).toBe(200);
    expect((await patch(999_999, { location: 'x' })).statusCode).toBe(404);
  });

  it('lets one of many with the same tag win', async () => {
    const id = await create();
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, at) => patch(id, { location: `place ${at}` })),
    );
    const codes = answers.map(({ statusCode }) => statusCode).sort();
    expect(codes).toEqual([200, ...Array.from({ length: 7 }, () => 412)]);
    const winner = answers.find(({ statusCode }) => statusCode === 200);
    expect((await nobody.get(`${PATH}/${id}`)).json()).toEqual(winner?.json());
    expect(await audits(id)).toHaveLength(1);
  });

  it('shows again what had expired when its last day moves on; what was removed has to be restored first', async () => {
    const id = await create({ expires_on: '2020-01-01' });
    expect((await patch(id, { location: 'x' })).json()).toMatchObject({ status: 'expired' });
    expect((await patch(id, { expires_on: null }, '"2"')).json()).toMatchObject({ status: 'active' });
    expect((await patch(id, { expires_on: '2020-01-01' }, '"3"')).json()).toMatchObject({
      status: 'expired',
    });
    await editor.delete(`${PATH}/${id}`);
    const refused = await patch(id, { expires_on: null }, '"5"');
    expect([refused.statusCode, refused.json()]).toEqual([
      410,
      expect.objectContaining({ code: 'instruments.gone' }),
    ]);
    const { rows } = await api.database.query('SELECT version FROM instrument WHERE id = $1', [id]);
    expect(rows).toEqual([{ version: 5 }]);
  });

  it('refuses a last day before the day of publication, and leaves both as the site has them', async () => {
    const link = 'https://reverb.example/reversed';
    await api.importCsv(`name,link,publish,expiration\nreversed,${link},2026-03-02,2026-03-01\n`, {
      source: 'reverb',
    });
    const [known] = await rows<{ id: number }>(`SELECT id FROM instrument WHERE name = 'reversed'`);
    const id = known?.id ?? 0;
    for (const [body, pointer] of [
      [{ expires_on: '2026-02-28' }, '/expires_on'],
      [{ published_on: '2026-03-03' }, '/published_on'],
    ] as const) {
      const refused = await patch(id, body);
      expect([refused.statusCode, refused.json()]).toMatchObject([
        400,
        { errors: [{ pointer, code: 'last_day_early', detail: expect.stringContaining('before') }] },
      ]);
    }
    const both = { published_on: '2026-03-02', expires_on: '2026-03-01' };
    expect((await patch(id, { ...both, location: 'x' })).json()).toMatchObject({ ...both, location: 'x' });
    expect((await patch(id, { expires_on: '2026-03-02' }, '"2"')).statusCode).toBe(200);
  });

  it('takes another link unless it leads to another listing', async () => {
    const [id, other] = [await create(), await create()];
    const link = `https://example.com/moved/${id}`;
    expect((await patch(id, { url: link })).json()).toMatchObject({ url: link });
    expect((await patch(id, { url: `${link}#x` }, '"2"')).json()).toMatchObject({ url: `${link}#x` });
    const taken = await patch(other, { url: link });
    expect([taken.statusCode, taken.json<{ params: object }>().params]).toEqual([
      409,
      { instrument: String(id) },
    ]);
    const report = await api.importCsv(`name,link\nlisting of the site,${link}\n`, { source: 'reverb' });
    expect(report).toMatchObject({ created: 0, updated: 1 });
  });
});

describe('a price', () => {
  const history = (id: number) =>
    rows(
      `SELECT import_run_id, previous_price, previous_currency, price, currency, suspicious
         FROM price_change WHERE instrument_id = $1 ORDER BY id`,
      id,
    );

  it('that changes goes into the history, as an import writes it', async () => {
    const link = 'https://example.com/priced';
    const id = await create({ url: link, price: { amount: '1200' } });
    const changed = (await patch(id, { price: { amount: '1100' } })).json<Body>();
    expect(changed).toMatchObject({
      price: { amount: '1100.00', currency: 'EUR' },
      previous_price: { amount: '1200.00', currency: 'EUR' },
    });
    expect(Date.parse(changed.price_changed_at ?? '')).toBeGreaterThan(Date.now() - 60_000);
    // let go, or the import would leave it alone
    await rows('UPDATE instrument SET pinned = NULL WHERE id = $1', id);
    const imported = await api.importCsv(`name,link,price\nx,${link},1000\n`, { source: 'reverb' });
    expect(imported).toMatchObject({ updated: 1, priceChanged: 1 });
    const last = (await patch(id, { price: { amount: '1000', currency: 'USD' } }, '"3"')).json();
    expect(last).toMatchObject({
      price: { amount: '1000.00', currency: 'USD' },
      previous_price: { amount: '1000.00', currency: 'EUR' },
    });
    const usual = { previous_currency: 'EUR', currency: 'EUR', suspicious: false };
    expect(await history(id)).toEqual([
      { ...usual, import_run_id: null, previous_price: '1200.00', price: '1100.00' },
      { ...usual, import_run_id: expect.any(String), previous_price: '1100.00', price: '1000.00' },
      { ...usual, import_run_id: null, previous_price: '1000.00', price: '1000.00', currency: 'USD' },
    ]);
  });

  it('keeps its currency when only the amount is given', async () => {
    const id = await create({ price: { amount: '10', currency: 'USD' } });
    expect((await patch(id, { price: { amount: '11' } })).json()).toMatchObject({
      price: { amount: '11.00', currency: 'USD' },
    });
  });

  it('that jumps a thousandfold is marked for somebody to look at', async () => {
    const id = await create({ price: { amount: '1.20' } });
    await patch(id, { price: { amount: '1200' } });
    expect(await history(id)).toMatchObject([{ suspicious: true }]);
    await patch(id, { price: { amount: '1000' } }, '"2"');
    expect(await rows('SELECT price_suspicious FROM instrument WHERE id = $1', id)).toEqual([
      { price_suspicious: false },
    ]);
  });

  it('that is taken away leaves none before it either, and says when', async () => {
    const id = await create({ price: { amount: '500' } });
    const before = (await patch(id, { price: { amount: '0.50' } })).json<Body>();
    expect(await rows('SELECT price_suspicious AS odd FROM instrument WHERE id = $1', id)).toEqual([
      { odd: true },
    ]);
    const cleared = (await patch(id, { price: null }, '"2"')).json<Body>();
    expect(cleared).toMatchObject({ price: null, previous_price: null });
    expect(Date.parse(cleared.price_changed_at ?? '')).toBeGreaterThan(
      Date.parse(before.price_changed_at ?? ''),
    );
    expect(
      await rows(
        'SELECT previous_currency AS coin, price_suspicious AS odd FROM instrument WHERE id = $1',
        id,
      ),
    ).toEqual([{ coin: null, odd: false }]);
    expect(await history(id)).toMatchObject([{ previous_price: '500.00', price: '0.50' }]);
    // nothing is taken away twice
    const still = (await patch(id, { location: 'Soria' }, '"3"')).json<Body>();
    expect(still.price_changed_at).toBe(cleared.price_changed_at);
  });

  it('that is cleared and comes back has no price before it', async () => {
    const id = await create({ price: { amount: '10' } });
    await patch(id, { price: null });
    expect(await history(id)).toEqual([]);
    await patch(id, { price: { amount: '0' } }, '"2"');
    expect(await history(id)).toMatchObject([{ previous_price: null, price: '0.00' }]);
  });
});
