import { SessionsService, type IssuedTokens } from '@app/auth';
import { permissionCodes, UsersService } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { makeKey } from '../support/api-keys';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { faultsOf, idsOf, listOf, walk } from '../support/lists';
import { WatchedClient } from '../support/secrets';

const SESSIONS = '/api/v1/admin/sessions';
const NOBODY = '00000000-0000-7000-8000-000000000000';

let api: TestApp;
let admin: SignedIn;
let client: ApiClient;

beforeAll(async () => {
  api = await startApp();
  admin = await signIn(api, { permissions: ['auth.view_session', 'auth.revoke_token'] });
  client = new WatchedClient(api, admin.client.credential);
});
afterAll(() => api.close());

/** Another session of somebody. */
async function open(
  { user }: SignedIn,
  ip: string,
  transport: 'bearer' | 'cookie' = 'bearer',
): Promise<IssuedTokens> {
  return api.app.get(SessionsService).open(user.id, { ip, userAgent: 'another' }, transport);
}

/** What an access token is answered at a door for whoever is signed in. */
async function statusOf(person: SignedIn): Promise<number> {
  return (await person.client.get('/api/v1/auth/sessions')).statusCode;
}

async function entries(action: string, objectId: string | null): Promise<unknown[]> {
  const { rows } = await api.database.query<Record<string, unknown>>(
    `SELECT actor_kind, actor_id, details, host(ip) AS ip, request_id FROM audit_entry
      WHERE action = $1 AND object_id IS NOT DISTINCT FROM $2 ORDER BY id`,
    [action, objectId],
  );
  return rows;
}

describe('each door of the sessions', () => {
  it.each([
    ['GET', SESSIONS, 'auth.view_session'],
    ['GET', `${SESSIONS}/${NOBODY}`, 'auth.view_session'],
    ['DELETE', `${SESSIONS}/${NOBODY}`, 'auth.revoke_token'],
    ['POST', `${SESSIONS}/revoke`, 'auth.revoke_token'],
    ['POST', `${SESSIONS}/revoke-all`, 'auth.revoke_token'],
    ['POST', `/api/v1/admin/users/${NOBODY}/revoke-tokens`, 'auth.revoke_token'],
  ] as const)('%s %s needs %s and no other permission will do', async (method, url, code) => {
    const others = permissionCodes.filter((one) => one !== code);
    const person = await signIn(api, { permissions: others });
    const answer = await person.client.send(method, url);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      403,
      { code: 'access.permission_missing', params: { permission: code } },
    ]);
  });
});

