import { RefreshService, SessionsService, type IssuedTokens } from '@app/auth';
import { permissionCodes, UsersService } from '@app/users';
import { ageHead } from '../support/aging';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { faultsOf, idsOf, listOf, walk } from '../support/lists';
import { WatchedClient } from '../support/secrets';
import { partsOf } from '../support/tokens';

const TOKENS = '/api/v1/admin/outstanding-tokens';
const BLACKLIST = '/api/v1/admin/blacklisted-tokens';
const NOBODY = '00000000-0000-7000-8000-000000000000';
const CALLER = { ip: '203.0.113.7' };

let api: TestApp;
let admin: SignedIn;
let client: ApiClient;

beforeAll(async () => {
  api = await startApp();
  admin = await signIn(api, {
    permissions: ['auth.view_outstanding_token', 'auth.view_blacklisted_token', 'auth.revoke_token'],
  });
  client = new WatchedClient(api, admin.client.credential);
});
afterAll(() => api.close());

const jtiOf = ({ refresh }: IssuedTokens): string => String(partsOf(refresh).payload['jti']);
const alive = async ({ client: own }: SignedIn): Promise<boolean> =>
  (await own.get('/api/v1/auth/sessions')).statusCode === 200;

/** The next generation of a session. */
async function rotate(tokens: IssuedTokens): Promise<IssuedTokens> {
  await ageHead(api.database, tokens.sessionId);
  return api.app.get(RefreshService).refresh(tokens.refresh, CALLER);
}

describe('each door of the tokens', () => {
  it.each([
    ['GET', TOKENS, 'auth.view_outstanding_token'],
    ['GET', `${TOKENS}/1`, 'auth.view_outstanding_token'],
    ['POST', `${TOKENS}/1/blacklist`, 'auth.revoke_token'],
    ['GET', BLACKLIST, 'auth.view_blacklisted_token'],
  ] as const)('%s %s needs %s and no other permission will do', async (method, url, code) => {
    const others = permissionCodes.filter((one) => one !== code);
    const person = await signIn(api, { permissions: others });
    const answer = await person.client.send(method, url);
    expect([answer.statusCode, answer.json()]).toMatchObject([403, { params: { permission: code } }]);
  });
});

