import { permissionCodes } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { BULK_JOBS, carryOut } from '../support/bulk-jobs';
import { type ApiClient, signIn } from '../support/clients';
import { insertListings, type NewListing } from '../support/listings';
import { idsOf } from '../support/lists';

const PREVIEW = `${BULK_JOBS}/preview`;

let api: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  api = await startApp();
  const permissions = ['instruments.change_instrument', 'instruments.delete_instrument'] as const;
  admin = (await signIn(api, { permissions })).client;
});
afterAll(() => api.close());

const insert = (listings: readonly NewListing[]) => insertListings(api.database, listings);
const many = (count: number, name: string) =>
  insert(Array.from({ length: count }, (_, at) => ({ name: `${name} ${at}`, price: 10 })));

describe('each door of bulk jobs', () => {
  it.each([
    ['POST', PREVIEW],
    ['POST', BULK_JOBS],
    ['GET', BULK_JOBS],
    ['GET', `${BULK_JOBS}/1`],
    ['GET', `${BULK_JOBS}/1/failures`],
    ['POST', `${BULK_JOBS}/1/cancel`],
  ] as const)('%s %s needs the permission to change listings', async (method, url) => {
    const others = permissionCodes.filter((one) => one !== 'instruments.change_instrument');
    const { client } = await signIn(api, { permissions: others });
    expect((await client.send(method, url)).json()).toMatchObject({
      code: 'access.permission_missing',
      params: { permission: 'instruments.change_instrument' },
    });
  });

  it('needs the permission to delete for deleting and restoring, and for cancelling such a job', async () => {
    const others = permissionCodes.filter((one) => one !== 'instruments.delete_instrument');
    const { client } = await signIn(api, { permissions: others });
    const ids = await insert([{ name: 'kept' }]);
    const refused = {
      code: 'access.permission_missing',
      params: { permission: 'instruments.delete_instrument' },
    };
    for (const action of ['delete', 'restore']) {
      for (const url of [PREVIEW, BULK_JOBS]) {
        expect((await client.post(url, { action, ids })).json()).toMatchObject(refused);
      }
    }
    expect((await admin.get(`/api/v1/instruments/${ids[0]}`)).headers['etag']).toBe('"1"');
    const { id } = await carryOut(admin, { action: 'restore', ids });
    expect((await client.post(`${BULK_JOBS}/${id}/cancel`)).json()).toMatchObject(refused);
  });
});

describe('an order', () => {
  it.each([
    [{ ids: [1] }, '/action required'],
    [{ action: 'erase', ids: [1] }, '/action choice'],
    [{ action: 'delete' }, '/ids required'],
    [{ action: 'delete', ids: [] }, '/ids length'],
    [{ action: 'delete', ids: ['x'] }, '/ids type'],
    [{ action: 'delete', ids: [0] }, '/ids range'],
    [{ action: 'delete', ids: Array.from({ length: 1_001 }, (_, at) => at + 1) }, '/ids length'],
    [{ action: 'delete', ids: [1], query: '' }, '/query unknown'],
    [{ action: 'delete', ids: [1], value: 'x' }, '/value unknown'],
    [{ action: 'category', ids: [1] }, '/value required'],
    [{ action: 'category', value: 'coches', ids: [1] }, '/value choice'],
    [{ action: 'status', value: 'removed', ids: [1] }, '/value choice'],
    [{ action: 'delete', query: 'category=coches' }, 'category value_unknown'],
    [{ action: 'delete', query: 'page=2' }, 'page parameter_unknown'],
    [{ action: 'restore', query: 'brand=x' }, 'brand parameter_unknown'],
    [{ action: 'restore', query: 'q=' }, 'q value_empty'],
    [{ action: 'restore', query: 'q=a&q=b' }, 'q parameter_repeated'],
    [{ action: 'restore', query: 'category=coches' }, 'category value_unknown'],
    [{ action: 'restore', query: 'source=nowhere' }, 'source value_unknown'],
    [{ action: 'delete', ids: [1], more: 1 }, '/more unknown'],
  ])('no. %# is refused', async (body, fault) => {
    for (const url of [PREVIEW, BULK_JOBS]) {
      const answer = await admin.post(url, body);
      const { errors } = answer.json<{ errors: { pointer?: string; parameter?: string; code: string }[] }>();
      expect([
        answer.statusCode,
        ...errors.map((one) => `${one.pointer ?? one.parameter} ${one.code}`),
      ]).toEqual([400, fault]);
    }
  });

  it('counts the ids that no listing has, each once, beforehand and afterwards', async () => {
    const ids = await insert([{ name: 'el que hay' }]);
    const nowhere = [999_999_001, 999_999_002];
    const body = { action: 'category', value: 'bajos', ids: [...ids.map(Number), ...nowhere] };
    expect((await admin.post(PREVIEW, body)).json()).toMatchObject({
      matching: 1,
      missing: 2,
    });
    expect(await carryOut(admin, body)).toMatchObject({ total: 1, missing: 2, changed: 1, failed: 0 });
    const byQuery = { action: 'category', value: 'bajos', query: 'q=que hay' };
    expect(await carryOut(admin, byQuery)).toMatchObject({ total: 1, missing: 0 });
  });

  it('of nothing is refused, a preview tells that it is nothing', async () => {
    for (const [selection, missing] of [
      [{ ids: [999_999_999] }, 1],
      [{ query: 'q=xyzzyplugh' }, 0],
    ] as const) {
      const body = { action: 'delete', ...selection };
      expect((await admin.post(PREVIEW, body)).json()).toEqual({
        ...{ matching: 0, missing, judged: 0, changed: 0, unchanged: 0, failures: {} },
        sample: [],
        confirmation: null,
      });
      const answer = await admin.post(BULK_JOBS, body);
      expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        422,
        'bulk.nothing_matches',
      ]);
    }
  });

  it('over 100 listings has to repeat their number, and that of now', async () => {
    await many(101, 'confirmo');
    const body = { action: 'category', value: 'bajos', query: 'q=confirmo' };
    const preview = (await admin.post(PREVIEW, body)).json<{ matching: number; sample: object[] }>();
    expect(preview).toMatchObject({ matching: 101, confirmation: '101' });
    expect(preview.sample).toHaveLength(10);
    expect(preview.sample[0]).toMatchObject({ id: expect.any(Number), name: 'confirmo 0' });

    for (const confirmation of [undefined, 'yes', '0101']) {
      const answer = await admin.post(BULK_JOBS, { ...body, confirmation });
      expect([answer.statusCode, answer.json()]).toMatchObject([
        422,
        { code: 'bulk.confirmation_needed', params: { matching: 101 } },
      ]);
    }
    await many(1, 'confirmo');
    const late = await admin.post(BULK_JOBS, { ...body, confirmation: '101' });
    expect([late.statusCode, late.json()]).toMatchObject([
      409,
      { code: 'bulk.count_changed', params: { confirmed: 101, matching: 102 } },
    ]);
    expect(await idsOf(admin, `${BULK_JOBS}?state=queued`)).toEqual([]);
    expect(await carryOut(admin, { ...body, confirmation: '102' })).toMatchObject({ changed: 102 });
  });

  it('of up to 100 needs no confirmation, but one that is given has to be right', async () => {
    const ids = await many(3, 'pocos');
    const answer = await admin.post(BULK_JOBS, { action: 'delete', ids, confirmation: '2' });
    expect([answer.statusCode, answer.json<{ code: string }>().code]).toEqual([409, 'bulk.count_changed']);
    expect(await carryOut(admin, { action: 'delete', ids: [...ids, ...ids] })).toMatchObject({ total: 3 });
  });
});
