import { startApp, type TestApp } from '../support/app';
import { API_KEYS, makeKey, type TestKey } from '../support/api-keys';
import { ApiClient, type SignedIn, signIn } from '../support/clients';
import { UserRightsService, UsersService } from '@app/users';

const VIEW = 'auth.view_api_key';
const ADD = 'auth.add_api_key';
const CHANGE = 'auth.change_api_key';
const DELETE = 'auth.delete_api_key';

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
});
afterAll(() => api.close());

/** An owner with a key that may see keys. */
async function ownerWithKey(): Promise<{ owner: SignedIn; key: TestKey }> {
  const owner = await signIn(api, { permissions: [VIEW, ADD, CHANGE, DELETE] });
  return { owner, key: await makeKey(api, owner.client, [VIEW]) };
}
/** What the door of the list says to a program. */
async function codeFor({ program }: Pick<TestKey, 'program'>): Promise<unknown> {
  const answer = await program.get(API_KEYS);
  return answer.statusCode === 200 ? 200 : answer.json<{ code: string }>().code;
}
const row = async (sql: string, values: unknown[]): Promise<Record<string, unknown> | undefined> =>
  (await api.database.query<Record<string, unknown>>(sql, values)).rows[0];

describe('an API key', () => {
  it('opens what it has the permission for, and nothing else', async () => {
    const { key } = await ownerWithKey();
    expect(await codeFor(key)).toBe(200);
    const refused = await key.program.delete(`${API_KEYS}/${key.id}`);
    expect([refused.statusCode, refused.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'access.permission_missing' }),
    ]);
  });

  it('is no person: what is for people is closed to it', async () => {
    const { key } = await ownerWithKey();
    const me = await key.program.get('/api/v1/me');
    expect([me.statusCode, me.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'access.session_required' }),
    ]);
  });

  it('loses a permission with its owner on the next request, and gets it back with him', async () => {
    const { owner, key } = await ownerWithKey();
    const rights = api.app.get(UserRightsService);
    await rights.revoke('system', owner.user.id, [VIEW]);
    expect(await codeFor(key)).toBe('access.permission_missing');
    await rights.grant('system', owner.user.id, [VIEW]);
    expect(await codeFor(key)).toBe(200);
  });

  it('is never a superuser, though its owner is one', async () => {
    const owner = await signIn(api, { superuser: true });
    const key = await makeKey(api, owner.client, [VIEW]);
    expect(await codeFor(key)).toBe(200);
    expect((await key.program.delete(`${API_KEYS}/${key.id}`)).statusCode).toBe(403);
  });

  it('is dead while its owner is inactive, and for ever when he is deleted', async () => {
    const { owner, key } = await ownerWithKey();
    const users = api.app.get(UsersService);
    await users.setActive('system', owner.user.id, false);
    expect(await codeFor(key)).toBe('auth.token_invalid');
    await users.setActive('system', owner.user.id, true);
    expect(await codeFor(key)).toBe(200);
    await users.delete('system', owner.user.id);
    expect(await codeFor(key)).toBe('auth.token_invalid');
    const { client } = await signIn(api, { superuser: true });
    const left = await client.get(`${API_KEYS}/${key.id}`);
    expect(left.json()).toMatchObject({ owner: null, created_by: owner.user.id, state: 'revoked' });
    expect((await client.patch(`${API_KEYS}/${key.id}`, { name: 'a' })).statusCode).toBe(409);
  });

  it('is dead on the request after it was revoked', async () => {
    const { owner, key } = await ownerWithKey();
    expect(await codeFor(key)).toBe(200);
    await owner.client.delete(`${API_KEYS}/${key.id}`);
    expect(await codeFor(key)).toBe('auth.token_invalid');
  });

  it('expires by the clock of the database, whatever that of the server says', async () => {
    const { key } = await ownerWithKey();
    api.setNow('2999-01-01T00:00:00Z');
    await api.database.query(`UPDATE api_key SET expires_at = now() + interval '1 day' WHERE id = $1`, [
      key.id,
    ]);
    expect(await codeFor(key)).toBe(200);
    api.setNow('2020-01-01T00:00:00Z');
    await api.database.query(`UPDATE api_key SET expires_at = clock_timestamp() WHERE id = $1`, [key.id]);
    expect(await codeFor(key)).toBe('auth.token_invalid');
    api.setNow(null);
  });

  it('says when and from where it was used, written once a minute at most', async () => {
    const { key } = await ownerWithKey();
    const use = (): Promise<Record<string, unknown> | undefined> =>
      row(`SELECT last_used_at, host(last_used_ip) AS ip, xmin::text FROM api_key WHERE id = $1`, [key.id]);
    expect(await use()).toMatchObject({ last_used_at: null, ip: null });
    await codeFor(key);
    const first = await use();
    expect(first).toMatchObject({ last_used_at: expect.any(Date), ip: '127.0.0.1' });
    await codeFor(key);
    expect(await use()).toEqual(first);
    await api.database.query(
      `UPDATE api_key SET last_used_at = last_used_at - interval '61 seconds' WHERE id = $1`,
      [key.id],
    );
    const later = await Promise.all(Array.from({ length: 5 }, () => codeFor(key)));
    expect(later).toEqual([200, 200, 200, 200, 200]);
    const second = await use();
    expect(second?.['last_used_at']).toEqual(expect.any(Date));
    await codeFor(key);
    expect(await use()).toEqual(second);
  });

  it('is not marked as used by somebody who only knows its prefix', async () => {
    const { key } = await ownerWithKey();
    await codeFor({ program: new ApiClient(api, `bik_${key.prefix}_${'A'.repeat(43)}`) });
    const found = await row('SELECT last_used_at FROM api_key WHERE id = $1', [key.id]);
    expect(found).toEqual({ last_used_at: null });
  });

  it('stands in the audit as the one who acted', async () => {
    const { owner, key } = await ownerWithKey();
    const cleaner = await makeKey(api, owner.client, [DELETE]);
    expect((await cleaner.program.delete(`${API_KEYS}/${key.id}`)).statusCode).toBe(204);
    const entry = await row(
      `SELECT actor_kind, actor_id FROM audit_entry WHERE object_id = $1 AND action = 'apikey.revoked'`,
      [key.id],
    );
    expect(entry).toEqual({ actor_kind: 'api_key', actor_id: cleaner.id });
  });
});

