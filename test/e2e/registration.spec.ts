import { AccountMailService } from '@app/auth';
import { UsersService } from '@app/users';
import { auditOf, everyText, linkTo, mailsTo, tokenTo, type Refusal } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const OTHER_PASSWORD = 'siete faroles sobre el rio';
const REGISTER = '/api/v1/auth/register';
const VERIFY = '/api/v1/auth/email/verify';

let closed: TestApp;
let api: TestApp;
let nobody: ApiClient;
let made = 0;
beforeAll(async () => {
  // before the other one: of two in a process only the last one knows access tokens (passport keeps its strategies there)
  closed = await startApp();
  api = await startApp({ REGISTRATION: 'open', APP_URL: 'https://www.example.org' });
  nobody = new ApiClient(api, null);
});
afterAll(async () => {
  await api.close();
  await closed.close();
});
beforeEach(async () => {
  await api.database.query('DELETE FROM rate_counter');
});

const newAddress = (): string => `Newcomer${++made}@example.org`;
const register = (email: string, password = GOOD_PASSWORD, more = {}) =>
  nobody.post(REGISTER, { email, password, ...more });
const verify = (token: string) => nobody.post(VERIFY, { token });
const finish = (token: string, password = GOOD_PASSWORD) => nobody.post(VERIFY, { token, password });
const account = (email: string) => api.app.get(UsersService).findByEmail(email);
const signsIn = async (email: string, password = GOOD_PASSWORD): Promise<number> =>
  (await nobody.post('/api/v1/auth/token', { email, password })).statusCode;

describe('registration', () => {
  it('is closed unless the configuration opens it', async () => {
    const answer = await new ApiClient(closed, null).post(REGISTER, {
      email: 'eva@example.org',
      password: GOOD_PASSWORD,
    });
    expect([answer.statusCode, answer.json<Refusal>().code]).toEqual([403, 'account.registration_closed']);
    expect(await everyText(closed)).not.toContain('eva@example.org');
  });

  it('makes an account when the link in the mail is opened, and not before', async () => {
    const email = newAddress();
    const answer = await register(email, GOOD_PASSWORD, { display_name: 'Eva Ríos', language: 'en' });
    expect([answer.statusCode, answer.json()]).toEqual([202, {}]);
    expect(await account(email)).toBeNull();
    expect(await signsIn(email)).toBe(401);
    expect(await mailsTo(api, email)).toMatchObject([
      { kind: 'email_verification', language: 'en', params: { hours: 48 } },
    ]);
    expect(await linkTo(api, email)).toMatch(
      /^https:\/\/www\.example\.org\/verify-email#token=[\w-]{22}\.[\w-]{43}$/,
    );

    const verified = await finish(await tokenTo(api, email));
    expect([verified.statusCode, verified.body]).toEqual([204, '']);
    const user = await account(email);
    expect(user).toMatchObject({ email, displayName: 'Eva Ríos', language: 'en', isActive: true });
    expect(user).toMatchObject({ isStaff: false, isSuperuser: false, mustChangePassword: false });
    expect(user?.emailVerifiedAt).toBeInstanceOf(Date);
    expect(await signsIn(email)).toBe(200);
    expect(await auditOf(api, user?.id ?? '')).toContainEqual({
      action: 'user.created',
      actor: `user ${user?.id ?? ''}`,
    });
    const audit = await api.database.query('SELECT changes FROM audit_entry WHERE object_id = $1', [
      user?.id,
    ]);
    expect(JSON.stringify(audit.rows)).not.toMatch(/@|Eva/); // nobody can erase it there
    const rest = await api.database.query('TABLE registration');
    expect(rest.rows).toEqual([]);
  });

  it('answers and does the same for an address with an account, and tells its owner only', async () => {
    const { user } = await signIn(api);
    const { user: inactive } = await signIn(api);
    await api.app.get(UsersService).setActive('system', inactive.id, false);
    const fresh = newAddress();
    const answers = [];
    for (const email of [fresh, user.email.toUpperCase(), inactive.email]) {
      const before = await rows();
      const { statusCode, body, headers } = await register(email, OTHER_PASSWORD);
      const after = await rows();
      answers.push({
        ...{ statusCode, body, headers: { ...headers, date: '', 'x-request-id': '' } },
        written: after.map((count, table) => count - (before[table] ?? 0)),
      });
    }
    expect(answers[0]).toMatchObject({ statusCode: 202, body: '{}', written: [1, 1, 1] });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect((await mailsTo(api, fresh)).map(({ kind }) => kind)).toEqual(['email_verification']);
    expect(await mailsTo(api, user.email)).toEqual([{ kind: 'account_exists', language: 'es', params: {} }]);
    expect(await mailsTo(api, inactive.email)).toEqual([]);
    expect(await account(user.email)).toEqual(user);
  });

  it('judges the password alike with and without an account', async () => {
    const { user } = await signIn(api, { staff: true });
    const refusals = [];
    for (const email of [user.email, newAddress()]) refusals.push(await register(email, 'short'));
    const [first, second] = refusals.map((answer) => ({ ...answer.json<object>(), instance: '' }));
    expect(first).toMatchObject({
      status: 400,
      code: 'passwords.refused',
      params: { faults: ['too_short', 'common'] },
    });
    expect(second).toEqual(first);
    expect(await mailsTo(api, user.email)).toEqual([]);
  });

  it('is throttled after three mails an hour, alike with and without an account', async () => {
    const { user } = await signIn(api);
    for (const email of [user.email, newAddress()]) {
      const codes = [];
      for (let n = 0; n < 4; n += 1) codes.push((await register(email)).statusCode);
      expect(codes).toEqual([202, 202, 202, 429]);
    }
  });

  it('is finished by who chose the password: the link of a stranger opens nothing to its reader', async () => {
    const email = newAddress();
    await register(email);
    const owners = await tokenTo(api, email);
    await register(email, OTHER_PASSWORD);
    const strangers = await tokenTo(api, email);
    const refused = [await verify(strangers), await finish(strangers)];
    for (const answer of refused) {
      expect([answer.statusCode, answer.json<Refusal>().code]).toEqual([400, 'account.wrong_password']);
    }
    expect(await account(email)).toBeNull();
    expect((await finish(owners)).statusCode).toBe(204);
    const late = await finish(strangers, OTHER_PASSWORD);
    expect([late.statusCode, late.json<Refusal>().code]).toEqual([400, 'account.link_invalid']);
    expect(await signsIn(email)).toBe(200);
    expect(await signsIn(email, OTHER_PASSWORD)).toBe(401);
  });

  it('is throttled after five wrong passwords, without using the link up', async () => {
    const email = newAddress();
    await register(email);
    const token = await tokenTo(api, email);
    const codes = [(await verify(token)).statusCode];
    for (let n = 0; n < 6; n += 1) codes.push((await finish(token, `guess ${n}`)).statusCode);
    expect(codes).toEqual([400, 400, 400, 400, 400, 400, 429]);
    expect((await finish(token)).json<Refusal>().code).toBe('auth.throttled');
    await api.database.query('DELETE FROM rate_counter');
    expect((await finish(token)).statusCode).toBe(204);
  });

  it('makes one account for five who open the link at the same moment', async () => {
    const email = newAddress();
    await register(email);
    const token = await tokenTo(api, email);
    const codes = await Promise.all(Array.from({ length: 5 }, async () => (await finish(token)).statusCode));
    expect(codes.filter((code) => code === 204)).toHaveLength(1);
    expect(codes.filter((code) => code === 400)).toHaveLength(4);
  });

  it('cannot be had by a link that has run out', async () => {
    const email = newAddress();
    await register(email);
    const token = await tokenTo(api, email);
    await api.database.query('UPDATE account_link SET expires_at = now()');
    expect((await finish(token)).json<Refusal>().code).toBe('account.link_invalid');
    expect(await account(email)).toBeNull();
  });

  it('gives no rights, whatever is asked for', async () => {
    for (const more of [
      { is_staff: true },
      { isSuperuser: true },
      { permissions: [] },
      { groups: ['admins'] },
    ]) {
      const answer = await register(newAddress(), GOOD_PASSWORD, more);
      expect([answer.statusCode, answer.json<Refusal>().errors[0]?.code]).toEqual([400, 'unknown']);
    }
  });

  it.each(['no address', 'ana@', 'añá@example.org', '@example.org'])('does not take %s', async (email) => {
    const answer = await register(email);
    expect([answer.statusCode, answer.json<Refusal>().code]).toEqual([400, 'users.invalid_email']);
  });

  it('keeps neither password nor token', async () => {
    const email = newAddress();
    await register(email, OTHER_PASSWORD);
    const token = await tokenTo(api, email);
    const texts = `${await everyText(api)}\n${JSON.stringify(api.logLines())}`;
    expect(texts).toContain(email);
    for (const secret of [OTHER_PASSWORD, ...token.split('.')]) expect(texts).not.toContain(secret);
  });
});

