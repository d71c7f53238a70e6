import { PermissionsService, type PermissionCode, permissionCodes, UserRightsService } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, type Role, signIn, type SignedIn } from '../support/clients';
import { secretsIn, WatchedClient } from '../support/secrets';
import { GOOD_PASSWORD } from '../support/users';

const USERS = '/api/v1/admin/users';
const NOBODY = '00000000-0000-4000-8000-000000000000';
/** As it stands in the database; in no answer. */
const HASH = '$argon2id$v=19$m=47104,t=1,p=1$c2VjcmV0c2VjcmV0$c2VjcmV0c2VjcmV0c2VjcmV0c2VjcmV0';

let api: TestApp;
let boss: SignedIn & { readonly client: WatchedClient };

async function watched(role: Role): Promise<SignedIn & { readonly client: WatchedClient }> {
  const signedIn = await signIn(api, role);
  return { ...signedIn, client: new WatchedClient(api, signedIn.tokens.access) };
}

/** Makes an account over HTTP. @returns its id */
async function make(email: string, more: object = {}): Promise<string> {
  const answer = await boss.client.post(USERS, { email, ...more });
  expect(answer.statusCode).toBe(201);
  return answer.json<{ id: string }>().id;
}

async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await api.database.query<Record<string, unknown>>(sql, values)).rows;
}

beforeAll(async () => {
  api = await startApp();
  boss = await watched({ superuser: true });
  await api.database.query('UPDATE app_user SET password_hash = $1', [HASH]);
});
afterAll(() => api.close());

describe('the doors of users, groups and permissions', () => {
  const doors = [
    ['GET', USERS, 'users.view_user'],
    ['GET', `${USERS}/${NOBODY}`, 'users.view_user'],
    ['POST', USERS, 'users.add_user'],
    ['PATCH', `${USERS}/${NOBODY}`, 'users.change_user'],
    ['PUT', `${USERS}/${NOBODY}/password`, 'users.change_user'],
    ['POST', `${USERS}/${NOBODY}/permissions`, 'users.change_user'],
    ['POST', `${USERS}/${NOBODY}/groups`, 'users.change_user'],
    ['DELETE', `${USERS}/${NOBODY}`, 'users.delete_user'],
    ['GET', '/api/v1/admin/groups', 'users.view_group'],
    ['GET', '/api/v1/admin/groups/none', 'users.view_group'],
    ['GET', '/api/v1/admin/groups/none/users', 'users.view_user'],
    ['POST', '/api/v1/admin/groups', 'users.add_group'],
    ['PATCH', '/api/v1/admin/groups/none', 'users.change_group'],
    ['DELETE', '/api/v1/admin/groups/none', 'users.delete_group'],
    ['GET', '/api/v1/admin/permissions', 'users.view_permission'],
  ] as const;

  it.each(doors)('%s %s is for whoever holds %s, and for nobody else', async (method, url, code) => {
    const body = method === 'GET' || method === 'DELETE' ? {} : { body: {} };
    const stranger = await new WatchedClient(api, null).send(method, url, body);
    expect([stranger.statusCode, stranger.json()]).toMatchObject([401, { code: 'access.sign_in_required' }]);
    const others = await watched({ permissions: permissionCodes.filter((one) => one !== code) });
    const refused = await others.client.send(method, url, body);
    expect([refused.statusCode, refused.json()]).toMatchObject([
      403,
      { code: 'access.permission_missing', params: { permission: code } },
    ]);
    const holder = await watched({ permissions: [code] });
    const admitted = await holder.client.send(method, url, body);
    expect([200, 400, 404]).toContain(admitted.statusCode);
  });

  it('close on the next request when the permission is taken away', async () => {
    const held: PermissionCode = 'users.view_user';
    const { client, user } = await watched({ permissions: [held] });
    expect((await client.get(USERS)).statusCode).toBe(200);
    await boss.client.post(`${USERS}/${user.id}/permissions`, { revoke: [held] });
    expect((await client.get(USERS)).statusCode).toBe(403);
    await api.app.get(UserRightsService).grant('system', user.id, [held]);
    expect((await client.get(USERS)).statusCode).toBe(200);
    await boss.client.patch(`${USERS}/${user.id}`, { is_active: false });
    expect((await client.get(USERS)).statusCode).toBe(401);
  });
});

