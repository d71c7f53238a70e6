import { ApiKeysService, RevocationService } from '@app/auth';
import { UsersService } from '@app/users';
import { mailsTo, tokenTo } from '../support/account';
import { API_KEYS, makeKey, type TestKey } from '../support/api-keys';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const USERS = '/api/v1/admin/users';
const VIEW = 'auth.view_api_key';

let api: TestApp;
let boss: SignedIn;
let nobody: ApiClient;
beforeAll(async () => {
  api = await startApp();
  boss = await signIn(api, { superuser: true });
  nobody = new ApiClient(api, null);
});
afterAll(() => api.close());

/** Somebody with two keys, and a neighbour's that nothing happens to. */
async function keyed(password: string | null = null): Promise<{ person: SignedIn; keys: TestKey[] }> {
  const person = await signIn(api, { permissions: ['auth.add_api_key', VIEW], password });
  const keys = [await makeKey(api, person.client, [VIEW]), await makeKey(api, person.client, [VIEW])];
  return { person, keys };
}

const uses = (keys: readonly TestKey[]): Promise<number[]> =>
  Promise.all(keys.map(async ({ program }) => (await program.get(API_KEYS)).statusCode));

async function revocations({ id }: TestKey): Promise<unknown[]> {
  const { rows } = await api.database.query<Record<string, unknown>>(
    `SELECT actor_kind, details FROM audit_entry WHERE action = 'apikey.revoked' AND object_id = $1`,
    [id],
  );
  return rows;
}

const ends: Readonly<Record<string, [string, (person: SignedIn) => Promise<unknown>]>> = {
  'the account is deactivated': [
    'user_disabled',
    async ({ user }) => {
      await boss.client.patch(`${USERS}/${user.id}`, { is_active: false });
      return boss.client.patch(`${USERS}/${user.id}`, { is_active: true });
    },
  ],
  'the owner sets another password by mail': [
    'password_change',
    async ({ user }) => {
      await nobody.post('/api/v1/auth/password/reset', { email: user.email });
      const token = await tokenTo(api, user.email);
      const confirm = '/api/v1/auth/password/reset/confirm';
      return nobody.post(confirm, { token, new_password: GOOD_PASSWORD });
    },
  ],
  'an administrator sets another password': [
    'password_change',
    ({ user }) =>
      boss.client.send('PUT', `${USERS}/${user.id}/password`, { body: { password: GOOD_PASSWORD } }),
  ],
  'an administrator takes all tokens back': [
    'admin',
    ({ user }) => boss.client.post(`${USERS}/${user.id}/revoke-tokens`, {}),
  ],
  'the operator does': [
    'admin',
    ({ user }) => api.app.get(RevocationService).revokeByOrder({ email: user.email }),
  ],
};

describe('the keys of a user', () => {
  it.each(Object.keys(ends))('are revoked when %s', async (name) => {
    const [{ person, keys }, neighbour] = [await keyed(), await keyed()];
    expect(await uses(keys)).toEqual([200, 200]);
    const [reason, end] = ends[name] ?? ['', () => Promise.reject(new Error('no such end'))];
    await end(person);
    expect(await uses(keys)).toEqual([401, 401]);
    expect(await uses(neighbour.keys)).toEqual([200, 200]);
    for (const key of keys) {
      expect(await api.app.get(ApiKeysService).find(key.id)).toMatchObject({ state: 'revoked' });
      expect(await revocations(key)).toMatchObject([
        { details: { name: 'scraper', prefix: key.prefix, reason } },
      ]);
    }
  });

  it('stay when he signs out everywhere, or changes the password himself', async () => {
    const { person, keys } = await keyed(GOOD_PASSWORD);
    const body = { current_password: GOOD_PASSWORD, new_password: 'siete faroles sobre el rio' };
    expect((await person.client.post('/api/v1/auth/password', body)).statusCode).toBe(204);
    expect((await person.client.post('/api/v1/auth/logout-all')).statusCode).toBe(204);
    expect(await uses(keys)).toEqual([200, 200]);
  });

  it('open nothing while he has to choose another password', async () => {
    const { person, keys } = await keyed();
    await api.app.get(UsersService).update('system', person.user.id, { mustChangePassword: true });
    expect(await uses(keys)).toEqual([401, 401]);
    await api.app.get(UsersService).update('system', person.user.id, { mustChangePassword: false });
    expect(await uses(keys)).toEqual([200, 200]);
  });

  it('are told to him by mail when they are made, at the terminal too', async () => {
    const { person, keys } = await keyed();
    const order = { name: 'nightly', permissions: [VIEW], expiresAt: null };
    const { key, apiKey } = await api.app.get(ApiKeysService).createFor(person.user.email, order);
    const mails = await mailsTo(api, person.user.email);
    expect(mails).toMatchObject([
      ...keys.map(({ prefix }) => ({
        kind: 'api_key_created',
        params: { name: 'scraper', prefix, ip: '127.0.0.1' },
      })),
      { kind: 'api_key_created', params: { name: 'nightly', prefix: apiKey.prefix, ip: null } },
    ]);
    expect(JSON.stringify(mails)).not.toContain(key.split('_')[2]);
  });
});
