import { permissionCodes } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn, type SignedIn } from '../support/clients';
import { insertListings, type NewListing } from '../support/listings';
import { faultsOf, idsOf, listOf, walk } from '../support/lists';

const RECORD = '/api/v1/admin/instruments';
const REMOVED = '/api/v1/admin/removed-instruments';

let api: TestApp;
let person: SignedIn;
let admin: ApiClient;
beforeAll(async () => {
  api = await startApp();
  const permissions = [
    'instruments.view_instrument',
    'instruments.change_instrument',
    'instruments.delete_instrument',
    'audit.view_entry',
  ] as const;
  person = await signIn(api, { permissions });
  admin = person.client;
});
afterAll(() => api.close());
afterEach(() => api.setNow(null));

async function insert(listing: NewListing): Promise<number> {
  return (await insertListings(api.database, [listing]))[0] ?? 0;
}

describe('each door of the record', () => {
  it.each([
    ['GET', `${RECORD}/1`, 'instruments.view_instrument'],
    ['GET', `${RECORD}/1/prices`, 'instruments.view_instrument'],
    ['GET', `${RECORD}/1/history`, 'audit.view_entry'],
    ['PUT', `${RECORD}/1/pins`, 'instruments.change_instrument'],
    ['POST', `${RECORD}/1/restore`, 'instruments.delete_instrument'],
    ['GET', REMOVED, 'instruments.view_instrument'],
  ] as const)('%s %s needs %s and no other permission will do', async (method, url, code) => {
    const others = permissionCodes.filter((one) => one !== code);
    const { client } = await signIn(api, { permissions: others });
    expect((await client.send(method, url)).json()).toMatchObject({
      code: 'access.permission_missing',
      params: { permission: code },
    });
  });

  it.each(['999999', 'x', '0', '99999999999999999999'])('knows no listing %s', async (id) => {
    for (const url of [`${RECORD}/${id}`, `${RECORD}/${id}/prices`, `${RECORD}/${id}/history`]) {
      expect((await admin.get(url)).json()).toMatchObject({ status: 404, code: 'instruments.unknown' });
    }
    expect((await admin.post(`${RECORD}/${id}/restore`)).statusCode).toBe(404);
    const pinned = await admin.send('PUT', `${RECORD}/${id}/pins`, {
      body: { pinned: [] },
      headers: { 'if-match': '*' },
    });
    expect(pinned.statusCode).toBe(404);
  });
});

describe('a listing of the record', () => {
  it('is shown with all that is known of it, removed too', async () => {
    const id = await insert({ name: 'Bajo', price: 10, status: 'removed' });
    const answer = await admin.get(`${RECORD}/${id}`);
    expect([answer.statusCode, answer.headers.etag, answer.headers['cache-control']]).toEqual([
      ...[200, '"1"', 'no-store'],
    ]);
    expect(answer.json()).toMatchObject({
      ...{ id, name: 'Bajo', status: 'removed', version: 1, category_label: 'guitarras', pinned: [] },
      ...{ missed_runs: 0, removed_at: expect.any(String), price_suspicious: false },
      price: { amount: '10.00', currency: 'EUR' },
    });
    expect((await admin.get(`/api/v1/instruments/${id}`)).statusCode).toBe(410);
  });

  it('tells its prices, the oldest change first', async () => {
    const id = await insert({ name: 'Bajo', price: 10 });
    const patch = (amount: string, version: number) =>
      admin.patch(
        `/api/v1/instruments/${id}`,
        { price: { amount, currency: 'EUR' } },
        { 'if-match': `"${version}"` },
      );
    await patch('9.00', 1);
    await patch('9000.00', 2);
    expect((await admin.get(`${RECORD}/${id}/prices`)).json()).toEqual({
      data: [
        {
          changed_at: expect.any(String),
          previous_price: { amount: '10.00', currency: 'EUR' },
          price: { amount: '9.00', currency: 'EUR' },
          suspicious: false,
        },
        {
          changed_at: expect.any(String),
          previous_price: { amount: '9.00', currency: 'EUR' },
          price: { amount: '9000.00', currency: 'EUR' },
          suspicious: true,
        },
      ],
    });
    expect((await admin.get(`${RECORD}/${id}`)).json()).toMatchObject({
      price_suspicious: true,
      pinned: ['price'],
      version: 3,
    });
  });

  it('tells its history, with differences', async () => {
    const id = await insert({ name: 'Bajo' });
    await admin.patch(`/api/v1/instruments/${id}`, { location: 'Madrid' }, { 'if-match': '"1"' });
    await admin.delete(`/api/v1/instruments/${id}`);
    const { data, page } = await listOf(admin, `${RECORD}/${id}/history?per_page=10`);
    expect(page).toMatchObject({ number: 1, size: 10, total: 2 });
    expect(data).toMatchObject([
      { action: 'instrument.deleted', actor: person.user.id },
      { action: 'instrument.changed', changes: { location: [null, 'Madrid'] } },
    ]);
    expect(await faultsOf(admin, `${RECORD}/${id}/history?sort=at`)).toEqual(['sort unknown']);
  });
});

