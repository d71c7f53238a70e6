import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';

const ADMIN = '/api/v1/admin';

let api: TestApp;
let editor: ApiClient;
let viewer: ApiClient;
let stranger: ApiClient;

beforeAll(async () => {
  api = await startApp();
  const view = ['instruments.view_category', 'instruments.view_source'] as const;
  const edit = [
    'instruments.change_category',
    'instruments.change_source',
    'instruments.add_source',
  ] as const;
  editor = (await signIn(api, { permissions: [...view, ...edit] })).client;
  viewer = (await signIn(api, { permissions: view })).client;
  stranger = (await signIn(api)).client;
  const rows = Array.from({ length: 12 }, (_, at) => `Ocarina ${at},https://example.com/${at},Okarinas`);
  await api.importCsv(['name,link,category', ...rows].join('\n'), { source: 'hispasonic' });
  await api.importCsv('name,link,category\nFlute,https://example.com/f,okarinas', { source: 'reverb' });
});
afterAll(() => api.close());

const listings = async (category: string): Promise<number> => {
  const { data } = (await viewer.get(`${ADMIN}/categories`)).json<{
    data: { slug: string; listings: number }[];
  }>();
  return data.find(({ slug }) => slug === category)?.listings ?? -1;
};
async function audited(type: string): Promise<unknown[]> {
  const { rows } = await api.database.query<Record<string, unknown>>(
    `SELECT action, object_id, changes, details FROM audit_entry WHERE object_type = $1 ORDER BY id`,
    [type],
  );
  return rows.map(({ action, object_id: id, changes, details }) => [action, id, changes, details]);
}

describe('spellings', () => {
  it('that nobody has mapped are shown, those with most listings first', async () => {
    expect((await viewer.get(`${ADMIN}/categories/unmapped`)).json()).toEqual({
      data: [
        { source: 'hispasonic', label: 'Okarinas', listings: 12 },
        { source: 'reverb', label: 'okarinas', listings: 1 },
      ],
    });
    expect(await listings('otros')).toBe(13);
  });

  it('are listed, found and walked', async () => {
    const get = async (query: string) =>
      (await viewer.get(`${ADMIN}/category-aliases?${query}`)).json<{
        data: { label: string }[];
        page: { total: number; next_cursor: string | null };
      }>();
    expect((await get('mapped=false&sort=id')).data).toMatchObject([
      { source: 'hispasonic', label: 'Okarinas', category: null },
      { source: 'reverb', label: 'okarinas', category: null },
    ]);
    expect((await get('q=OKAR%C3%8DN&source=reverb')).data).toHaveLength(1);
    expect((await get('category=bajos&q=bass')).page.total).toBeGreaterThan(3);
    const first = await get('limit=200');
    const second = await get(`limit=200&cursor=${first.page.next_cursor ?? ''}`);
    expect(first.data.at(-1)?.label).not.toBe(second.data[0]?.label);
    expect((await viewer.get(`${ADMIN}/category-aliases?mapped=perhaps`)).statusCode).toBe(400);
  });

  it('are mapped after a preview that tells how many listings move, and that changes nothing', async () => {
    const order = { label: 'OKARÍNAS', category: 'vientos', source: 'hispasonic' };
    const preview = await editor.post(`${ADMIN}/category-aliases/preview`, order);
    expect([preview.statusCode, preview.json()]).toEqual([200, { category: 'vientos', listings: 12 }]);
    expect(await listings('vientos')).toBe(0);

    const mapped = await editor.post(`${ADMIN}/category-aliases`, order);
    expect([mapped.statusCode, mapped.json()]).toEqual([200, { category: 'vientos', listings: 12 }]);
    expect([await listings('vientos'), await listings('otros')]).toEqual([12, 1]);
    expect((await editor.post(`${ADMIN}/category-aliases`, order)).json()).toMatchObject({ listings: 0 });

    const everywhere = { label: 'okarinas', category: 'vientos' };
    expect((await editor.post(`${ADMIN}/category-aliases/preview`, everywhere)).json()).toMatchObject({
      listings: 1,
    });
    expect((await editor.post(`${ADMIN}/category-aliases`, everywhere)).json()).toMatchObject({
      listings: 1,
    });
    expect((await viewer.get(`${ADMIN}/categories/unmapped`)).json()).toEqual({ data: [] });
    expect(await audited('category')).toEqual([
      ['category.mapped', 'vientos', {}, { label: 'OKARÍNAS', source: 'hispasonic', listings: 12 }],
      ['category.mapped', 'vientos', {}, { label: 'OKARÍNAS', source: 'hispasonic', listings: 0 }],
      ['category.mapped', 'vientos', {}, { label: 'okarinas', source: null, listings: 1 }],
    ]);
  });

  it('count the same in a preview as they move, where a source has a meaning of its own', async () => {
    const order = { label: 'okarinas', category: 'accesorios' };
    const { listings: foreseen } = (await editor.post(`${ADMIN}/category-aliases/preview`, order)).json<{
      listings: number;
    }>();
    expect((await editor.post(`${ADMIN}/category-aliases`, order)).json()).toMatchObject({
      listings: foreseen,
    });
  });

  it.each([
    [{ label: 'x', category: 'nothing' }, 404, 'categories.unknown'],
    [{ label: 'x', category: 'bajos', source: 'nothing' }, 404, 'sources.unknown'],
    [{ label: '\u0301', category: 'bajos' }, 400, 'categories.invalid_label'],
    [{ label: '', category: 'bajos' }, 400, 'http.invalid_fields'],
    [{ label: 'x', category: 'bajos', everywhere: true }, 400, 'http.invalid_fields'],
  ])('refuse %j', async (order, status, code) => {
    for (const door of ['category-aliases', 'category-aliases/preview']) {
      const answer = await editor.post(`${ADMIN}/${door}`, order);
      expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
    }
  });
});

