import { GroupsService, UserRightsService, UsersService } from '@app/users';
import { auditOf, type Refusal } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';

const ME = '/api/v1/me';

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
});
afterAll(() => api.close());

describe('one’s own account', () => {
  it('is shown to nobody else', async () => {
    const answer = await new ApiClient(api, null).get(ME);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([401, 'no-store']);
  });

  it('shows who one is and what one may do, by oneself and through groups', async () => {
    const { client, user } = await signIn(api, { staff: true, permissions: ['users.view_user'] });
    await api.app.get(GroupsService).create('system', 'luthiers', ['instruments.view_instrument']);
    await api.app.get(UserRightsService).addToGroups('system', user.id, ['luthiers']);
    const answer = await client.get(ME);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    expect(answer.json()).toEqual({
      id: user.id,
      email: user.email,
      display_name: '',
      language: 'es',
      is_staff: true,
      is_superuser: false,
      must_change_password: false,
      email_verified: false,
      last_login_at: null,
      created_at: user.createdAt.toISOString(),
      groups: ['luthiers'],
      permissions: ['instruments.view_instrument', 'users.view_user'],
    });
    await api.app.get(UserRightsService).revoke('system', user.id, ['users.view_user']);
    expect((await client.get(ME)).json<{ permissions: string[] }>().permissions).toEqual([
      'instruments.view_instrument',
    ]);
  });

  it('shows a superuser all permissions there are', async () => {
    const { client } = await signIn(api, { superuser: true });
    const { permissions } = (await client.get(ME)).json<{ permissions: string[] }>();
    expect(permissions).toEqual([...permissions].sort());
    expect(permissions).toContain('auth.revoke_token');
  });

  it('lets its owner change name and language, each by itself, and puts that down', async () => {
    const { client, user } = await signIn(api);
    const named = await client.patch(ME, { display_name: 'Ana Ruiz' });
    expect([named.statusCode, named.json()]).toMatchObject([
      200,
      { display_name: 'Ana Ruiz', language: 'es' },
    ]);
    const spoken = await client.patch(ME, { language: 'en' });
    expect(spoken.json()).toMatchObject({ display_name: 'Ana Ruiz', language: 'en' });
    expect((await client.patch(ME, { display_name: '' })).json()).toMatchObject({ display_name: '' });
    expect((await client.patch(ME, {})).json()).toEqual((await client.get(ME)).json());
    const actor = `user ${user.id}`;
    expect((await auditOf(api, user.id)).filter((entry) => entry.actor === actor)).toEqual([
      ...[1, 2, 3].map(() => ({ action: 'user.changed', actor })),
    ]);
  });

  it.each([
    ['is_staff', true],
    ['is_superuser', true],
    ['is_active', true],
    ['must_change_password', false],
    ['email_verified', true],
    ['permissions', ['users.change_user']],
    ['groups', ['admins']],
    ['password', 'siete faroles sobre el rio'],
    ['id', '00000000-0000-7000-8000-000000000000'],
    ['isSuperuser', true],
    ['mustChangePassword', false],
    ['__proto__', { isStaff: true }],
  ])('gives its owner no way to change %s', async (field, value) => {
    const { client, user } = await signIn(api);
    const body: object = JSON.parse(
      `{"display_name":"Eva",${JSON.stringify(field)}:${JSON.stringify(value)}}`,
    );
    const answer = await client.patch(ME, body);
    expect(answer.statusCode).toBe(400);
    expect(await api.app.get(UsersService).findById(user.id)).toEqual(user);
  });

  it.each([
    [{ display_name: null }, 'required'],
    [{ display_name: 'x'.repeat(101) }, 'format'],
    [{ display_name: 'two\nlines' }, 'format'],
    [{ language: null }, 'required'],
    [{ language: 'fr' }, 'choice'],
  ])('does not take %j', async (body, code) => {
    const { client } = await signIn(api);
    const answer = await client.patch(ME, body);
    expect([answer.statusCode, answer.json<Refusal>().errors[0]?.code]).toEqual([400, code]);
  });
});
