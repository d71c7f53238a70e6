import { personalPermissionCodes, UserRightsService } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { API_KEYS, makeKey } from '../support/api-keys';
import { ApiClient, type SignedIn, signIn } from '../support/clients';
import { listOf } from '../support/lists';

const VIEW = 'auth.view_api_key';
const KEYS = [VIEW, 'auth.add_api_key', 'auth.change_api_key', 'auth.delete_api_key'] as const;
const NOBODY = '00000000-0000-4000-8000-000000000000';

let api: TestApp;
let maker: SignedIn;
beforeAll(async () => {
  api = await startApp();
  maker = await signIn(api, { permissions: [...KEYS, 'instruments.import'] });
});
afterAll(() => api.close());

async function dump(): Promise<string> {
  const tables = await api.database.query<{ name: string }>(
    `SELECT format('%I', tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
  );
  let text = '';
  for (const { name } of tables.rows) {
    const { rows } = await api.database.query<{ row: string }>(
      `SELECT row_to_json(t)::text AS row FROM ${name} t`,
    );
    text += rows.map(({ row }) => row).join('\n');
  }
  return text;
}

async function auditOf(id: string): Promise<Record<string, unknown>[]> {
  const { rows } = await api.database.query<Record<string, unknown>>(
    `SELECT action, actor_kind, actor_id, changes, details FROM audit_entry WHERE object_id = $1 ORDER BY id`,
    [id],
  );
  return rows;
}

describe('a new API key', () => {
  it('is shown once, to its maker, and stored by nobody on the way', async () => {
    const answer = await maker.client.post(API_KEYS, {
      name: 'reverb every night',
      permissions: ['instruments.import'],
      expires_at: '2999-01-01T00:00:00+01:00',
    });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers['cache-control']).toBe('no-store');
    const { key, ...shown } = answer.json<Record<string, unknown>>();
    expect(key).toMatch(/^bik_[a-z2-7]{8}_[\w-]{43}$/);
    expect(shown).toEqual({
      id: expect.any(String),
      name: 'reverb every night',
      prefix: String(key).slice(4, 12),
      state: 'active',
      owner: { id: maker.user.id, email: maker.user.email, is_active: true },
      permissions: ['instruments.import'],
      created_at: expect.any(String),
      created_by: maker.user.id,
      expires_at: '2998-12-31T23:00:00.000Z',
      ...{ revoked_at: null, revoked_by: null, last_used_at: null, last_used_ip: null },
    });
    const again = await maker.client.get(`${API_KEYS}/${String(shown['id'])}`);
    expect(again.json()).toEqual({
      ...shown,
      usable_permissions: ['auth.delete_api_key', VIEW, 'instruments.import'],
    });
    expect((await listOf(maker.client, `${API_KEYS}?q=every%20night`)).data).toEqual([shown]);
  });

  it('stands nowhere: not in a table, not in the audit, not in the log', async () => {
    const { id, key, prefix, program } = await makeKey(api, maker.client, ['instruments.import', VIEW]);
    await program.get(API_KEYS);
    await maker.client.patch(`${API_KEYS}/${id}`, { name: 'renamed' });
    await maker.client.delete(`${API_KEYS}/${id}`);
    await program.get(API_KEYS);
    const everything = `${await dump()}${JSON.stringify(api.logLines())}`;
    expect(everything).toContain(prefix);
    const secret = key.slice(13);
    for (const text of [secret, Buffer.from(secret, 'base64url').toString('hex')]) {
      expect(everything.includes(text)).toBe(false);
    }
    const hash = await api.database.query<{ hex: string }>(
      `SELECT encode(secret_hash, 'hex') AS hex FROM api_key WHERE id = $1`,
      [id],
    );
    const audit = await auditOf(id);
    expect(audit.map(({ action }) => action)).toEqual(['apikey.created', 'apikey.changed', 'apikey.revoked']);
    expect(JSON.stringify(audit)).not.toContain(hash.rows[0]?.hex);
    expect(audit[1]).toMatchObject({
      ...{ actor_kind: 'user', actor_id: maker.user.id },
      changes: { name: ['scraper', 'renamed'] },
    });
  });

  it.each([
    [{ name: '' }, '/name', 'format'],
    [{ name: 'a\nb' }, '/name', 'format'],
    [{ permissions: [] }, '/permissions', 'length'],
    [{ permissions: 'instruments.import' }, '/permissions', 'type'],
    [{ permissions: ['instruments.fly'] }, '/permissions', 'choice'],
    [{ expires_at: 'tomorrow' }, '/expires_at', 'format'],
    [{ expires_at: '2999-02-30T00:00:00Z' }, '/expires_at', 'format'],
    [{ owner: NOBODY }, '/owner', 'unknown'],
  ])('is refused so: %j', async (wrong, pointer, code) => {
    const answer = await maker.client.post(API_KEYS, { name: 'a', permissions: [VIEW], ...wrong });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ errors: [{ pointer, code }] });
  });

  it('is refused what is for people only, each of them, in the language of who asks', async () => {
    const boss = await signIn(api, { superuser: true });
    for (const code of personalPermissionCodes) {
      const answer = await boss.client.post(
        API_KEYS,
        { name: 'a', permissions: [VIEW, code] },
        { 'accept-language': 'es' },
      );
      expect([answer.statusCode, answer.json()]).toEqual([
        400,
        expect.objectContaining({
          code: 'apikeys.people_only',
          detail: `Ninguna clave de API puede usar estos permisos, que son solo para personas: ${code}.`,
          params: { fields: ['permissions'], permissions: [code] },
          errors: [
            { pointer: '/permissions', code: 'apikeys.people_only', detail: expect.stringContaining(code) },
          ],
        }),
      ]);
    }
  });

  it('is refused when it would be expired already, by the clock of the database', async () => {
    api.setNow('2020-01-01T00:00:00Z');
    const wanted = { name: 'a', permissions: [VIEW], expires_at: '2021-01-01' };
    const answer = await maker.client.post(API_KEYS, wanted).finally(() => {
      api.setNow(null);
    });
    expect([answer.statusCode, answer.json()]).toEqual([
      400,
      expect.objectContaining({
        code: 'apikeys.invalid',
        detail: 'An API key expires in the future.',
        params: { fields: ['expires_at'] },
        errors: [
          {
            pointer: '/expires_at',
            code: 'apikeys.invalid',
            detail: 'An API key expires in the future.',
          },
        ],
      }),
    ]);
  });
});

describe('one API key', () => {
  it('loses and gets permissions, name and expiry, and keeps what is not named', async () => {
    const { id } = await makeKey(api, maker.client, [VIEW], { expires_at: '2999-01-01' });
    const url = `${API_KEYS}/${id}`;
    const wider = await maker.client.patch(url, { permissions: ['instruments.import', VIEW] });
    expect(wider.json()).toMatchObject({ name: 'scraper', permissions: [VIEW, 'instruments.import'] });
    const other = await maker.client.patch(url, { permissions: ['instruments.import'], expires_at: null });
    expect(other.json()).toMatchObject({ permissions: ['instruments.import'], expires_at: null });
    expect((await maker.client.patch(url, {})).json()).toEqual(other.json());
    expect((await auditOf(id)).slice(1).map(({ changes }) => changes)).toEqual([
      { permissions: [[VIEW], [VIEW, 'instruments.import']] },
      {
        permissions: [[VIEW, 'instruments.import'], ['instruments.import']],
        expires_at: ['2999-01-01T00:00:00.000Z', null],
      },
    ]);
    for (const wrong of [
      { name: null },
      { permissions: null },
      { permissions: [] },
      { expires_at: '2020-01-01' },
    ]) {
      expect((await maker.client.patch(url, wrong)).statusCode).toBe(400);
    }
  });

  it('tells what its owner lets it do, and is given nothing else by others', async () => {
    const owner = await signIn(api, { permissions: [...KEYS, 'instruments.import', 'users.view_user'] });
    const { id } = await makeKey(api, owner.client, ['instruments.import', 'users.view_user']);
    const rights = api.app.get(UserRightsService);
    await rights.revoke('system', owner.user.id, ['users.view_user']);
    const url = `${API_KEYS}/${id}`;
    expect((await owner.client.get(url)).json()).toMatchObject({
      permissions: ['instruments.import', 'users.view_user'],
      usable_permissions: ['auth.delete_api_key', VIEW, 'instruments.import'],
    });
    const boss = await signIn(api, { superuser: true });
    const kept = await boss.client.patch(url, { permissions: [VIEW, 'users.view_user'] });
    expect(kept.statusCode).toBe(200);
    const useless = await boss.client.patch(url, { permissions: [VIEW, 'audit.view_entry'] });
    expect([useless.statusCode, useless.json()]).toEqual([
      400,
      expect.objectContaining({ code: 'apikeys.invalid', params: { fields: ['permissions'] } }),
    ]);
    await boss.client.delete(`/api/v1/admin/users/${owner.user.id}`);
    expect((await boss.client.get(url)).json()).toMatchObject({ owner: null, usable_permissions: [] });
  });

  it('is revoked once, and stays as it was then', async () => {
    const { id } = await makeKey(api, maker.client, [VIEW]);
    const url = `${API_KEYS}/${id}`;
    expect((await maker.client.delete(url)).statusCode).toBe(204);
    const revoked = await maker.client.get(url);
    expect(revoked.json()).toMatchObject({ state: 'revoked', revoked_by: maker.user.id });
    expect((await maker.client.delete(url)).statusCode).toBe(204);
    expect((await maker.client.get(url)).json()).toEqual(revoked.json());
    const edited = await maker.client.patch(url, { name: 'b' });
    expect([edited.statusCode, edited.json()]).toEqual([
      409,
      expect.objectContaining({ code: 'apikeys.revoked' }),
    ]);
    expect(await auditOf(id)).toHaveLength(2);
  });

  it.each([NOBODY, 'bik_aaaaaaaa', '%00', `${NOBODY}0`])('is 404 when there is none: %s', async (id) => {
    const url = `${API_KEYS}/${id}`;
    const answers = [
      await maker.client.get(url),
      await maker.client.patch(url, { name: 'a' }),
      await maker.client.delete(url),
    ];
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([404, 404, 404]);
  });
});

describe('the doors of API keys', () => {
  it('each ask for their own permission', async () => {
    const { id } = await makeKey(api, maker.client, [VIEW]);
    const url = `${API_KEYS}/${id}`;
    const doors = async (client: ApiClient): Promise<number[]> => [
      (await client.get(API_KEYS)).statusCode,
      (await client.get(url)).statusCode,
      (await client.post(API_KEYS, { name: 'a', permissions: [VIEW] })).statusCode,
      (await client.patch(url, { name: 'a' })).statusCode,
      (await client.delete(url)).statusCode,
    ];
    expect(await doors(new ApiClient(api, null))).toEqual([401, 401, 401, 401, 401]);
    expect(await doors((await signIn(api, { staff: true })).client)).toEqual([403, 403, 403, 403, 403]);
    expect(await doors((await signIn(api, { permissions: [VIEW] })).client)).toEqual([
      200, 200, 403, 403, 403,
    ]);
    expect(await doors((await signIn(api, { superuser: true })).client)).toEqual([200, 200, 201, 200, 204]);
  });
});