describe('the list of users', () => {
  const listed = async (client: ApiClient, query: string): Promise<string[]> =>
    (await client.get(`${USERS}?${query}`))
      .json<{ data: { email: string }[] }>()
      .data.map(({ email }) => email);

  beforeAll(async () => {
    await make('zoe.garcia@list.test', { display_name: 'Zoé García', is_staff: true });
    await make('abel@list.test', { display_name: 'Abel 100%' });
    await make('Mario@list.test', { display_name: 'a_b\\c' });
    await api.database.query(
      `UPDATE app_user SET last_login_at = '2026-01-01Z' WHERE email = 'abel@list.test'`,
    );
  });

  it.each([
    ['q=LIST.TEST', ['abel@list.test', 'Mario@list.test', 'zoe.garcia@list.test']],
    ['q=garc%C3%8DA', ['zoe.garcia@list.test']],
    ['q=100%25', ['abel@list.test']],
    ['q=a_b', ['Mario@list.test']],
    ['q=%5C', ['Mario@list.test']],
    ['q=testZo', []],
    ['q=list.test&is_staff=true', ['zoe.garcia@list.test']],
    ['q=list.test&is_staff=false&is_superuser=false', ['abel@list.test', 'Mario@list.test']],
    ['q=list.test&is_active=false', []],
    ['q=list.test&sort=-email', ['zoe.garcia@list.test', 'Mario@list.test', 'abel@list.test']],
    ['q=list.test&sort=created_at', ['zoe.garcia@list.test', 'abel@list.test', 'Mario@list.test']],
    ['q=list.test&sort=-last_login_at&per_page=1', ['abel@list.test']],
  ])('finds by %s', async (query, emails) => {
    expect(await listed(boss.client, query)).toEqual(emails);
  });

  it.each(['email', '-email', 'created_at', 'last_login_at', '-last_login_at'])(
    'shows everybody once by %s, by page and by cursor',
    async (sort) => {
      const all = await listed(boss.client, `sort=${sort}&per_page=100`);
      expect(new Set(all).size).toBe((await rows('SELECT FROM app_user')).length);
      const pages = await Promise.all(
        [1, 2, 3].map((page) => listed(boss.client, `sort=${sort}&per_page=5&page=${page}`)),
      );
      expect(pages.flat()).toEqual(all.slice(0, 15));
      const walked: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const from = cursor === '' ? '' : `&cursor=${cursor}`;
        const answer = await boss.client.get(`${USERS}?sort=${sort}&limit=7${from}`);
        const body: { data: { email: string }[]; page: { next_cursor: string | null; total: number } } =
          answer.json();
        walked.push(...body.data.map(({ email }) => email));
        expect(body.page).toMatchObject({ number: null, total: all.length, count: 'exact' });
        cursor = body.page.next_cursor;
      }
      expect(walked).toEqual(all);
    },
  );

  it.each([
    ['is_staff=yes', 'is_staff', 'choice'],
    ['q=', 'q', 'format'],
    ['q=a%00b', 'q', 'format'],
    ['sort=password_hash', 'sort', 'choice'],
    ['password_hash=a', 'password_hash', 'unknown'],
    ['per_page=1000', 'per_page', 'range'],
  ])('refuses %s and says which field', async (query, parameter, code) => {
    const answer = await boss.client.get(`${USERS}?${query}`);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'http.invalid_fields', errors: [{ parameter, code }] },
    ]);
  });

  it('knows no group that is not there, nor a cursor of another order', async () => {
    for (const group of ['nowhere', 'Not a name']) {
      const answer = await boss.client.get(`${USERS}?group=${encodeURIComponent(group)}`);
      expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'groups.unknown' }]);
    }
    const { page } = (await boss.client.get(`${USERS}?limit=1`)).json<{ page: { next_cursor: string } }>();
    const wrong = await boss.client.get(`${USERS}?limit=1&sort=-email&cursor=${page.next_cursor}`);
    expect([wrong.statusCode, wrong.json()]).toMatchObject([400, { code: 'lists.invalid_cursor' }]);
  });
});

