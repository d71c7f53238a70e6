import { ApiKeysService } from '@app/auth';
import { GroupsService, type PermissionCode } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const USERS = '/api/v1/admin/users';
const GROUPS = '/api/v1/admin/groups';
/** All that opens the doors of users and groups; what he may give is another matter. */
const CRUD: readonly PermissionCode[] = [
  ...(['users.view_user', 'users.add_user', 'users.change_user', 'users.delete_user'] as const),
  ...(['users.view_group', 'users.add_group', 'users.change_group', 'users.delete_group'] as const),
];
/** What the clerk lacks. */
const BEYOND: PermissionCode = 'instruments.import';

let api: TestApp;
let boss: SignedIn;
let clerk: SignedIn;
/** May do more than the clerk. */
let strong: SignedIn;
/** May do nothing. */
let weak: SignedIn;
/** Staff, without any permission. */
let staff: SignedIn;

beforeAll(async () => {
  api = await startApp();
  boss = await signIn(api, { superuser: true });
  clerk = await signIn(api, { permissions: CRUD });
  strong = await signIn(api, { permissions: [BEYOND] });
  weak = await signIn(api);
  staff = await signIn(api, { staff: true });
  const groups = api.app.get(GroupsService);
  await groups.create('system', 'harmless', ['users.view_user']);
  await groups.create('system', 'importers-too', ['users.view_user', BEYOND]);
  await groups.create('system', 'own', ['users.view_user']);
  await boss.client.post(`${USERS}/${clerk.user.id}/groups`, { add: ['own'] });
});
afterAll(() => api.close());

/** Everything about users, rights and sessions, and every entry of the audit. */
async function world(): Promise<unknown> {
  const rights = ['app_user', 'app_group', 'app_user_group', 'app_user_permission', 'app_group_permission'];
  const found: unknown[] = [];
  for (const table of [...rights, 'audit_entry', 'outbox_mail', 'account_link', 'blacklisted_token']) {
    found.push((await api.database.query<object>(`SELECT * FROM ${table} ORDER BY 1, 2`)).rows);
  }
  return found;
}

type Attempt = readonly [
  what: string,
  method: 'POST' | 'PATCH' | 'PUT' | 'DELETE',
  path: () => string,
  body: object | null,
  code: string,
];

const HELD = 'rights.not_held';
const OWN = 'rights.own';
const SUPER = 'rights.superuser_only';
const at =
  (of: () => SignedIn, more = '') =>
  () =>
    `${USERS}/${of().user.id}${more}`;