describe('whatever is no API key', () => {
  const good = `bik_aaaaaaaa_${'A'.repeat(43)}`;
  it.each([
    ['of an unknown prefix', good],
    ['too short', good.slice(0, -1)],
    ['too long', `${good}A`],
    ['with the bits over set', `${good.slice(0, -1)}B`],
    ['with a NUL', `${good.slice(0, -1)}\0`],
    ['with a character from elsewhere', `${good.slice(0, -1)}\u00f1`],
    ['of capitals', good.toUpperCase()],
    ['of 10 KB', `bik_aaaaaaaa_${'A'.repeat(10_000)}`],
    ['empty', 'bik_'],
    ['with the prefix only', 'bik_aaaaaaaa_'],
    ['with SQL', `bik_' OR 1=1--_${'A'.repeat(43)}`],
  ])('is 401: %s', async (_what, credential) => {
    const answer = await new ApiClient(api, credential).get(API_KEYS);
    expect([answer.statusCode, answer.json()]).toEqual([
      401,
      expect.objectContaining({ code: 'auth.token_invalid' }),
    ]);
    expect(answer.headers['www-authenticate']).toBe('Bearer');
  });

  it('is 401: the prefix of one key with the secret of another, and a key under another scheme', async () => {
    const [one, other] = [(await ownerWithKey()).key, (await ownerWithKey()).key];
    const mixed = new ApiClient(api, `bik_${one.prefix}_${other.key.slice(13)}`);
    expect(await codeFor({ program: mixed })).toBe('auth.token_invalid');
    const anonymous = new ApiClient(api, null);
    for (const authorization of [`Basic ${one.key}`, one.key, `Bearer ${one.key} x`, `Bearer x ${one.key}`]) {
      expect((await anonymous.get(API_KEYS, { authorization })).statusCode).toBe(401);
    }
    expect((await anonymous.get(API_KEYS, { authorization: `bearer  ${one.key}` })).statusCode).toBe(200);
  });
});