describe('the history of a listing', () => {
  const historyOf = async (name: string) => {
    const found = await api.database.query<{ id: string }>('SELECT id FROM instrument WHERE name = $1', [
      name,
    ]);
    return (await listOf(admin, `${RECORD}/${found.rows[0]?.id}/history`)).data;
  };

  it('tells of the last mapping of its spelling that moved it: one entry for all that were moved', async () => {
    const { client } = await signIn(api, { permissions: ['instruments.change_category'] });
    const map = (label: string, category: string) =>
      client.post('/api/v1/admin/category-aliases', { label, category, source: 'hispasonic' });
    const spellings = ['Ocarinas', 'Ocarinas', 'Zanfonas', 'vientos'];
    const rows = spellings.map((spelling, at) => `Listing ${at},https://example.com/${at},${spelling}`);
    await api.importCsv(['name,link,category', ...rows].join('\n'), { source: 'hispasonic' });
    for (const category of ['accesorios', 'vientos']) await map('ocarinas', category);
    await map('ocarinas', 'vientos');
    await map('Zanfonas', 'cuerdas');

    const mapping = {
      ...{ action: 'category.mapped', object_type: 'category', object_id: 'vientos', object_exists: null },
      details: { label: 'ocarinas', source: 'hispasonic', listings: 2 },
    };
    const [first, second] = await Promise.all([historyOf('Listing 0'), historyOf('Listing 1')]);
    expect([first, second]).toMatchObject([[mapping], [mapping]]);
    expect(first[0]?.['id']).toBe(second[0]?.['id']);
    expect(await historyOf('Listing 2')).toMatchObject([{ object_id: 'cuerdas', details: { listings: 1 } }]);
    expect(await historyOf('Listing 3')).toEqual([]);
  });
});

describe('pins', () => {
  const put = (id: number, pinned: unknown, ifMatch?: string) =>
    admin.send('PUT', `${RECORD}/${id}/pins`, {
      body: { pinned },
      headers: ifMatch === undefined ? {} : { 'if-match': ifMatch },
    });

  it('are set by the change of a listing, and changed here', async () => {
    const id = await insert({ name: 'Bajo' });
    await admin.patch(`/api/v1/instruments/${id}`, { location: 'Madrid' }, { 'if-match': '"1"' });
    const answer = await put(id, ['price', 'location', 'price'], '"2"');
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"3"']);
    expect(answer.json()).toMatchObject({ pinned: ['location', 'price'] });
    expect((await put(id, ['location', 'price'], '"3"')).headers.etag).toBe('"3"');
    expect((await put(id, [], '"3"')).json()).toMatchObject({ pinned: [], version: 4 });
    const { data } = await listOf(admin, `${RECORD}/${id}/history`);
    expect(data.map(({ changes }) => changes)).toEqual([
      { pinned: [['location', 'price'], []] },
      { pinned: [['location'], ['location', 'price']] },
      { location: [null, 'Madrid'] },
    ]);
  });

  it('need the version that was seen, and are of the known fields', async () => {
    const id = await insert({ name: 'Bajo' });
    expect((await put(id, ['price'])).json()).toMatchObject({ status: 428 });
    expect((await put(id, ['price'], '"7"')).json()).toMatchObject({
      status: 412,
      code: 'instruments.stale',
    });
    for (const pinned of [['status'], 'price', null, [1]]) {
      expect((await put(id, pinned, '"1"')).json()).toMatchObject({
        status: 400,
        code: 'http.invalid_fields',
      });
    }
    expect((await admin.get(`${RECORD}/${id}`)).json()).toMatchObject({ version: 1, pinned: [] });
  });
});

