import { type PermissionCode, permissionCodes } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { signIn } from '../support/clients';
import { WatchedClient } from '../support/secrets';

const GROUPS = '/api/v1/admin/groups';
const VIEW: PermissionCode = 'users.view_user';
const GROUP: PermissionCode = 'users.view_group';

let api: TestApp;
let client: WatchedClient;

beforeAll(async () => {
  api = await startApp();
  const { tokens } = await signIn(api, { superuser: true });
  client = new WatchedClient(api, tokens.access);
});
afterAll(() => api.close());

async function audited(name: string): Promise<unknown[]> {
  const { rows } = await api.database.query<{ action: string; changes: unknown }>(
    `SELECT action, changes FROM audit_entry WHERE object_type = 'group' AND object_id = $1 ORDER BY id`,
    [name],
  );
  return rows.map(({ action, changes }) => [action, changes]);
}

describe('a group', () => {
  it('is made, shown, changed in one go and deleted', async () => {
    const made = await client.post(GROUPS, { name: 'clerks', permissions: [GROUP, VIEW] });
    expect([made.statusCode, made.json()]).toEqual([
      201,
      { name: 'clerks', permissions: [GROUP, VIEW], users: 0 },
    ]);
    expect((await client.get(`${GROUPS}/clerks`)).json()).toEqual(made.json());
    expect((await client.get(GROUPS)).json()).toEqual({ data: [made.json()] });

    const changed = await client.patch(`${GROUPS}/clerks`, {
      name: 'desk',
      grant: ['users.add_user'],
      revoke: [GROUP, 'users.delete_user'],
    });
    expect([changed.statusCode, changed.json()]).toEqual([
      200,
      { name: 'desk', permissions: ['users.add_user', VIEW], users: 0 },
    ]);
    expect((await client.get(`${GROUPS}/clerks`)).statusCode).toBe(404);
    expect((await client.patch(`${GROUPS}/desk`, {})).json()).toEqual(changed.json());
    expect((await client.patch(`${GROUPS}/desk`, { name: 'desk', grant: [VIEW] })).json()).toEqual(
      changed.json(),
    );

    expect((await client.delete(`${GROUPS}/desk`)).statusCode).toBe(204);
    expect((await client.delete(`${GROUPS}/desk`)).statusCode).toBe(404);
    expect((await client.get(GROUPS)).json()).toEqual({ data: [] });
    expect(await audited('clerks')).toEqual([['group.created', { permissions: [null, [GROUP, VIEW]] }]]);
    expect(await audited('desk')).toEqual([
      ['group.changed', { name: ['clerks', 'desk'] }],
      [
        'group.permissions_changed',
        {
          permissions: [
            [GROUP, VIEW],
            ['users.add_user', VIEW],
          ],
        },
      ],
      ['group.deleted', { permissions: [['users.add_user', VIEW], null] }],
    ]);
  });

  it('changes nothing when a part of it is refused', async () => {
    await client.post(GROUPS, { name: 'first', permissions: [VIEW] });
    await client.post(GROUPS, { name: 'second' });
    const refused = await client.patch(`${GROUPS}/first`, { grant: [GROUP], revoke: [VIEW], name: 'second' });
    expect([refused.statusCode, refused.json()]).toMatchObject([409, { code: 'groups.name_taken' }]);
    expect((await client.get(`${GROUPS}/first`)).json()).toMatchObject({ permissions: [VIEW] });
    expect(await audited('first')).toHaveLength(1);
    expect(await audited('second')).toHaveLength(1);
  });

  it.each([
    [{}, '/name', 'required'],
    [{ name: 7 }, '/name', 'format'],
    [{ name: 'x', users: 3 }, '/users', 'unknown'],
    [{ name: 'x', permissions: ['no.such'] }, '/permissions', 'choice'],
    [{ name: 'x', permissions: null }, '/permissions', 'required'],
  ])('is not made of %j: the field is named', async (body, pointer, code) => {
    const answer = await client.post(GROUPS, body);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'http.invalid_fields', errors: [{ pointer, code }] },
    ]);
  });

  it('has a name of its own, in lower case letters, digits and hyphens', async () => {
    for (const [name, status, code] of [
      ['Not a name', 400, 'groups.invalid_name'],
      ['a--b', 400, 'groups.invalid_name'],
      ['second', 409, 'groups.name_taken'],
    ] as const) {
      const answer = await client.post(GROUPS, { name });
      expect([answer.statusCode, answer.json()]).toMatchObject([status, { code }]);
    }
  });

  it.each(['nowhere', 'Not%20a%20name', 'a%00b'])('is not there by the name %s', async (name) => {
    const attempts = await Promise.all([
      client.get(`${GROUPS}/${name}`),
      client.get(`${GROUPS}/${name}/users`),
      client.patch(`${GROUPS}/${name}`, { grant: [VIEW] }),
      client.delete(`${GROUPS}/${name}`),
    ]);
    expect(attempts.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404]);
  });

  it('lists who is in it, by page and by cursor, and nobody else', async () => {
    await client.post(GROUPS, { name: 'team' });
    const emails = ['a@team.test', 'B@team.test', 'c@team.test'];
    for (const email of emails) {
      await client.post('/api/v1/admin/users', { email, groups: ['team'] });
    }
    interface Body {
      readonly data: readonly { readonly email: string }[];
      readonly page: { readonly total: number; readonly next_cursor: string | null };
    }
    const part = async (query: string): Promise<[string[], Body['page']]> => {
      const { data, page } = (await client.get(`${GROUPS}/team/users?${query}`)).json<Body>();
      return [data.map(({ email }) => email), page];
    };
    expect((await part(''))[0]).toEqual(emails);
    expect((await part('sort=-email'))[0]).toEqual([...emails].reverse());
    expect((await part('per_page=2&page=2'))[0]).toEqual(['c@team.test']);
    const [first, { total, next_cursor: cursor }] = await part('limit=2');
    expect([first, total]).toEqual([['a@team.test', 'B@team.test'], 3]);
    expect((await part(`limit=2&cursor=${cursor ?? ''}`))[0]).toEqual(['c@team.test']);
    expect((await client.get(`${GROUPS}/team`)).json()).toMatchObject({ users: 3 });
    const filtered = await client.get('/api/v1/admin/users?group=team&q=B@TEAM');
    expect(filtered.json<Body>().data.map(({ email }) => email)).toEqual(['B@team.test']);
  });

  it('takes what it gave from its users on their next request', async () => {
    await client.post(GROUPS, { name: 'lookers', permissions: [VIEW] });
    const person = await signIn(api);
    const look = async (): Promise<number> => (await person.client.get('/api/v1/admin/users')).statusCode;
    const outcomes = [await look()];
    await client.post(`/api/v1/admin/users/${person.user.id}/groups`, { add: ['lookers'] });
    outcomes.push(await look());
    await client.patch(`${GROUPS}/lookers`, { revoke: [VIEW] });
    outcomes.push(await look());
    await client.patch(`${GROUPS}/lookers`, { grant: [VIEW] });
    outcomes.push(await look());
    await client.delete(`${GROUPS}/lookers`);
    outcomes.push(await look());
    expect(outcomes).toEqual([403, 200, 403, 200, 403]);
  });
});

describe('permissions', () => {
  it('are found by a part of any of their names, and by nothing that is not known', async () => {
    const { client } = await signIn(api, { permissions: ['users.view_permission', 'users.view_group'] });
    const found = (await client.get('/api/v1/admin/permissions?q=revocar')).json<{ data: object[] }>();
    expect(found.data).toEqual([expect.objectContaining({ codename: 'auth.revoke_token' })]);
    expect((await client.get('/api/v1/admin/groups?q=no-such')).json()).toEqual({ data: [] });
    for (const list of ['permissions', 'groups']) {
      expect((await client.get(`/api/v1/admin/${list}?x=1`)).statusCode).toBe(400);
      expect((await client.get(`/api/v1/admin/${list}?q=%00`)).statusCode).toBe(400);
    }
  });

  it('are listed with their names in both languages', async () => {
    const { data } = (await client.get('/api/v1/admin/permissions')).json<{ data: object[] }>();
    expect(data).toHaveLength(permissionCodes.length);
    expect(data).toContainEqual({
      codename: 'instruments.import',
      name_es: 'Importar anuncios',
      name_en: 'Import listings',
    });
  });
});