describe('the list of sessions', () => {
  let person: SignedIn;
  let cookie: IssuedTokens;
  let far: IssuedTokens;
  const mine = (more: string): string => `${SESSIONS}?user=${person.user.id}${more}`;

  beforeAll(async () => {
    person = await signIn(api, { email: 'Rosa.Ruiz@example.org' });
    cookie = await open(person, '198.51.100.20', 'cookie');
    far = await open(person, '2001:db8:1::5');
    await api.app.get(SessionsService).revoke(person.user.id, far.sessionId, { reason: 'logout' });
  });

  it('shows a session with its user, and no token', async () => {
    const { data, page } = await listOf(client, mine('&sort=created_at&per_page=1'));
    expect(page).toMatchObject({ number: 1, size: 1, total: 3, count: 'exact' });
    expect(data).toEqual([
      {
        ...{ id: person.tokens.sessionId, user: person.user.id, email: 'Rosa.Ruiz@example.org' },
        ...{ state: 'open', ip: '203.0.113.7', user_agent: 'test', transport: 'bearer' },
        ...{ current_gen: 1, confirmed_gen: 0, recovered_at: null },
        ...{ created_at: expect.any(String), authenticated_at: expect.any(String) },
        ...{ last_seen_at: expect.any(String), idle_expires_at: expect.any(String) },
        ...{ absolute_expires_at: expect.any(String) },
        ...{ revoked_at: null, reason: null, revoked_by: null },
      },
    ]);
  });

  it('filters by whatever it shows, all filters together', async () => {
    const [first, second, third] = [person.tokens.sessionId, cookie.sessionId, far.sessionId];
    const found = (more: string): Promise<unknown[]> => idsOf(client, mine(`&sort=created_at${more}`));
    expect(await found('')).toEqual([first, second, third]);
    expect(await idsOf(client, `${SESSIONS}?sort=created_at&email=ROSA.ruiz@example.org`)).toHaveLength(3);
    expect(await found('&state=open')).toEqual([first, second]);
    expect(await found('&state=revoked&reason=logout')).toEqual([third]);
    expect(await found('&reason=admin')).toEqual([]);
    expect(await found('&transport=cookie')).toEqual([second]);
    expect(await found('&ip=198.51.100.20')).toEqual([second]);
    expect(await found('&ip=198.51.0.0/16')).toEqual([second]);
    expect(await found('&ip=2001:db8::/32')).toEqual([third]);
    expect(await found('&created_from=2026-01-01&created_to=9999-12-31')).toHaveLength(3);
    expect(await found('&created_to=2026-01-01T00:00:00Z')).toEqual([]);
    expect(await found(`&q=${second}`)).toEqual([second]);
    expect(await idsOf(client, `${SESSIONS}?q=rosa.ruiz@EXAMPLE.org&state=revoked`)).toEqual([third]);
    expect(await idsOf(client, `${SESSIONS}?q=rosa.RU&state=revoked`)).toEqual([third]);
    for (const nothing of ['q=nobody', 'q=osa.ruiz', 'q=rosa_ruiz', 'email=rosa.ruiz@']) {
      expect(await idsOf(client, `${SESSIONS}?${nothing}`)).toEqual([]);
    }
  });

  it('calls a session expired that has run out, or whose user may not come in', async () => {
    const users = api.app.get(UsersService);
    const [late, inactive, gone] = [await signIn(api), await signIn(api), await signIn(api)];
    await api.database.query('UPDATE auth_session SET idle_expires_at = now() WHERE id = $1', [
      late.tokens.sessionId,
    ]);
    await users.setActive('system', inactive.user.id, false);
    await users.delete('system', gone.user.id);
    for (const { sessionId } of [late.tokens, inactive.tokens, gone.tokens]) {
      expect((await listOf(client, `${SESSIONS}?q=${sessionId}`)).data).toMatchObject([{ state: 'expired' }]);
      expect(await idsOf(client, `${SESSIONS}?q=${sessionId}&state=expired`)).toEqual([sessionId]);
      expect(await idsOf(client, `${SESSIONS}?q=${sessionId}&state=open`)).toEqual([]);
    }
  });

  it.each([
    ['user=42', 'user format'],
    ['user=00000000-0000-0000-0000-00000000000G', 'user format'],
    ['user=', 'user format'],
    ['state=closed', 'state choice'],
    ['reason=because', 'reason choice'],
    ['transport=pigeon', 'transport choice'],
    ['ip=300.1.1.1', 'ip format'],
    ['ip=10.0.0.0/33', 'ip format'],
    ['ip=10.0.0.0/08', 'ip format'],
    ['ip=10.0.0.0/8/8', 'ip format'],
    ['ip=fe80::1%25eth0', 'ip format'],
    ['created_from=yesterday', 'created_from format'],
    ['created_to=2026-02-30', 'created_to format'],
    ['created_to=2026-11-21T25:00:00Z', 'created_to format'],
    ['q=%00', 'q format'],
    ['email=a%00@example.org', 'email format'],
    ['sort=ip', 'sort choice'],
    ['user_agent=x', 'user_agent unknown'],
    ['state=open&state=revoked', 'state choice'],
  ])('refuses ?%s as %s', async (query, fault) => {
    expect(await faultsOf(client, `${SESSIONS}?${query}`)).toEqual([fault]);
  });

  it('takes whatever a moment or an address may be', async () => {
    for (const query of [
      'created_from=0000-01-01&created_to=9999-12-31',
      'ip=::ffff:1.2.3.4&created_from=2026-11-21T10:00:00.123456789%2B14:00',
      'ip=0.0.0.0/0',
      'ip=::/0',
      `q=${'x'.repeat(254)}`,
    ]) {
      await listOf(client, `${SESSIONS}?${query}`);
    }
  });

  it('is walked by cursor, each session once, however many come meanwhile', async () => {
    const walker = await signIn(api);
    for (let n = 0; n < 6; n += 1) await open(walker, '192.0.2.1');
    for (const sort of ['created_at', '-created_at', 'last_seen_at', '-absolute_expires_at']) {
      const url = `${SESSIONS}?user=${walker.user.id}&sort=${sort}&limit=2`;
      const all = await idsOf(client, `${SESSIONS}?user=${walker.user.id}&sort=${sort}&per_page=100`);
      const descending = sort.startsWith('-');
      const walked = await walk(client, url, () =>
        descending ? open(walker, '192.0.2.1') : Promise.resolve(),
      );
      expect(walked).toEqual(all);
    }
  });

  it('shows one session with its generations, the newest first', async () => {
    const answer = await client.get(`${SESSIONS}/${far.sessionId}`);
    expect(answer.json()).toMatchObject({
      ...{ id: far.sessionId, state: 'revoked', reason: 'logout' },
      generations: [{ gen: 1, state: 'blacklisted', session_id: far.sessionId }],
    });
    for (const id of [NOBODY, 'x', '%27', '1']) {
      expect((await client.get(`${SESSIONS}/${id}`)).json()).toMatchObject({
        code: 'auth.session_not_found',
      });
    }
  });
});

