import { SessionsService } from '@app/auth';
import { ageHead } from '../support/aging';
import { startApp, type TestApp } from '../support/app';
import { AUTH_KEYS, KEYS } from '../support/auth';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { forge, partsOf } from '../support/tokens';

const SESSIONS = '/api/v1/auth/sessions';
const LOGOUT = '/api/v1/auth/logout';
const LOGOUT_ALL = '/api/v1/auth/logout-all';
const VERIFY = '/api/v1/auth/token/verify';
const REFRESH = '/api/v1/auth/token/refresh';
const PROXY = '10.9.8.7';

let api: TestApp;
let nobody: ApiClient;

beforeAll(async () => {
  api = await startApp({ AUTH_KEYS, TRUSTED_PROXIES: `${PROXY}/32` });
  nobody = new ApiClient(api, null);
});
afterAll(() => api.close());

/** Another session of somebody, and the client that has it. */
async function another({ user }: SignedIn): Promise<{ client: ApiClient; id: string; refresh: string }> {
  const caller = { ip: '2001:db8::1', userAgent: 'another device' };
  const tokens = await api.app.get(SessionsService).open(user.id, caller, 'bearer');
  return { client: new ApiClient(api, tokens.access), id: tokens.sessionId, refresh: tokens.refresh };
}

const statusOf = async (client: ApiClient): Promise<number> => (await client.get(SESSIONS)).statusCode;

async function endOf(sessionId: string): Promise<unknown> {
  const { rows } = await api.database.query(
    'SELECT revoked_reason AS reason, revoked_by AS by FROM auth_session WHERE id = $1',
    [sessionId],
  );
  return rows[0];
}

describe('signing out', () => {
  it.each([
    ['the refresh token', ({ tokens }: SignedIn) => nobody.post(LOGOUT, { refresh: tokens.refresh })],
    ['the access token', ({ client }: SignedIn) => client.post(LOGOUT)],
    ['both', ({ client, tokens }: SignedIn) => client.post(LOGOUT, { refresh: tokens.refresh })],
  ])('by %s ends the session, and its access token is dead on the next request', async (_by, leave) => {
    const person = await signIn(api);
    expect(await statusOf(person.client)).toBe(200);
    const answer = await leave(person);
    expect([answer.statusCode, answer.body, answer.headers['cache-control']]).toEqual([204, '', 'no-store']);
    expect(await statusOf(person.client)).toBe(401);
    const refresh = await nobody.post(REFRESH, { refresh: person.tokens.refresh });
    expect([refresh.statusCode, refresh.json()]).toMatchObject([401, { code: 'auth.token_invalid' }]);
    expect(await endOf(person.tokens.sessionId)).toEqual({ reason: 'logout', by: person.user.id });
    expect((await leave(person)).statusCode).toBe(204);
  });

  it('by a token that has run out or been exchanged ends its session too', async () => {
    const person = await signIn(api);
    const { header, payload } = partsOf(person.tokens.access);
    const old = forge({ header, payload: { ...payload, exp: 1_000_000_000 } }, KEYS.new);
    expect((await new ApiClient(api, old).post(LOGOUT)).statusCode).toBe(204);
    expect(await statusOf(person.client)).toBe(401);

    const other = await signIn(api);
    await ageHead(api.database, other.tokens.sessionId);
    await nobody.post(REFRESH, { refresh: other.tokens.refresh });
    await nobody.post(LOGOUT, { refresh: other.tokens.refresh });
    expect(await statusOf(other.client)).toBe(401);
  });

  it('succeeds with nothing, with garbage, and with what somebody has made up', async () => {
    const person = await signIn(api);
    const forged = forge(partsOf(person.tokens.refresh), 'a secret of somebody else, long enough');
    const tokens = ['', 'x', 'a.b.c', forged, 5, null, [], { a: 1 }].map((refresh) => ({ refresh }));
    for (const body of [undefined, {}, [], { foo: 1 }, ...tokens]) {
      expect((await nobody.post(LOGOUT, body)).statusCode).toBe(204);
    }
    for (const authorization of ['', 'Bearer', 'Bearer ', 'Bearer x', 'Basic eDp5', `Bearer ${forged}`]) {
      expect((await nobody.post(LOGOUT, {}, { authorization })).statusCode).toBe(204);
    }
    expect(await statusOf(person.client)).toBe(200);
  });

  it('takes JSON of no bytes', async () => {
    const { client } = await signIn(api);
    expect((await client.post(LOGOUT, undefined, { 'content-type': 'application/json' })).statusCode).toBe(
      204,
    );
    expect(await statusOf(client)).toBe(401);
  });

  it.each(['', '?others=0'])('everywhere%s ends all sessions of the account and no other', async (query) => {
    const [person, stranger] = [await signIn(api), await signIn(api)];
    const second = await another(person);
    const answer = await person.client.post(`${LOGOUT_ALL}${query}`);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect([await statusOf(person.client), await statusOf(second.client)]).toEqual([401, 401]);
    expect(await statusOf(stranger.client)).toBe(200);
    // and whoever signs in after it is in
    expect(await statusOf((await another(person)).client)).toBe(200);
  });

  it('on the others keeps the session that asks', async () => {
    const person = await signIn(api);
    const others = [await another(person), await another(person)];
    expect((await person.client.post(`${LOGOUT_ALL}?others=1`)).statusCode).toBe(204);
    expect(await statusOf(person.client)).toBe(200);
    for (const { client, refresh } of others) {
      expect(await statusOf(client)).toBe(401);
      expect((await nobody.post(REFRESH, { refresh })).statusCode).toBe(401);
    }
    expect((await nobody.post(REFRESH, { refresh: person.tokens.refresh })).statusCode).toBe(200);
  });

  it('everywhere does nothing when it is not understood', async () => {
    const { client } = await signIn(api);
    for (const query of ['others=yes', 'others=', 'others=1&others=1', 'other=1']) {
      expect((await client.post(`${LOGOUT_ALL}?${query}`)).statusCode).toBe(400);
    }
    expect(await statusOf(client)).toBe(200);
  });
});

