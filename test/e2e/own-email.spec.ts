import { PasswordsService, UsersService } from '@app/users';
import { mailsTo, type Refusal, tokenTo } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const ME = '/api/v1/me';
const USERS = '/api/v1/admin/users';
const NEW_PASSWORD = 'siete faroles sobre el rio';

let api: TestApp;
let nobody: ApiClient;
let made = 0;
beforeAll(async () => {
  api = await startApp();
  nobody = new ApiClient(api, null);
});
afterAll(() => api.close());

const newAddress = (): string => `moved${++made}@example.net`;
const kinds = async (email: string): Promise<string[]> => (await mailsTo(api, email)).map(({ kind }) => kind);
const change = ({ client }: SignedIn, email: string, password = GOOD_PASSWORD, more = {}) =>
  client.patch(ME, { email, current_password: password, ...more });
const codeOf = (answer: Awaited<ReturnType<ApiClient['patch']>>): string => answer.json<Refusal>().code;

describe('one’s own address', () => {
  it('changes by the present password, loses its proof, and both addresses get a mail', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    await api.database.query('UPDATE app_user SET email_verified_at = now() WHERE id = $1', [me.user.id]);
    const email = newAddress();
    const answer = await change(me, email, GOOD_PASSWORD, { display_name: 'Eva' });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      200,
      { email, display_name: 'Eva', email_verified: false },
    ]);
    expect(await mailsTo(api, me.user.email)).toMatchObject([
      { kind: 'email_changed', params: { ip: '127.0.0.1' } },
    ]);
    expect(await kinds(email)).toEqual(['email_verification']);
    const verified = await nobody.post('/api/v1/auth/email/verify', { token: await tokenTo(api, email) });
    expect(verified.statusCode).toBe(204);
    expect((await me.client.get(ME)).json()).toMatchObject({ email, email_verified: true });
  });

  it.each([
    ['a wrong password', { current_password: 'not the present one' }, 'account.wrong_password'],
    ['no password', {}, 'http.invalid_fields'],
    ['an empty password', { current_password: '' }, 'http.invalid_fields'],
    ['no address', { email: 'nowhere', current_password: GOOD_PASSWORD }, 'users.invalid_email'],
  ])('stays with %s, and so does the rest', async (_, body, code) => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    const email = newAddress();
    const answer = await me.client.patch(ME, { email, display_name: 'Eva', ...body });
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, code]);
    expect(await api.app.get(UsersService).findById(me.user.id)).toMatchObject({
      email: me.user.email,
      displayName: '',
    });
    expect([await kinds(me.user.email), await kinds(email)]).toEqual([[], []]);
  });

  it('is not that of somebody else, and few others can be tried', async () => {
    const [me, other] = [await signIn(api, { password: GOOD_PASSWORD }), await signIn(api)];
    const taken = await change(me, other.user.email.toUpperCase());
    expect([taken.statusCode, codeOf(taken)]).toEqual([409, 'users.email_taken']);
    const codes = [];
    for (let n = 0; n < 5; n += 1) codes.push((await change(me, newAddress())).statusCode);
    expect(codes).toEqual([200, 200, 200, 200, 429]);
  });

  it('can be guessed at five times only, together with changing the password', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    const codes = [];
    for (let n = 0; n < 5; n += 1) codes.push((await change(me, newAddress(), `guess ${n}`)).statusCode);
    expect(codes).toEqual([400, 400, 400, 400, 400]);
    expect(codeOf(await change(me, newAddress()))).toBe('auth.throttled');
  });

  it('written in other letters is the same one: nobody is told', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    const email = me.user.email.toUpperCase().replace('@EXAMPLE.ORG', '@example.org');
    expect((await change(me, email)).json()).toMatchObject({ email });
    expect(await kinds(email)).toEqual([]);
  });

  it('stays when the operator has set another password meanwhile', async () => {
    const me = await signIn(api, { password: GOOD_PASSWORD });
    const passwords = api.app.get(PasswordsService);
    const check = jest.spyOn(passwords, 'check').mockImplementationOnce(async () => {
      await passwords.set('system', me.user.id, await passwords.prepare(NEW_PASSWORD, me.user));
      return true; // it was right when it was looked at
    });
    const answer = await change(me, newAddress());
    check.mockRestore();
    expect([answer.statusCode, codeOf(answer)]).toEqual([400, 'account.wrong_password']);
    expect((await api.app.get(UsersService).findById(me.user.id))?.email).toBe(me.user.email);
  });
});

describe('an address that an administrator changes', () => {
  it('is not his own, for superusers neither', async () => {
    for (const role of [{ permissions: ['users.change_user'] as const }, { superuser: true }]) {
      const boss = await signIn(api, role);
      const refused = await boss.client.patch(`${USERS}/${boss.user.id}`, { email: newAddress() });
      expect([refused.statusCode, codeOf(refused)]).toEqual([403, 'account.own_email']);
      const form = { email: boss.user.email, display_name: 'Boss' };
      expect((await boss.client.patch(`${USERS}/${boss.user.id}`, form)).statusCode).toBe(200);
      expect(await api.app.get(UsersService).findById(boss.user.id)).toMatchObject({
        email: boss.user.email,
        displayName: 'Boss',
      });
    }
  });

  it('is told to its owner at the old one', async () => {
    const [boss, { user }] = [await signIn(api, { superuser: true }), await signIn(api)];
    const email = newAddress();
    expect((await boss.client.patch(`${USERS}/${user.id}`, { email })).statusCode).toBe(200);
    expect(await mailsTo(api, user.email)).toMatchObject([{ kind: 'email_changed', params: { ip: null } }]);
    expect(await kinds(email)).toEqual([]);
  });
});