describe('the list of outstanding tokens', () => {
  it('shows the fields of simplejwt and what became of a token, and never the token', async () => {
    const person = await signIn(api);
    const head = await rotate(person.tokens);
    const answer = await client.get(`${TOKENS}?user=${person.user.id}&sort=created_at`);
    expect(answer.json<{ data: unknown }>().data).toEqual([
      {
        ...{ id: expect.stringMatching(/^\d+$/), jti: jtiOf(person.tokens), user: person.user.id },
        ...{ email: person.user.email, session_id: person.tokens.sessionId, gen: 1, kid: expect.any(String) },
        ...{ created_at: expect.any(String), expires_at: expect.any(String), state: 'consumed' },
        ...{ consumed_at: expect.any(String), reuse_count: 0, reason: null, ip: CALLER.ip },
      },
      expect.objectContaining({ jti: jtiOf(head), gen: 2, state: 'live', consumed_at: null }),
    ]);
    for (const token of [person.tokens.refresh, person.tokens.access, head.refresh, head.access]) {
      for (const part of [token, ...token.split('.').slice(1)]) expect(answer.body).not.toContain(part);
    }
  });

  it('tells each state, and filters by it', async () => {
    const users = api.app.get(UsersService);
    const [rotated, late, listed, gone, inactive, voided] = [
      await signIn(api),
      await signIn(api),
      await signIn(api),
      await signIn(api),
      await signIn(api),
      await signIn(api),
    ];
    const head = await rotate(rotated.tokens);
    await api.database.query('UPDATE outstanding_token SET expires_at = now() WHERE session_id = $1', [
      late.tokens.sessionId,
    ]);
    await api.app.get(SessionsService).revoke(listed.user.id, listed.tokens.sessionId, { reason: 'logout' });
    await users.delete('system', gone.user.id);
    await users.setActive('system', inactive.user.id, false);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await users.invalidateTokens(voided.user.id);
    const expected = [
      [jtiOf(rotated.tokens), 'consumed'],
      [jtiOf(head), 'live'],
      [jtiOf(late.tokens), 'expired'],
      [jtiOf(listed.tokens), 'blacklisted'],
      [jtiOf(gone.tokens), 'revoked'],
      [jtiOf(inactive.tokens), 'revoked'],
      [jtiOf(voided.tokens), 'revoked'],
    ] as const;
    for (const [jti, state] of expected) {
      expect((await listOf(client, `${TOKENS}?jti=${jti}`)).data).toMatchObject([{ jti, state }]);
      for (const asked of ['live', 'consumed', 'expired', 'blacklisted', 'revoked']) {
        const found = await idsOf(client, `${TOKENS}?q=${jti}&state=${asked}`);
        expect([asked, found.length]).toEqual([asked, asked === state ? 1 : 0]);
      }
    }
  });

  it('filters by user, e-mail or its beginning, session, address, reason and dates', async () => {
    const person = await signIn(api, { email: 'Token.Tester@example.org' });
    await rotate(person.tokens);
    const { sessionId } = person.tokens;
    for (const query of [
      `user=${person.user.id}`,
      'email=token.TESTER@example.org',
      ...['TOKEN.tester@example.org', 'token.T', 'Token.tester@'].map((q) => `q=${encodeURIComponent(q)}`),
      `session=${sessionId}&ip=203.0.113.0/24`,
      `session=${sessionId}`,
      `session=${sessionId}&created_from=2026-01-01&expires_from=2026-01-01&expires_to=9999-01-01`,
    ]) {
      expect(await idsOf(client, `${TOKENS}?${query}`)).toHaveLength(2);
    }
    expect(await idsOf(client, `${TOKENS}?session=${sessionId}&created_to=2026-01-01`)).toEqual([]);
    expect(await idsOf(client, `${TOKENS}?session=${sessionId}&expires_to=2026-01-01`)).toEqual([]);
    for (const nothing of [
      'q=nobody@example.org',
      'q=oken.tester',
      'q=token_tester',
      'email=token.tester@',
    ]) {
      expect(await idsOf(client, `${TOKENS}?${nothing}`)).toEqual([]);
    }
    expect(await idsOf(client, `${TOKENS}?session=${sessionId}&ip=10.0.0.0/8`)).toEqual([]);
    await api.app.get(SessionsService).revoke(person.user.id, sessionId, { reason: 'logout' });
    const ended = await listOf(client, `${TOKENS}?session=${sessionId}&reason=logout`);
    expect(ended.data).toMatchObject([{ state: 'blacklisted', reason: 'logout', gen: 2 }]);
    expect(await idsOf(client, `${TOKENS}?session=${sessionId}&reason=admin`)).toEqual([]);
  });

  it('is walked by cursor while tokens are given out', async () => {
    const { user } = await signIn(api);
    const open = (): Promise<IssuedTokens> => api.app.get(SessionsService).open(user.id, CALLER, 'bearer');
    for (let n = 0; n < 5; n += 1) await open();
    for (const sort of ['-created_at', '-expires_at']) {
      const url = `${TOKENS}?user=${user.id}&sort=${sort}`;
      const all = await idsOf(client, url);
      expect(await walk(client, `${url}&limit=2`, open)).toEqual(all);
    }
  });

  it.each([
    ['user=1', 'user format'],
    ['session=x', 'session format'],
    ['jti=x', 'jti format'],
    ['state=dead', 'state choice'],
    ['reason=none', 'reason choice'],
    ['ip=10.0.0.0/33', 'ip format'],
    ['created_from=1', 'created_from format'],
    ['expires_to=2026-13-01', 'expires_to format'],
    ['sort=jti', 'sort choice'],
    ['kid=x', 'kid unknown'],
  ])('refuses ?%s as %s', async (query, fault) => {
    expect(await faultsOf(client, `${TOKENS}?${query}`)).toEqual([fault]);
  });

  it('shows one by its id and by its jti, and is 404 for whatever is neither', async () => {
    const { tokens } = await signIn(api);
    const jti = jtiOf(tokens);
    const one = (await client.get(`${TOKENS}/${jti}`)).json<{ id: string }>();
    expect(one).toMatchObject({ jti, state: 'live' });
    expect((await client.get(`${TOKENS}/${one.id}`)).json()).toEqual(one);
    for (const id of [NOBODY, '0', '-1', '1e3', '9'.repeat(18), '9'.repeat(30), 'x', '%27']) {
      const answer = await client.get(`${TOKENS}/${id}`);
      expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'auth.token_not_found' }]);
    }
  });
});