describe('proving the address of an account that is there', () => {
  it('takes a link that is sent to whoever is signed in, until it is proven', async () => {
    const { client, user } = await signIn(api);
    const resend = () => client.post(`${VERIFY}/resend`);
    expect([(await resend()).statusCode, (await nobody.post(`${VERIFY}/resend`)).statusCode]).toEqual([
      202, 401,
    ]);
    const token = await tokenTo(api, user.email);
    expect((await client.get('/api/v1/me')).json()).toMatchObject({ email_verified: false });
    expect((await verify(token)).statusCode).toBe(204);
    expect((await client.get('/api/v1/me')).json()).toMatchObject({ email_verified: true });
    expect((await verify(token)).json<Refusal>().code).toBe('account.link_invalid');
    expect(await auditOf(api, user.id)).toContainEqual({
      action: 'user.email_verified',
      actor: `user ${user.id}`,
    });
    expect((await resend()).statusCode).toBe(202);
    expect(await mailsTo(api, user.email)).toHaveLength(1);
  });

  it('proves nothing by a link to another address, or to a new password', async () => {
    const { client, user } = await signIn(api);
    await client.post(`${VERIFY}/resend`);
    const token = await tokenTo(api, user.email);
    await api.app.get(UsersService).update('system', user.id, { email: newAddress() });
    expect((await verify(token)).json<Refusal>().code).toBe('account.link_invalid');

    const { user: another } = await signIn(api);
    await api.app.get(AccountMailService).sendLink(another, 'password_reset');
    expect((await verify(await tokenTo(api, another.email))).json<Refusal>().code).toBe(
      'account.link_invalid',
    );
    expect((await account(another.email))?.emailVerifiedAt).toBeNull();
  });
});

/** Rows of the tables that a registration writes to. */
async function rows(): Promise<number[]> {
  const { rows: counts } = await api.database.query<{ n: number }>(
    `SELECT count(*)::int AS n FROM account_link UNION ALL SELECT count(*)::int FROM registration
      UNION ALL SELECT count(*)::int FROM outbox_mail`,
  );
  return counts.map(({ n }) => n);
}
