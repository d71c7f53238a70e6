import { SessionsService } from '@app/auth';
import { HashingBusyError, PasswordsService, UsersService } from '@app/users';
import { auditOf, mailsTo, sessionEnds, tokenTo, type Refusal } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const NEW_PASSWORD = 'siete faroles sobre el rio';
const PASSWORD = '/api/v1/auth/password';

let api: TestApp;
let nobody: ApiClient;
beforeAll(async () => {
  api = await startApp();
  nobody = new ApiClient(api, null);
});
afterAll(() => api.close());

/** Another device of somebody. */
async function anotherDevice({ user }: SignedIn): Promise<{ client: ApiClient; refresh: string }> {
  const tokens = await api.app.get(SessionsService).open(user.id, { ip: '203.0.113.8' }, 'bearer');
  return { client: new ApiClient(api, tokens.access), refresh: tokens.refresh };
}

const change = (client: ApiClient, current: string, wanted: string) =>
  client.post(PASSWORD, { current_password: current, new_password: wanted });

async function hashOf(email: string): Promise<string | null | undefined> {
  return (await api.app.get(UsersService).findCredentials(email))?.passwordHash;
}

describe('changing one’s own password', () => {
  it('needs somebody who is signed in', async () => {
    expect((await change(nobody, GOOD_PASSWORD, NEW_PASSWORD)).statusCode).toBe(401);
  });

  it('ends all other sessions; this one and its access token go on', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    const other = await anotherDevice(me);
    const answer = await change(me.client, GOOD_PASSWORD, NEW_PASSWORD);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);

    expect(await sessionEnds(api, me)).toEqual([null, 'password_change']);
    expect((await other.client.get('/api/v1/me')).statusCode).toBe(401);
    const old = await nobody.post('/api/v1/auth/token/refresh', { refresh: other.refresh });
    expect(old.statusCode).toBe(401);
    expect((await me.client.get('/api/v1/me')).statusCode).toBe(200);
    const mine = await nobody.post('/api/v1/auth/token/refresh', { refresh: me.tokens.refresh });
    expect(mine.statusCode).toBe(200);

    const passwords = api.app.get(PasswordsService);
    const credentials = await api.app.get(UsersService).findCredentials(me.user.email);
    expect(await passwords.check(credentials, NEW_PASSWORD)).toBe(true);
    expect(await passwords.check(credentials, GOOD_PASSWORD)).toBe(false);
    expect(await mailsTo(api, me.user.email)).toMatchObject([
      { kind: 'password_changed', params: { ip: '127.0.0.1' } },
    ]);
    const entries = (await auditOf(api, me.user.id)).filter(({ action }) => action.includes('password'));
    expect(entries).toEqual([{ action: 'user.password_changed', actor: `user ${me.user.id}` }]);
  });

  it('is refused to who does not know the present one, and changes nothing', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    await anotherDevice(me);
    const before = await hashOf(me.user.email);
    const answer = await change(me.client, 'not the present one', NEW_PASSWORD);
    expect([answer.statusCode, answer.json<Refusal>().code]).toEqual([400, 'account.wrong_password']);
    expect(answer.headers['www-authenticate']).toBeUndefined();
    expect(await hashOf(me.user.email)).toBe(before);
    expect(await sessionEnds(api, me)).toEqual([null, null]);
    expect(await mailsTo(api, me.user.email)).toEqual([]);
    expect((await auditOf(api, me.user.id)).slice(1)).toEqual([
      { action: 'user.password_change_failed', actor: `user ${me.user.id}` },
    ]);
  });

  it('that meets busy processors is 503 and no guess', async () => {
    const { client } = await signIn(api, { password: GOOD_PASSWORD });
    const check = jest
      .spyOn(api.app.get(PasswordsService), 'check')
      .mockRejectedValue(new HashingBusyError());
    for (let n = 0; n < 6; n += 1) {
      const busy = await change(client, GOOD_PASSWORD, NEW_PASSWORD);
      expect([busy.statusCode, busy.json<Refusal>().code]).toEqual([503, 'passwords.busy']);
    }
    check.mockRestore();
    expect((await change(client, GOOD_PASSWORD, NEW_PASSWORD)).statusCode).toBe(204);
  });

  it('is refused to an account without a password', async () => {
    const { client } = await signIn(api);
    expect((await change(client, 'whatever it was', NEW_PASSWORD)).json<Refusal>().code).toBe(
      'account.wrong_password',
    );
  });

  it('is throttled after five wrong guesses, for this account only, and a right one clears that', async () => {
    const [me, other] = [
      await signIn(api, { password: GOOD_PASSWORD }),
      await signIn(api, { password: GOOD_PASSWORD }),
    ];
    for (let n = 0; n < 4; n += 1) await change(me.client, `guess ${n}`, NEW_PASSWORD);
    expect((await change(me.client, GOOD_PASSWORD, NEW_PASSWORD)).statusCode).toBe(204);
    const codes = [];
    for (let n = 0; n < 6; n += 1)
      codes.push((await change(me.client, `guess ${n}`, NEW_PASSWORD)).statusCode);
    expect(codes).toEqual([400, 400, 400, 400, 400, 429]);
    expect((await change(me.client, NEW_PASSWORD, GOOD_PASSWORD)).json<Refusal>().code).toBe(
      'auth.throttled',
    );
    expect((await change(other.client, GOOD_PASSWORD, NEW_PASSWORD)).statusCode).toBe(204);
  });

  it('holds the new one to the policy, and takes the old one again', async () => {
    const { client } = await signIn(api, { password: GOOD_PASSWORD });
    const refused = await change(client, GOOD_PASSWORD, 'short');
    expect([refused.statusCode, refused.json<Refusal>().code]).toEqual([400, 'passwords.refused']);
    expect((await change(client, GOOD_PASSWORD, GOOD_PASSWORD)).statusCode).toBe(204);
  });

  it('is the way out for an account that has to change it, by another one than before', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD, permissions: ['users.view_user'] });
    await api.app.get(UsersService).update('system', me.user.id, { mustChangePassword: true });
    const same = await change(me.client, GOOD_PASSWORD, GOOD_PASSWORD);
    expect([same.json<Refusal>().code, same.json<Refusal>().params]).toEqual([
      'passwords.refused',
      { faults: ['unchanged'], least: 12, most: 256 },
    ]);
    expect((await me.client.get('/api/v1/me')).json()).toMatchObject({ must_change_password: true });
    expect((await change(me.client, GOOD_PASSWORD, NEW_PASSWORD)).statusCode).toBe(204);
    expect((await me.client.get('/api/v1/me')).json()).toMatchObject({ must_change_password: false });
  });

  it('voids a link to a new password that was asked for before', async () => {
    const { client, user } = await signIn(api, { password: GOOD_PASSWORD });
    await nobody.post(`${PASSWORD}/reset`, { email: user.email });
    const token = await tokenTo(api, user.email);
    expect((await change(client, GOOD_PASSWORD, NEW_PASSWORD)).statusCode).toBe(204);
    const late = await nobody.post(`${PASSWORD}/reset/confirm`, { token, new_password: GOOD_PASSWORD });
    expect(late.json<Refusal>().code).toBe('account.link_invalid');
  });

  it('by two sessions at the same moment leaves one of them, and its password', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    const other = await anotherDevice(me);
    const wanted = [NEW_PASSWORD, `${NEW_PASSWORD} seco`];
    const answers = await Promise.all(
      [me.client, other.client].map((client, n) => change(client, GOOD_PASSWORD, wanted[n] ?? '')),
    );
    const codes = answers.map(({ statusCode }) => statusCode);
    // the other one finds its session ended, or a password that it does not know
    expect(codes.filter((code) => code === 204)).toHaveLength(1);
    expect(codes.filter((code) => code === 400 || code === 401)).toHaveLength(1);
    expect((await sessionEnds(api, me)).filter((end) => end === null)).toHaveLength(1);
    const credentials = await api.app.get(UsersService).findCredentials(me.user.email);
    const winner = wanted[codes.indexOf(204)] ?? '';
    expect(await api.app.get(PasswordsService).check(credentials, winner)).toBe(true);
  });

  it('does not undo what the operator has set meanwhile', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    const passwords = api.app.get(PasswordsService);
    const check = jest.spyOn(passwords, 'check').mockImplementationOnce(async () => {
      await passwords.set('system', me.user.id, await passwords.prepare(`${NEW_PASSWORD} seco`, me.user));
      return true; // it was right when it was looked at
    });
    const answer = await change(me.client, GOOD_PASSWORD, NEW_PASSWORD);
    check.mockRestore();
    expect([answer.statusCode, answer.json<Refusal>().code]).toEqual([400, 'account.wrong_password']);
    const credentials = await api.app.get(UsersService).findCredentials(me.user.email);
    expect(await passwords.check(credentials, `${NEW_PASSWORD} seco`)).toBe(true);
  });

  it.each([
    ['nothing', {}, 'required'],
    ['a number', { current_password: 1, new_password: NEW_PASSWORD }, 'type'],
    ['somebody else', { current_password: 'a', new_password: NEW_PASSWORD, user_id: 'x' }, 'unknown'],
    ['half a megabyte', { current_password: 'a', new_password: 'x'.repeat(500_000) }, 'length'],
  ])('does not understand %s', async (_, body, code) => {
    const { client } = await signIn(api);
    const answer = await client.post(PASSWORD, body);
    expect(answer.statusCode).toBe(400);
    expect(answer.json<Refusal>().errors[0]?.code).toBe(code);
  });
});