describe('blacklisting a token', () => {
  it.each(['head', 'parent'])('that is the %s ends its session, access tokens included', async (which) => {
    const person = await signIn(api);
    const head = await rotate(person.tokens);
    const jti = jtiOf(which === 'head' ? head : person.tokens);
    expect(await alive(person)).toBe(true);
    const answer = await client.post(`${TOKENS}/${jti}/blacklist`, { note: 'seen in a paste' });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(await alive(person)).toBe(false);
    for (const { refresh } of [person.tokens, head]) {
      const refreshed = await new ApiClient(api, null).post('/api/v1/auth/token/refresh', { refresh });
      expect(refreshed.json()).toMatchObject({ code: 'auth.token_invalid' });
    }
    expect((await client.get(`${TOKENS}/${jti}`)).json()).toMatchObject({ state: 'blacklisted' });
    expect((await client.post(`${TOKENS}/${jti}/blacklist`)).statusCode).toBe(204);
    const { rows } = await api.database.query(
      `SELECT action, actor_id, details FROM audit_entry WHERE object_id IN ($1, $2) ORDER BY action`,
      [jti, head.sessionId],
    );
    const details = { reason: 'admin', note: 'seen in a paste' };
    expect(rows).toMatchObject([
      { action: 'session.revoked', actor_id: admin.user.id, details },
      {
        ...{ action: 'token.blacklisted', actor_id: admin.user.id },
        details: { ...details, session: head.sessionId, gen: which === 'head' ? 2 : 1 },
      },
    ]);
    expect(rows).toHaveLength(2);
  });

  it('is 404 for one that never was', async () => {
    for (const id of [NOBODY, '999999999', 'x']) {
      expect((await client.post(`${TOKENS}/${id}/blacklist`)).statusCode).toBe(404);
    }
  });
});

describe('the list of blacklisted tokens', () => {
  it('shows who took a token back, why and from where, and filters by all of it', async () => {
    const person = await signIn(api, { email: 'Cut.Off@example.org' });
    const jti = jtiOf(person.tokens);
    await client.post(`${TOKENS}/${jti}/blacklist`, { note: 'stolen phone' });
    const mine = (more: string): Promise<unknown[]> =>
      idsOf(client, `${BLACKLIST}?user=${person.user.id}${more}`);
    const { data } = await listOf(client, `${BLACKLIST}?q=${jti}`);
    expect(data).toEqual([
      {
        ...{ id: expect.any(String), jti, session_id: person.tokens.sessionId, user: person.user.id },
        ...{ email: 'Cut.Off@example.org', expires_at: expect.any(String), reason: 'admin' },
        ...{ blacklisted_at: expect.any(String), actor: admin.user.id, actor_email: admin.user.email },
        ...{ ip: '127.0.0.1', note: 'stolen phone' },
      },
    ]);
    const ids = data.map(({ id }) => id);
    for (const more of [
      '&reason=admin',
      `&actor=${admin.user.id}`,
      `&jti=${jti}`,
      '&ip=127.0.0.0/8',
      '&from=2026-01-01&to=9999-01-01',
      '&email=cut.off@example.org',
      '&q=CUT.OFF@example.org',
      '&q=cut.o',
    ]) {
      expect(await mine(more)).toEqual(ids);
    }
    for (const more of [
      '&reason=logout',
      '&q=cut.of@',
      `&actor=${NOBODY}`,
      `&jti=${NOBODY}`,
      '&ip=::1',
      '&to=2026-01-01',
    ]) {
      expect(await mine(more)).toEqual([]);
    }
  });

  it('is walked by cursor', async () => {
    const { user } = await signIn(api);
    for (let n = 0; n < 5; n += 1) await api.app.get(SessionsService).open(user.id, CALLER, 'bearer');
    await api.app.get(SessionsService).revokeAll(user.id, { reason: 'password_change' });
    const url = `${BLACKLIST}?user=${user.id}`;
    const all = await idsOf(client, url);
    expect(all.length).toBeGreaterThanOrEqual(5);
    expect(await walk(client, `${url}&limit=2`)).toEqual(all);
    expect(await walk(client, `${url}&limit=2&sort=blacklisted_at`)).toEqual([...all].reverse());
  });

  it.each([
    ['reason=none', 'reason choice'],
    ['actor=me', 'actor format'],
    ['ip=localhost', 'ip format'],
    ['from=x', 'from format'],
    ['to=x', 'to format'],
    ['note=x', 'note unknown'],
  ])('refuses ?%s as %s', async (query, fault) => {
    expect(await faultsOf(client, `${BLACKLIST}?${query}`)).toEqual([fault]);
  });
});