describe('the list of sessions', () => {
  it('has the open ones of who asks, and marks the one that does', async () => {
    const person = await signIn(api);
    await signIn(api);
    const second = await another(person);
    const gone = await another(person);
    await gone.client.post(LOGOUT);
    const answer = await person.client.get(SESSIONS);
    expect([answer.statusCode, answer.headers['cache-control']]).toEqual([200, 'no-store']);
    const { data } = answer.json<{ data: { id: string }[] }>();
    const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const times = { created_at: time, last_seen_at: time, expires_at: time };
    expect(new Set(data)).toEqual(
      new Set([
        {
          id: person.tokens.sessionId,
          ...times,
          ip: '203.0.113.7',
          user_agent: 'test',
          transport: 'bearer',
          current: true,
        },
        {
          id: second.id,
          ...times,
          ip: '2001:db8::1',
          user_agent: 'another device',
          transport: 'bearer',
          current: false,
        },
      ]),
    );
  });

  it('says where a session was refreshed from, and a stranger cannot make that up', async () => {
    const { client, tokens } = await signIn(api);
    let newest: { refresh: string } = tokens;
    const ipAfter = async (remoteAddress: string, forwarded: string): Promise<unknown> => {
      await ageHead(api.database, tokens.sessionId);
      const answer = await api.app.inject({
        method: 'POST',
        url: REFRESH,
        remoteAddress,
        headers: { 'x-forwarded-for': forwarded },
        payload: { refresh: newest.refresh },
      });
      newest = answer.json();
      return (await client.get(SESSIONS)).json<{ data: { ip: string }[] }>().data[0]?.ip;
    };
    expect(await ipAfter('198.51.100.9', '192.0.2.1')).toBe('198.51.100.9');
    expect(await ipAfter(PROXY, '192.0.2.1')).toBe('192.0.2.1');
    // what a client put in front before the proxy added what it saw
    expect(await ipAfter(PROXY, '203.0.113.200, 198.51.100.9')).toBe('198.51.100.9');
  });
});

describe('ending one session', () => {
  it('makes it and its access token dead at once', async () => {
    const person = await signIn(api);
    const second = await another(person);
    const answer = await person.client.delete(`${SESSIONS}/${second.id}`);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect([await statusOf(second.client), await statusOf(person.client)]).toEqual([401, 200]);
    expect((await person.client.delete(`${SESSIONS}/${second.id}`)).statusCode).toBe(404);
  });

  it('is 404 for one that is somebody else’s, unknown, or no id at all', async () => {
    const [person, victim] = [await signIn(api), await signIn(api)];
    for (const id of [
      victim.tokens.sessionId,
      '00000000-0000-7000-8000-000000000000',
      'x',
      "'",
      '%00',
      'ñ',
    ]) {
      const answer = await person.client.delete(`${SESSIONS}/${encodeURIComponent(id)}`);
      expect([id, answer.statusCode, answer.json<{ code: string }>().code]).toEqual([
        ...[id, 404, 'auth.session_not_found'],
      ]);
    }
    expect(await statusOf(victim.client)).toBe(200);
  });
});

describe('asking whether a token counts', () => {
  const verdict = async (body: object): Promise<unknown> => {
    const answer = await nobody.post(VERIFY, body);
    expect(answer.headers['cache-control']).toBe('no-store');
    return answer.statusCode === 200 ? answer.json() : answer.statusCode;
  };

  it('says 200 and its type while it does, and 401 for another type than asked for', async () => {
    const { access, refresh } = (await signIn(api)).tokens;
    expect(await verdict({ token: access })).toEqual({ token_type: 'access' });
    expect(await verdict({ token: refresh })).toEqual({ token_type: 'refresh' });
    expect(await verdict({ token: access, token_type: 'access' })).toEqual({ token_type: 'access' });
    expect(await verdict({ token: refresh, token_type: 'refresh' })).toEqual({ token_type: 'refresh' });
    expect(await verdict({ token: access, token_type: 'refresh' })).toBe(401);
    expect(await verdict({ token: refresh, token_type: 'access' })).toBe(401);
  });

  it('says 401 and never 400 for one that has been taken back, or is no token', async () => {
    const person = await signIn(api);
    const { access, refresh } = person.tokens;
    await person.client.post(LOGOUT);
    const blacklisted = await api.database.query(
      'SELECT FROM blacklisted_token JOIN outstanding_token ON id = token_id WHERE session_id = $1',
      [person.tokens.sessionId],
    );
    expect(blacklisted.rowCount).toBe(1);
    for (const token of [access, refresh, '', ' ', 'x', '\0', 'x'.repeat(900_000), '{}']) {
      for (const more of [{}, { token_type: 'access' }, { token_type: 'refresh' }]) {
        expect(await verdict({ token, ...more })).toBe(401);
      }
    }
  });

  it('is 400 for a body without a token', async () => {
    const { tokens } = await signIn(api);
    for (const body of [{}, { token: null }, { token: 1 }, { token: tokens.access, token_type: 'both' }]) {
      expect(await verdict(body)).toBe(400);
    }
  });
});
