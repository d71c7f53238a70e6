import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';

const FILTERS = '/api/v1/admin/saved-filters';
const PREFERENCES = '/api/v1/admin/preferences';
const filters = z.object({ data: z.array(z.looseObject({ name: z.string(), mine: z.boolean() })) });

let api: TestApp;
let ana: ApiClient;
let ben: ApiClient;

beforeAll(async () => {
  api = await startApp();
  ana = (await signIn(api, { permissions: ['panel.share_filter'] })).client;
  ben = (await signIn(api)).client;
});
afterAll(() => api.close());

const namesOf = async (client: ApiClient, list = 'instruments') =>
  filters
    .parse((await client.get(`${FILTERS}?list=${list}`)).json())
    .data.map(({ name, mine }) => [name, mine]);

describe('a saved filter', () => {
  const cheap = { list: 'instruments', name: 'Cheap basses', query: 'category=bajos&price_max=200' };

  it('is kept, changed and deleted by its owner, and seen by nobody else', async () => {
    const saved = await ben.post(FILTERS, cheap);
    expect([saved.statusCode, saved.json()]).toEqual([
      201,
      { id: expect.any(String), ...cheap, shared: false, mine: true, owner: expect.stringMatching('@') },
    ]);
    const { id } = saved.json<{ id: string }>();
    expect(await namesOf(ben)).toEqual([['Cheap basses', true]]);
    expect(await namesOf(ben, 'users')).toEqual([]);
    expect(await namesOf(ana)).toEqual([]);
    const others = [
      await ana.patch(`${FILTERS}/${id}`, { name: 'Mine' }),
      await ana.delete(`${FILTERS}/${id}`),
    ];
    expect(others.map(({ statusCode }) => statusCode)).toEqual([404, 404]);

    const changed = await ben.patch(`${FILTERS}/${id}`, { query: 'category=bajos' });
    expect([changed.statusCode, changed.json()]).toMatchObject([
      200,
      { name: cheap.name, query: 'category=bajos' },
    ]);
    expect((await ben.post(FILTERS, cheap)).json()).toMatchObject({ code: 'filters.name_taken' });
    expect((await ben.delete(`${FILTERS}/${id}`)).statusCode).toBe(204);
    expect((await ben.delete(`${FILTERS}/${id}`)).statusCode).toBe(404);
  });

  it('is shared by whoever may, and read by all', async () => {
    const shared = await ana.post(FILTERS, { ...cheap, shared: true });
    const { id } = shared.json<{ id: string }>();
    expect(await namesOf(ben)).toEqual([['Cheap basses', false]]);
    const refused = [
      await ben.patch(`${FILTERS}/${id}`, { name: 'Mine' }),
      await ben.delete(`${FILTERS}/${id}`),
      await ben.post(FILTERS, { ...cheap, shared: true }),
    ];
    expect(refused.map((answer) => [answer.statusCode, answer.json<{ code: string }>().code])).toEqual([
      [403, 'filters.foreign'],
      [403, 'filters.foreign'],
      [403, 'access.permission_missing'],
    ]);
    await ben.post(FILTERS, { ...cheap, name: 'Own' });
    expect(await namesOf(ben)).toEqual([
      ['Own', true],
      ['Cheap basses', false],
    ]);
    expect((await ana.patch(`${FILTERS}/${id}`, { shared: false })).json()).toMatchObject({ shared: false });
    expect(await namesOf(ben)).toEqual([['Own', true]]);
  });

  it('is one of a hundred at most, however fast they come', async () => {
    const answers = await Promise.all(
      Array.from({ length: 104 }, (_, at) =>
        ben.post(FILTERS, { list: 'audit', name: `Filter ${at}`, query: '' }),
      ),
    );
    expect(answers.filter(({ statusCode }) => statusCode === 201)).toHaveLength(100);
    expect(answers.find(({ statusCode }) => statusCode !== 201)?.json()).toMatchObject({
      status: 409,
      code: 'filters.too_many',
    });
  });

  it.each([
    [{ ...cheap, list: 'nothing' }, '/list'],
    [{ ...cheap, name: '' }, '/name'],
    [{ ...cheap, query: 'x'.repeat(4001) }, '/query'],
    [{ ...cheap, query: 'a\u0000b' }, '/query'],
    [{ ...cheap, shared: 'yes' }, '/shared'],
    [{ ...cheap, owner: 'me' }, '/owner'],
  ])('refuses %j at its field', async (filter, pointer) => {
    const answer = await ana.post(FILTERS, filter);
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { errors: [{ pointer }] }]);
  });
});

describe('columns', () => {
  it('are remembered for whoever chose them', async () => {
    expect((await ben.get(`${PREFERENCES}/instruments`)).json()).toEqual({ columns: null, per_page: 50 });
    const chosen = { columns: ['name', 'price', 'first_seen_at'], per_page: 100 };
    expect((await ben.send('PUT', `${PREFERENCES}/instruments`, { body: chosen })).json()).toEqual(chosen);
    expect(
      (await ben.send('PUT', `${PREFERENCES}/instruments`, { body: { ...chosen, per_page: 25 } })).statusCode,
    ).toBe(200);
    expect((await ben.get(`${PREFERENCES}/instruments`)).json()).toEqual({ ...chosen, per_page: 25 });
    expect((await ana.get(`${PREFERENCES}/instruments`)).json()).toEqual({ columns: null, per_page: 50 });
  });

  it.each([
    ['instruments', { columns: [], per_page: 50 }, 400],
    ['instruments', { columns: ['name', 'name'], per_page: 50 }, 400],
    ['instruments', { columns: ['<script>'], per_page: 50 }, 400],
    ['instruments', { columns: ['name'], per_page: 1000 }, 400],
    ['nothing', { columns: ['name'], per_page: 50 }, 404],
  ])('of %s refuse %j', async (list, preference, status) => {
    expect((await ben.send('PUT', `${PREFERENCES}/${list}`, { body: preference })).statusCode).toBe(status);
  });
});

it('nobody keeps anything without signing in', async () => {
  const answers = [await api.get(`${FILTERS}?list=users`), await api.get(`${PREFERENCES}/users`)];
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([401, 401]);
});
