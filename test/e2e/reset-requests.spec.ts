import { tokenTo } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const RESET = '/api/v1/auth/password/reset';

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.database.query('DELETE FROM rate_counter');
});

/** Asks for a link from another address. */
async function ask(email: string, remoteAddress: string): Promise<number> {
  const headers = { host: 'localhost' };
  return (await api.app.inject({ method: 'POST', url: RESET, headers, remoteAddress, payload: { email } }))
    .statusCode;
}

describe('a stranger who asks for links to a new password', () => {
  it('does not use up what the owner may ask for, until it is twenty an hour from everywhere', async () => {
    const { user } = await signIn(api);
    const codes = [];
    for (let n = 0; n < 4; n += 1) codes.push(await ask(user.email, '198.51.100.6'));
    expect(codes).toEqual([202, 202, 202, 429]);
    expect(await ask(user.email, '198.51.100.7')).toBe(202);
    for (let n = 0; n < 16; n += 1) expect(await ask(user.email, `198.51.100.${n + 8}`)).toBe(202);
    expect(await ask(user.email, '198.51.100.99')).toBe(429);
  });

  it('within five minutes has the same one sent again, good for as long as a new one', async () => {
    const { user } = await signIn(api);
    await ask(user.email, '198.51.100.6');
    const token = await tokenTo(api, user.email);
    await age(4);
    await ask(user.email, '198.51.100.7');
    expect(await tokenTo(api, user.email)).toBe(token);
    const { rows } = await api.database.query<{ left: number }>(
      'SELECT extract(epoch FROM expires_at - now())::float8 AS left FROM account_link WHERE user_id = $1',
      [user.id],
    );
    expect(rows[0]?.left).toBeGreaterThan(29 * 60);
    await age(1);
    await ask(user.email, '198.51.100.8');
    expect(await tokenTo(api, user.email)).not.toBe(token);
    const confirm = new ApiClient(api, null).post(`${RESET}/confirm`, { token, new_password: GOOD_PASSWORD });
    expect((await confirm).statusCode).toBe(400);
  });
});

/** Lets all links have been sent some minutes earlier. */
async function age(minutes: number): Promise<void> {
  await api.database.query(
    `UPDATE account_link SET expires_at = expires_at - $1 * interval '1 minute',
            created_at = created_at - $1 * interval '1 minute'`,
    [minutes],
  );
}

describe('asking for a link to a new password', () => {
  it('is put down for whoever has the address, and about nobody where nobody has', async () => {
    const { user } = await signIn(api);
    await ask(user.email, '192.0.2.9');
    await ask('no.one.here@example.org', '192.0.2.9');
    const { rows } = await api.database.query(
      `SELECT action, object_type, object_id, actor_kind, details FROM audit_entry
        WHERE host(ip) = '192.0.2.9' ORDER BY id`,
    );
    const entry = {
      ...{ action: 'user.password_reset_requested', object_type: 'user' },
      ...{ actor_kind: 'anonymous', details: {} },
    };
    expect(rows).toEqual([
      { ...entry, object_id: user.id },
      { ...entry, object_id: null },
    ]);
  });
});