describe('escalation', () => {
  it('is refused: a key with permissions that its maker lacks', async () => {
    const { client } = await signIn(api, { permissions: [ADD, VIEW] });
    const before = await row('SELECT count(*) FROM api_key', []);
    const answer = await client.post(API_KEYS, { name: 'a', permissions: [VIEW, 'instruments.import'] });
    expect([answer.statusCode, answer.json()]).toEqual([
      403,
      expect.objectContaining({ code: 'rights.not_held', params: { missing: ['instruments.import'] } }),
    ]);
    expect(await row('SELECT count(*) FROM api_key', [])).toEqual(before);
  });

  it('is refused: one that is widened beyond whoever edits it', async () => {
    const { owner, key } = await ownerWithKey();
    const wider = { permissions: [VIEW, 'users.view_user'] };
    expect((await owner.client.patch(`${API_KEYS}/${key.id}`, wider)).statusCode).toBe(403);
    expect((await owner.client.get(`${API_KEYS}/${key.id}`)).json()).toMatchObject({ permissions: [VIEW] });
  });

  it("is refused: somebody else's key that reaches further; but anybody who may revokes it", async () => {
    const { key } = await ownerWithKey();
    const url = `${API_KEYS}/${key.id}`;
    const stranger = await signIn(api, { permissions: [CHANGE, DELETE] });
    for (const changes of [{ name: 'mine' }, { expires_at: '2999-01-01' }, { permissions: [DELETE] }]) {
      expect((await stranger.client.patch(url, changes)).statusCode).toBe(403);
    }
    const equal = await signIn(api, { permissions: [CHANGE, VIEW] });
    expect((await equal.client.patch(url, { name: 'theirs' })).statusCode).toBe(200);
    expect((await stranger.client.delete(url)).statusCode).toBe(204);
  });

  it('keeps an owner in charge of his key when he has lost what it holds, without giving it back', async () => {
    const { owner, key } = await ownerWithKey();
    await api.app.get(UserRightsService).revoke('system', owner.user.id, [VIEW]);
    const url = `${API_KEYS}/${key.id}`;
    expect((await owner.client.patch(url, { name: 'still mine' })).statusCode).toBe(200);
    expect((await owner.client.patch(url, { permissions: [DELETE] })).statusCode).toBe(200);
    expect((await owner.client.patch(url, { permissions: [DELETE, VIEW] })).statusCode).toBe(403);
  });

  it('is refused: a key that makes keys or prolongs itself, whatever it was given once', async () => {
    const owner = await signIn(api, { superuser: true });
    const key = await makeKey(api, owner.client, [VIEW, DELETE]);
    await api.database.query(
      'INSERT INTO api_key_permission SELECT $1, id FROM permission WHERE codename = ANY ($2)',
      [key.id, [ADD, CHANGE]],
    );
    const made = await key.program.post(API_KEYS, { name: 'child', permissions: [VIEW] });
    const prolonged = await key.program.patch(`${API_KEYS}/${key.id}`, { expires_at: null });
    for (const answer of [made, prolonged]) {
      expect([answer.statusCode, answer.json()]).toEqual([
        403,
        expect.objectContaining({ code: 'access.session_required' }),
      ]);
    }
    // what it cannot use it may keep and lose, but get neither anew nor again
    const change = async (permissions: readonly string[]): Promise<number> =>
      (await owner.client.patch(`${API_KEYS}/${key.id}`, { permissions })).statusCode;
    expect(await change([VIEW, ADD, CHANGE])).toBe(200);
    expect(await change([VIEW, ADD, 'users.add_user'])).toBe(400);
    expect(await change([VIEW])).toBe(200);
    expect(await change([VIEW, ADD])).toBe(400);
  });

  it('is refused: a key of one permission that edits the account of its owner', async () => {
    const { owner } = await ownerWithKey();
    const key = { userId: owner.user.id, isSuperuser: false, permissions: new Set(['users.change_user']) };
    const users = api.app.get(UsersService);
    const taken = users.update(key, owner.user.id, { email: 'thief@example.org' });
    await expect(taken).rejects.toMatchObject({ code: 'rights.not_held' });
  });
});