describe('a source', () => {
  it('is shown with its last imports', async () => {
    const source = (await viewer.get(`${ADMIN}/sources/hispasonic`)).json();
    expect(source).toMatchObject({
      slug: 'hispasonic',
      price_habit: 'spanish',
      currency: 'EUR',
      listings: 12,
      overdue: false,
      last_runs: [{ state: 'succeeded', received: 12, rejected: 0 }],
    });
    expect((await viewer.get(`${ADMIN}/sources`)).json()).toMatchObject({
      data: expect.arrayContaining([expect.objectContaining({ slug: 'hispasonic', listings: 12 })]),
    });
    expect((await viewer.get(`${ADMIN}/sources/nothing`)).statusCode).toBe(404);
  });

  it('is changed, with the differences in the audit', async () => {
    const changed = await editor.patch(`${ADMIN}/sources/hispasonic`, {
      interval_hours: 6,
      enabled: false,
      currency: 'usd',
    });
    expect([changed.statusCode, changed.json()]).toMatchObject([
      200,
      { interval_hours: 6, enabled: false, currency: 'USD', name: 'Hispasonic' },
    ]);
    expect(await audited('source')).toEqual([
      [
        'source.changed',
        'hispasonic',
        { interval_hours: [24, 6], enabled: [true, false], currency: ['EUR', 'USD'] },
        {},
      ],
    ]);
  });

  it('is added once', async () => {
    const order = { slug: 'thomann-blowouts', name: 'Thomann', time_zone: 'Europe/Berlin' };
    const added = await editor.post(`${ADMIN}/sources`, order);
    expect([added.statusCode, added.json()]).toMatchObject([201, { ...order, listings: 0, last_runs: [] }]);
    const again = await editor.post(`${ADMIN}/sources`, order);
    expect([again.statusCode, again.json()]).toMatchObject([409, { code: 'sources.taken' }]);
  });

  it.each([
    [{ interval_hours: 0 }, '/interval_hours'],
    [{ interval_hours: 1.5 }, '/interval_hours'],
    [{ currency: 'euros' }, '/currency'],
    [{ currency: 'ZZZ' }, '/currency'],
    [{ time_zone: 'Madrid' }, '/time_zone'],
    [{ price_habit: 'french' }, '/price_habit'],
    [{ name: '' }, '/name'],
    [{ slug: 'other' }, '/slug'],
  ])('refuses %j at its field', async (settings, pointer) => {
    const answer = await editor.patch(`${ADMIN}/sources/reverb`, settings);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { errors: [{ pointer }] }]);
  });
});

it('each door wants its permission', async () => {
  const order = { label: 'x', category: 'bajos' };
  const refused = [
    await stranger.get(`${ADMIN}/categories`),
    await stranger.get(`${ADMIN}/categories/unmapped`),
    await stranger.get(`${ADMIN}/category-aliases`),
    await viewer.post(`${ADMIN}/category-aliases`, order),
    await viewer.post(`${ADMIN}/category-aliases/preview`, order),
    await stranger.get(`${ADMIN}/sources`),
    await stranger.get(`${ADMIN}/sources/reverb`),
    await viewer.patch(`${ADMIN}/sources/reverb`, { enabled: false }),
    await viewer.post(`${ADMIN}/sources`, { slug: 'other' }),
  ];
  expect(refused.map(({ statusCode }) => statusCode)).toEqual(refused.map(() => 403));
});
