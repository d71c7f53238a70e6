import { AccountMailService } from '@app/auth';
import { type Refusal, tokenTo } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';

const RESET = '/api/v1/auth/password/reset';

let api: TestApp;
let nobody: ApiClient;
beforeAll(async () => {
  api = await startApp();
  nobody = new ApiClient(api, null);
});
afterAll(() => api.close());
// each test comes from the same address
beforeEach(async () => {
  await api.database.query('DELETE FROM rate_counter');
});

const check = (token: string) => nobody.post(`${RESET}/check`, { token });
const confirm = (token: string, password = 'siete faroles sobre el rio') =>
  nobody.post(`${RESET}/confirm`, { token, new_password: password });

// what else a link may be good for nothing by: password-reset.spec.ts
describe('a link to a new password', () => {
  it('can be asked about before a password is chosen, and is as good as before', async () => {
    const { user } = await signIn(api);
    const mail = api.app.get(AccountMailService);
    for (const purpose of ['password_reset', 'account_created'] as const) {
      await mail.sendLink(user, purpose);
      const token = await tokenTo(api, user.email);
      for (const time of ['first', 'second']) {
        const { statusCode, body } = await check(token);
        expect([purpose, time, statusCode, body]).toEqual([purpose, time, 200, '{"good":true}']);
      }
      expect((await confirm(token)).statusCode).toBe(204);
      expect((await check(token)).body).toBe('{"good":false}');
    }
  });

  it('is judged before the password is', async () => {
    const { user } = await signIn(api);
    await api.app.get(AccountMailService).sendLink(user, 'password_reset');
    const token = await tokenTo(api, user.email);
    expect((await confirm(token, 'short')).json<Refusal>().code).toBe('passwords.refused');
    expect((await confirm(token)).statusCode).toBe(204);
    expect((await confirm(token, 'short')).json<Refusal>().code).toBe('account.link_invalid');
  });

  it('is asked about twenty times in five minutes from one address', async () => {
    const all = [];
    for (let n = 0; n < 21; n += 1) all.push((await check(`x${n}`)).statusCode);
    expect(all).toEqual([...Array.from({ length: 20 }, () => 200), 429]);
  });
});