const attempts: readonly Attempt[] = [
  ['a new account with what he lacks', 'POST', () => USERS, { permissions: [BEYOND] }, HELD],
  ['a new account with a part that he lacks', 'POST', () => USERS, { permissions: [CRUD[0], BEYOND] }, HELD],
  ['a new account in a group that holds more', 'POST', () => USERS, { groups: ['importers-too'] }, HELD],
  ['a new account in several groups', 'POST', () => USERS, { groups: ['harmless', 'importers-too'] }, HELD],
  ['a new member of staff', 'POST', () => USERS, { is_staff: true }, SUPER],
  ['a new superuser', 'POST', () => USERS, { is_superuser: true }, SUPER],
  ['what he lacks for another', 'POST', at(() => weak, '/permissions'), { grant: [BEYOND] }, HELD],
  ['a part that he lacks', 'POST', at(() => weak, '/permissions'), { grant: [CRUD[0], BEYOND] }, HELD],
  ['a group that holds more', 'POST', at(() => weak, '/groups'), { add: ['importers-too'] }, HELD],
  ['several groups', 'POST', at(() => weak, '/groups'), { add: ['harmless', 'importers-too'] }, HELD],
  ['staff for another', 'PATCH', at(() => weak), { is_staff: true }, SUPER],
  ['superuser for another', 'PATCH', at(() => weak), { display_name: 'x', is_superuser: true }, SUPER],
  ['what he lacks for himself', 'POST', at(() => clerk, '/permissions'), { grant: [BEYOND] }, OWN],
  ['what he has for himself', 'POST', at(() => clerk, '/permissions'), { grant: [CRUD[0]] }, OWN],
  ['a group for himself', 'POST', at(() => clerk, '/groups'), { add: ['harmless'] }, OWN],
  ['staff for himself', 'PATCH', at(() => clerk), { is_staff: true }, SUPER],
  ['superuser for himself', 'PATCH', at(() => clerk), { is_superuser: true }, SUPER],
  ['the e-mail of one who may do more', 'PATCH', at(() => strong), { email: 'mine@example.org' }, HELD],
  ['his password', 'PUT', at(() => strong, '/password'), { password: GOOD_PASSWORD }, HELD],
  ['another invitation of his', 'POST', at(() => strong, '/invitation'), null, HELD],
  ['an invitation of a superuser', 'POST', at(() => boss, '/invitation'), null, SUPER],
  ['keeping him out', 'PATCH', at(() => strong), { is_active: false }, HELD],
  ['taking from him', 'POST', at(() => strong, '/permissions'), { revoke: [BEYOND] }, HELD],
  ['putting him into a group', 'POST', at(() => strong, '/groups'), { add: ['harmless'] }, HELD],
  ['deleting him', 'DELETE', at(() => strong), null, HELD],
  ['the e-mail of a member of staff', 'PATCH', at(() => staff), { email: 'mine@example.org' }, HELD],
  [
    'the password of a member of staff',
    'PUT',
    at(() => staff, '/password'),
    { password: GOOD_PASSWORD },
    HELD,
  ],
  ['deleting a member of staff', 'DELETE', at(() => staff), null, HELD],
  ['the e-mail of a superuser', 'PATCH', at(() => boss), { email: 'mine@example.org' }, SUPER],
  ['the flags of a superuser', 'PATCH', at(() => boss), { is_superuser: false }, SUPER],
  ['keeping a superuser out', 'PATCH', at(() => boss), { is_active: false }, SUPER],
  ['letting a superuser in', 'PATCH', at(() => boss), { is_active: true }, SUPER],
  ['the password of a superuser', 'PUT', at(() => boss, '/password'), { password: GOOD_PASSWORD }, SUPER],
  ['giving to a superuser', 'POST', at(() => boss, '/permissions'), { grant: [CRUD[0]] }, SUPER],
  ['taking from a superuser', 'POST', at(() => boss, '/permissions'), { revoke: [BEYOND] }, SUPER],
  ['grouping a superuser', 'POST', at(() => boss, '/groups'), { add: ['harmless'] }, SUPER],
  ['deleting a superuser', 'DELETE', at(() => boss), null, SUPER],
  ['a new group with what he lacks', 'POST', () => GROUPS, { name: 'mine', permissions: [BEYOND] }, HELD],
  ['a name that is filled later', 'POST', () => GROUPS, { name: 'admins' }, SUPER],
  ['renaming to such a name', 'PATCH', () => `${GROUPS}/harmless`, { name: 'admins' }, SUPER],
  ['widening a group', 'PATCH', () => `${GROUPS}/harmless`, { grant: [BEYOND] }, HELD],
  ['widening his own group', 'PATCH', () => `${GROUPS}/own`, { grant: ['users.view_group'] }, OWN],
  ['renaming his own group', 'PATCH', () => `${GROUPS}/own`, { name: 'mine' }, OWN],
  ['a group that holds more', 'PATCH', () => `${GROUPS}/importers-too`, { revoke: [BEYOND] }, HELD],
  ['renaming it', 'PATCH', () => `${GROUPS}/importers-too`, { name: 'weak' }, HELD],
  ['deleting it', 'DELETE', () => `${GROUPS}/importers-too`, null, HELD],
];

describe('a clerk with every permission over users and groups, and nothing else', () => {
  it.each(attempts)('is refused %s (%s)', async (what, method, path, body, code) => {
    const before = await world();
    const isNew = method === 'POST' && path() === USERS;
    const request = body === null ? {} : { body: isNew ? { email: 'new@example.org', ...body } : body };
    const answer = await clerk.client.send(method, path(), request);
    expect([what, answer.statusCode, answer.json()]).toMatchObject([what, 403, { code }]);
    expect(await world()).toEqual(before);
  });

  it('is told what he lacks', async () => {
    const answer = await clerk.client.post(`${USERS}/${weak.user.id}/permissions`, { grant: [BEYOND] });
    expect(answer.json()).toMatchObject({ params: { missing: [BEYOND] } });
  });

  it('may do what does not reach beyond him', async () => {
    const email = 'colleague@example.org';
    const made = await clerk.client.post(USERS, { email, permissions: [CRUD[0]], groups: ['harmless'] });
    const path = `${USERS}/${made.json<{ id: string }>().id}`;
    const outcomes = [
      made,
      await clerk.client.patch(path, { display_name: 'Colleague' }),
      await clerk.client.post(`${path}/permissions`, { grant: [...CRUD], revoke: ['users.view_user'] }),
      await clerk.client.post(`${path}/groups`, { remove: ['harmless'] }),
      await clerk.client.patch(path, { is_active: false }),
      await clerk.client.delete(path),
      await clerk.client.patch(`${USERS}/${clerk.user.id}`, { display_name: 'Clerk' }),
      await clerk.client.post(`${USERS}/${clerk.user.id}/permissions`, { revoke: ['users.delete_group'] }),
    ];
    expect(outcomes.map(({ statusCode }) => statusCode)).toEqual([201, 200, 204, 204, 200, 204, 200, 204]);
  });
});

