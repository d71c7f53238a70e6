import { UsersService } from '@app/users';
import { auditOf, mailsTo, type Refusal, tokenTo } from '../support/account';
import { makeKey } from '../support/api-keys';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, type Role, signIn, type SignedIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const USERS = '/api/v1/admin/users';
const RESET = '/api/v1/auth/password/reset';

let api: TestApp;
let clerk: SignedIn;
let nobody: ApiClient;
beforeAll(async () => {
  api = await startApp();
  nobody = new ApiClient(api, null);
  clerk = await signIn(api, { permissions: ['users.add_user', 'users.view_user'] });
});
afterAll(() => api.close());

async function invited(email: string): Promise<string> {
  const made = await clerk.client.post(USERS, { email, password: null });
  expect(made.statusCode).toBe(201);
  return made.json<{ id: string }>().id;
}

const inviteAgain = (id: string, client = clerk.client) => client.post(`${USERS}/${id}/invitation`);
const isGood = async (token: string): Promise<boolean> =>
  (await nobody.post(`${RESET}/check`, { token })).json<{ good: boolean }>().good;

describe('an invitation', () => {
  it('is sent again with another link, at once, and those before are void', async () => {
    const email = 'again@example.org';
    const id = await invited(email);
    const first = await tokenTo(api, email);
    await nobody.post(RESET, { email });
    const second = await tokenTo(api, email);
    const answer = await inviteAgain(id);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    const third = await tokenTo(api, email);
    expect([await isGood(first), await isGood(second), await isGood(third)]).toEqual([false, false, true]);
    expect((await mailsTo(api, email)).map(({ kind }) => kind)).toEqual([
      ...['account_created', 'password_reset', 'account_created'],
    ]);
    expect((await auditOf(api, id)).filter(({ action }) => action === 'user.invited')).toEqual([
      { action: 'user.invited', actor: `user ${clerk.user.id}` },
    ]);
    const confirmed = await nobody.post(`${RESET}/confirm`, { token: third, new_password: GOOD_PASSWORD });
    expect(confirmed.statusCode).toBe(204);
  });

  it.each<[string, Role, boolean]>([
    ['has a password', { password: GOOD_PASSWORD }, true],
    ['is not active', {}, false],
  ])('is not sent to an account that %s', async (_which, role, isActive) => {
    const { user } = await signIn(api, role);
    if (!isActive) await api.app.get(UsersService).setActive('system', user.id, false);
    const answer = await inviteAgain(user.id);
    expect([answer.statusCode, answer.json<Refusal>().code]).toEqual([409, 'account.not_invitable']);
    expect(await mailsTo(api, user.email)).toEqual([]);
  });

  it('is not sent by whoever may not make accounts, nor by an API key', async () => {
    const id = await invited('closed@example.org');
    const before = await tokenTo(api, 'closed@example.org');
    const stranger = await signIn(api, { permissions: ['users.change_user', 'users.view_user'] });
    const boss = await signIn(api, { superuser: true });
    const { program } = await makeKey(api, boss.client, ['users.view_user']);
    for (const [client, status, code] of [
      [stranger.client, 403, 'access.permission_missing'],
      [program, 403, 'access.session_required'],
      [nobody, 401, 'access.sign_in_required'],
    ] as const) {
      const answer = await inviteAgain(id, client);
      expect([answer.statusCode, answer.json<Refusal>().code]).toEqual([status, code]);
    }
    expect(await isGood(before)).toBe(true);
    expect(await mailsTo(api, 'closed@example.org')).toHaveLength(1);
  });

  it('of nobody is 404', async () => {
    for (const id of ['00000000-0000-4000-8000-000000000000', 'x']) {
      expect((await inviteAgain(id)).statusCode).toBe(404);
    }
  });
});