describe('revoking a session', () => {
  it('is effective on the next request, kept with its reason, and done once', async () => {
    const victim = await signIn(api);
    const { sessionId, refresh } = victim.tokens;
    expect(await statusOf(victim)).toBe(200);
    const url = `${SESSIONS}/${sessionId}`;
    const answer = await client.send('DELETE', url, { body: { note: 'lost laptop' } });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(await statusOf(victim)).toBe(401);
    const refreshed = await new ApiClient(api, null).post('/api/v1/auth/token/refresh', { refresh });
    expect(refreshed.json()).toMatchObject({ code: 'auth.token_invalid' });
    const once = {
      ...{ actor_kind: 'user', actor_id: admin.user.id, ip: '127.0.0.1' },
      details: { reason: 'admin', note: 'lost laptop', user: victim.user.id },
      request_id: answer.headers['x-request-id'],
    };
    expect(await entries('session.revoked', sessionId)).toEqual([once]);
    expect((await client.delete(url)).statusCode).toBe(204);
    expect(await entries('session.revoked', sessionId)).toEqual([once]);
    expect((await client.get(url)).json()).toMatchObject({ reason: 'admin', revoked_by: admin.user.id });
  });

  it('reaches superusers too, and is 404 for one that never was', async () => {
    const root = await signIn(api, { superuser: true });
    expect((await client.delete(`${SESSIONS}/${root.tokens.sessionId}`)).statusCode).toBe(204);
    expect(await statusOf(root)).toBe(401);
    for (const id of [NOBODY, 'x']) expect((await client.delete(`${SESSIONS}/${id}`)).statusCode).toBe(404);
  });

  it('by a program is put down under its key', async () => {
    const maker = await signIn(api, { permissions: ['auth.revoke_token', 'auth.add_api_key'] });
    const key = await makeKey(api, maker.client, ['auth.revoke_token']);
    const { sessionId } = (await signIn(api)).tokens;
    expect((await key.program.delete(`${SESSIONS}/${sessionId}`)).statusCode).toBe(204);
    expect(await entries('session.revoked', sessionId)).toMatchObject([
      { actor_kind: 'api_key', actor_id: key.id },
    ]);
  });

  it.each([[{ note: '' }], [{ note: 'x'.repeat(501) }], [{ note: 7 }], [{ reason: 'x' }]])(
    'refuses %j as what to say about it',
    async (body) => {
      const answer = await client.send('DELETE', `${SESSIONS}/${NOBODY}`, { body });
      expect([answer.statusCode, answer.json()]).toMatchObject([400, { code: 'http.invalid_fields' }]);
    },
  );
});