describe('an account', () => {
  it('is made with all that it is given, and shown with where each permission comes from', async () => {
    await boss.client.post('/api/v1/admin/groups', { name: 'readers', permissions: ['users.view_user'] });
    const answer = await boss.client.post(USERS, {
      email: ' New@Example.ORG ',
      display_name: 'New',
      language: 'en',
      is_staff: true,
      password: GOOD_PASSWORD,
      must_change_password: true,
      groups: ['readers'],
      permissions: ['users.view_user', 'users.view_group'],
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      201,
      {
        email: 'New@example.org',
        display_name: 'New',
        language: 'en',
        is_active: true,
        is_staff: true,
        is_superuser: false,
        has_password: true,
        must_change_password: true,
        email_verified_at: null,
        last_login_at: null,
      },
    ]);
    const { id } = answer.json<{ id: string }>();
    const details = (await boss.client.get(`${USERS}/${id}`)).json<Record<string, unknown>>();
    expect(details).toMatchObject({
      groups: ['readers'],
      permissions: ['users.view_group', 'users.view_user'],
      effective_permissions: [
        { codename: 'users.view_group', from: ['user'] },
        { codename: 'users.view_user', from: ['user', 'group:readers'] },
      ],
    });
    expect(await rows('SELECT FROM outbox_mail WHERE recipient = $1', ['New@example.org'])).toEqual([]);
  });

  it('is made whole or not at all', async () => {
    const before = await rows('SELECT id FROM app_user ORDER BY id');
    const audited = await rows('SELECT FROM audit_entry');
    for (const [more, code] of [
      [{ groups: ['readers', 'nowhere'] }, 'groups.unknown'],
      [{ groups: ['a\0b'] }, 'groups.unknown'],
      [{ email: 'zoe.GARCIA@list.test' }, 'users.email_taken'],
      [{ email: 'no address' }, 'users.invalid_email'],
      [{ password: 'short' }, 'passwords.refused'],
    ] as const) {
      const answer = await boss.client.post(USERS, { email: 'half@example.org', ...more });
      expect(answer.json()).toMatchObject({ code });
    }
    expect(await rows('SELECT id FROM app_user ORDER BY id')).toEqual(before);
    expect(await rows('SELECT FROM audit_entry')).toEqual(audited);
  });

  it.each([
    [{}, '/email', 'required'],
    [{ email: 'a@b.c', id: 'x' }, '/id', 'unknown'],
    [{ email: 'a@b.c', password_hash: HASH }, '/password_hash', 'unknown'],
    [{ email: 'a@b.c', language: 'fr' }, '/language', 'choice'],
    [{ email: 'a@b.c', is_staff: 'true' }, '/is_staff', 'type'],
    [{ email: 'a@b.c', is_staff: null }, '/is_staff', 'required'],
    [{ email: 'a@b.c', permissions: ['no.such'] }, '/permissions', 'choice'],
    [{ email: 'a@b.c', groups: 'readers' }, '/groups', 'type'],
    [{ email: 'a@b.c', display_name: 'a\nb' }, '/display_name', 'format'],
  ])('refuses %j and says which field', async (body, pointer, code) => {
    const answer = await boss.client.post(USERS, body);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'http.invalid_fields', errors: [{ pointer, code }] },
    ]);
  });

  it.each([NOBODY, 'x', 'a%00b', 'HIS OWN IN CAPITALS'])('is not there by the id %s', async (text) => {
    const id = text.startsWith('HIS') ? boss.user.id.toUpperCase() : text;
    const attempts = await Promise.all([
      boss.client.get(`${USERS}/${id}`),
      boss.client.patch(`${USERS}/${id}`, { display_name: 'x' }),
      boss.client.send('PUT', `${USERS}/${id}/password`, { body: { password: GOOD_PASSWORD } }),
      boss.client.post(`${USERS}/${id}/permissions`, { grant: ['users.view_user'] }),
      boss.client.post(`${USERS}/${id}/groups`, { add: ['readers'] }),
      boss.client.delete(`${USERS}/${id}`),
    ]);
    expect(attempts.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404, 404, 404, 404]);
  });

  it('is shown without its secrets, and the test would see them', async () => {
    const answer = await boss.client.get(`${USERS}/${boss.user.id}`);
    expect(answer.body).toContain('"has_password":true');
    expect(answer.body).not.toContain(HASH);
    expect(secretsIn({ a: [{ password_hash: 'x', has_password: true }, { note: HASH }] })).toEqual([
      'a.0.password_hash',
      'a.1.note',
    ]);
    expect((await api.app.get(PermissionsService).effective(boss.user.id)).size).toBe(permissionCodes.length);
  });
});