describe('an API key of a superuser', () => {
  it('makes and changes no accounts or groups: what it made would outlive it', async () => {
    const actor = { userId: boss.user.id, isSuperuser: true, permissions: new Set<string>() };
    const permissions = ['users.view_user', 'users.delete_user', 'users.view_group', 'users.delete_group'];
    const wanted = { name: 'robot', permissions, expiresAt: null };
    const { key, apiKey } = await api.app.get(ApiKeysService).create(actor, wanted);
    // as keys were given what is for people only, once
    await api.database.query(
      `INSERT INTO api_key_permission
       SELECT $1, id FROM permission WHERE codename = ANY ($2) AND codename <> ALL ($3)`,
      [apiKey.id, CRUD, permissions],
    );
    const robot = new ApiClient(api, key);
    expect((await robot.get(USERS)).statusCode).toBe(200);
    for (const answer of [
      await robot.post(USERS, { email: 'new@example.org', password: GOOD_PASSWORD }),
      await robot.patch(`${USERS}/${weak.user.id}`, { email: 'mine@example.org' }),
      await robot.send('PUT', `${USERS}/${weak.user.id}/password`, { body: { password: GOOD_PASSWORD } }),
      await robot.post(`${USERS}/${weak.user.id}/permissions`, { grant: [CRUD[0]] }),
      await robot.post(`${USERS}/${weak.user.id}/groups`, { add: ['harmless'] }),
      await robot.post(GROUPS, { name: 'mine' }),
      await robot.patch(`${GROUPS}/harmless`, { grant: [CRUD[1]] }),
    ]) {
      expect(answer.json()).toMatchObject({ code: 'access.session_required' });
    }
    for (const { user } of [boss, strong, staff]) {
      expect((await robot.delete(`${USERS}/${user.id}`)).statusCode).toBe(403);
    }
  });
});

describe('the last active superuser', () => {
  it.each([
    ['PATCH', { is_superuser: false }],
    ['PATCH', { is_active: false }],
    ['DELETE', null],
  ] as const)('stays when he is alone: %s %j', async (method, body) => {
    const answer = await boss.client.send(method, `${USERS}/${boss.user.id}`, body === null ? {} : { body });
    expect([answer.statusCode, answer.json()]).toMatchObject([409, { code: 'users.last_superuser' }]);
  });

  it.each([
    ['PATCH', { is_superuser: false, display_name: 'Demoted' }],
    ['PATCH', { is_active: false, is_staff: false }],
    ['DELETE', null],
  ] as const)('stays when two strike each other at once: %s %j', async (method, body) => {
    for (let round = 0; round < 8; round += 1) {
      await api.database.query('UPDATE app_user SET is_superuser = false');
      const [a, b] = [await signIn(api, { superuser: true }), await signIn(api, { superuser: true })];
      const strike = (who: SignedIn, whom: SignedIn): Promise<{ statusCode: number }> =>
        who.client.send(method, `${USERS}/${whom.user.id}`, body === null ? {} : { body });
      const outcomes = await Promise.all([strike(a, b), strike(b, a)]);
      const codes = outcomes.map(({ statusCode }) => statusCode).sort();
      // who was struck before he could ask is nobody any more, or one without the permission
      expect(codes[0]).toBe(method === 'DELETE' ? 204 : 200);
      expect([401, 403, 409]).toContain(codes[1]);
      const { rowCount } = await api.database.query('SELECT FROM app_user WHERE is_superuser AND is_active');
      expect(rowCount).toBe(1);
    }
  });
});