describe('restoring', () => {
  it('shows a removed listing again; a second time changes nothing', async () => {
    const id = await insert({ name: 'Theremin', status: 'removed' });
    await api.database.query('UPDATE sighting SET missed_runs = 2 WHERE instrument_id = $1', [id]);
    expect((await admin.post(`${RECORD}/${id}/restore`, undefined, { 'if-match': '"9"' })).statusCode).toBe(
      412,
    );
    const answer = await admin.post(`${RECORD}/${id}/restore`, undefined, { 'if-match': '"1"' });
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"2"']);
    expect(answer.json()).toMatchObject({ status: 'active', removed_at: null, missed_runs: 0 });
    expect((await admin.post(`${RECORD}/${id}/restore`)).headers.etag).toBe('"2"');
    expect((await admin.get('/api/v1/instruments?q=theremin')).json()).toMatchObject({ page: { total: 1 } });
    expect((await listOf(admin, `${RECORD}/${id}/history`)).data).toMatchObject([
      { action: 'instrument.restored', changes: { status: ['removed', 'active'] } },
    ]);
  });

  it('knows when one has expired meanwhile', async () => {
    const id = await insert({ name: 'Bajo', status: 'removed', expiresOn: '2026-01-01' });
    expect((await admin.post(`${RECORD}/${id}/restore`)).json()).toMatchObject({ status: 'expired' });
  });
});

describe('the list of removed listings', () => {
  it('shows them by the time of their removal, and filters', async () => {
    await api.database.query('DELETE FROM instrument');
    const names = ['Fender Jazz', 'fénder Jazz', '100 % piano', 'Gibson'];
    const listings = names.map((name, at) => ({
      ...{ name, price: 10, status: 'removed' as const },
      category: at === 3 ? 'bajos' : 'guitarras',
    }));
    const ids = await insertListings(api.database, [...listings, { name: 'Fender here' }]);
    for (const [at, id] of ids.slice(0, 4).entries()) {
      await api.database.query(`UPDATE instrument SET removed_at = $2 WHERE id = $1`, [
        id,
        `2026-11-0${at + 1}`,
      ]);
    }
    const [first, second, third, fourth] = ids;
    expect((await listOf(admin, `${REMOVED}?per_page=1`)).data).toEqual([
      {
        ...{ id: fourth, name: 'Gibson', url: expect.any(String), source: 'reverb', category: 'bajos' },
        price: { amount: '10.00', currency: 'EUR' },
        removed_at: expect.stringContaining('2026-11-0'),
      },
    ]);
    const found = (query: string) => idsOf(admin, `${REMOVED}?sort=removed_at&${query}`);
    expect(await found('')).toEqual([first, second, third, fourth]);
    expect(await walk(admin, `${REMOVED}?limit=1`)).toEqual([fourth, third, second, first]);
    expect(await found('removed_since=2026-11-03')).toEqual([third, fourth]);
    expect(await found('removed_until=2026-11-02')).toEqual([first, second]);
    expect(await found('removed_since=2026-11-03&removed_until=2026-11-03')).toEqual([third]);
    for (const name of ['removed_since', 'removed_until']) {
      expect(await faultsOf(admin, `${REMOVED}?${name}=2026-02-30`)).toEqual([`${name} format`]);
    }
    expect(await found('q=FENDER')).toEqual([first]);
    expect(await found('q=%25')).toEqual([third]);
    expect(await found('category=bajos')).toEqual([fourth]);
    expect(await found('source=reverb&category=guitarras&q=jazz')).toEqual([first, second]);
    expect(await found('source=hispasonic')).toEqual([]);
    expect((await admin.get(`${REMOVED}?source=nowhere`)).json()).toMatchObject({ code: 'sources.unknown' });
    expect((await admin.get(`${REMOVED}?category=nothing`)).json()).toMatchObject({
      code: 'categories.unknown',
    });
    expect(await faultsOf(admin, `${REMOVED}?sort=name&brand=x`)).toEqual(['brand unknown', 'sort choice']);
  });
});
