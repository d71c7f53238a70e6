import { UsersService } from '@app/users';
import { ageConsumed, ageHead } from '../support/aging';
import { startApp, type TestApp } from '../support/app';
import { AUTH_KEYS, KEYS } from '../support/auth';
import { ApiClient, signIn } from '../support/clients';
import { cookieLines, PAGE, refreshByCookie, signInAtPage } from '../support/pages';
import { forge, partsOf, without } from '../support/tokens';

const REFRESH = '/api/v1/auth/token/refresh';

let api: TestApp;
let nobody: ApiClient;

beforeAll(async () => {
  api = await startApp({ AUTH_KEYS });
  nobody = new ApiClient(api, null);
});
afterAll(() => api.close());

type Answer = Awaited<ReturnType<ApiClient['post']>>;
const refresh = (token: unknown): Promise<Answer> => nobody.post(REFRESH, { refresh: token });
const outcome = (answer: Answer): unknown[] => [answer.statusCode, answer.json<{ code?: string }>().code];

async function generations(sessionId: string): Promise<number[]> {
  const { rows } = await api.database.query<{ gen: number }>(
    'SELECT gen FROM outstanding_token WHERE session_id = $1 ORDER BY gen',
    [sessionId],
  );
  return rows.map(({ gen }) => gen);
}

async function endOf(sessionId: string): Promise<unknown> {
  const { rows } = await api.database.query<{ reason: string | null }>(
    'SELECT revoked_reason AS reason FROM auth_session WHERE id = $1',
    [sessionId],
  );
  return rows[0]?.reason;
}

describe('a refresh by the body', () => {
  it('answers the next tokens, for nobody to keep', async () => {
    const { tokens } = await signIn(api);
    await ageHead(api.database, tokens.sessionId);
    const answer = await refresh(tokens.refresh);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(cookieLines(answer)).toEqual([]);
    const body = answer.json<{ access: string; refresh: string }>();
    expect(body).toEqual({
      access: expect.any(String),
      refresh: expect.any(String),
      expires_in: 600,
      token_type: 'Bearer',
      session_id: tokens.sessionId,
      must_change_password: false,
    });
    expect(body.refresh).not.toBe(tokens.refresh);
    expect((await new ApiClient(api, body.access).get('/api/v1/auth/sessions')).statusCode).toBe(200);
  });

  it('says when another password has to be chosen first', async () => {
    const { tokens, user } = await signIn(api);
    await api.database.query('UPDATE app_user SET must_change_password = true WHERE id = $1', [user.id]);
    expect((await refresh(tokens.refresh)).json()).toMatchObject({ must_change_password: true });
  });

  it('is 401 for whatever is no refresh token of ours that counts', async () => {
    const { tokens } = await signIn(api);
    const { header, payload } = partsOf(tokens.refresh);
    const refused = [
      ...['', 'x', 'a.b.c', 'x'.repeat(500_000), tokens.access, `${tokens.refresh}x`, '\u0000', 'ñ.ñ.ñ'],
      forge({ header: { ...header, typ: 'at+jwt' }, payload }, KEYS.new),
      forge({ header: { ...header, kid: 'unknown' }, payload }, KEYS.new),
      forge({ header: { ...header, alg: 'none' }, payload }, '').replace(/[^.]*$/, ''),
      forge({ header, payload: without(payload, 'sub') }, KEYS.new),
      forge({ header, payload: { ...payload, aud: 'other' } }, KEYS.new),
      forge({ header, payload: { ...payload, iss: 'other' } }, KEYS.new),
    ];
    for (const token of refused) {
      const answer = await refresh(token);
      expect([token.slice(0, 40), ...outcome(answer)]).toEqual([
        ...[token.slice(0, 40), 401, 'auth.token_invalid'],
      ]);
      expect(answer.headers['www-authenticate']).toBe('Bearer');
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    for (const body of [undefined, {}, { refresh: null }]) {
      expect(outcome(await nobody.post(REFRESH, body))).toEqual([401, 'auth.token_invalid']);
    }
    expect((await refresh(tokens.refresh)).statusCode).toBe(200);
  });

  it('is 400 for a body of another form', async () => {
    for (const token of [1, true, ['x'], {}]) {
      expect(outcome(await refresh(token))).toEqual([400, 'http.invalid_fields']);
    }
    expect(outcome(await nobody.post(REFRESH, { refresh: 'x', more: 1 }))).toEqual([
      ...[400, 'http.invalid_fields'],
    ]);
  });

  it('is refused from the moment that the account is closed', async () => {
    const { tokens, user, client } = await signIn(api);
    await api.app.get(UsersService).setActive('system', user.id, false);
    expect(outcome(await refresh(tokens.refresh))).toEqual([401, 'auth.token_invalid']);
    expect(outcome(await client.get('/api/v1/auth/sessions'))).toEqual([401, 'auth.token_invalid']);
  });
});

describe('50 callers with one refresh token', () => {
  it('are all answered with the one successor', async () => {
    const { tokens } = await signIn(api);
    await ageHead(api.database, tokens.sessionId);
    const answers = await Promise.all(Array.from({ length: 50 }, () => refresh(tokens.refresh)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    const successors = new Set(answers.map((answer) => answer.json<{ refresh: string }>().refresh));
    expect(successors.size).toBe(1);
    expect(successors).not.toContain(tokens.refresh);
    expect(await generations(tokens.sessionId)).toEqual([1, 2]);
  });

  it('are all given the one cookie', async () => {
    const { tokens } = await signInAtPage(api);
    await ageHead(api.database, tokens.sessionId);
    const cookie = `rt=${tokens.refresh}`;
    const answers = await Promise.all(Array.from({ length: 50 }, () => refreshByCookie(api, cookie)));
    expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([200]));
    expect(new Set(answers.flatMap(cookieLines)).size).toBe(1);
    expect(await generations(tokens.sessionId)).toEqual([1, 2]);
  });
});

describe('a token that has been exchanged', () => {
  it('gets the same answer within its window, byte by byte', async () => {
    const { tokens } = await signIn(api);
    await ageHead(api.database, tokens.sessionId);
    const first = (await refresh(tokens.refresh)).json<{ refresh: string }>().refresh;
    const again = await refresh(tokens.refresh);
    expect([again.statusCode, again.json<{ refresh: string }>().refresh]).toEqual([200, first]);
  });

  it('gets the same cookie within its window, byte by byte', async () => {
    const { tokens } = await signInAtPage(api);
    await ageHead(api.database, tokens.sessionId);
    const first = cookieLines(await refreshByCookie(api, `rt=${tokens.refresh}`));
    expect(first).toHaveLength(1);
    expect(first.join()).not.toContain(tokens.refresh);
    expect(cookieLines(await refreshByCookie(api, `rt=${tokens.refresh}`))).toEqual(first);
    await ageConsumed(api.database, tokens.sessionId, 25);
    expect(cookieLines(await refreshByCookie(api, `rt=${tokens.refresh}`))).toEqual(first);
  });

  it('ends the session when it comes two generations late, and the access token is dead at once', async () => {
    const { tokens } = await signIn(api);
    let newest = { refresh: tokens.refresh, access: tokens.access };
    for (let generation = 0; generation < 2; generation++) {
      await ageHead(api.database, tokens.sessionId);
      newest = (await refresh(newest.refresh)).json();
    }
    const victim = new ApiClient(api, newest.access);
    expect((await victim.get('/api/v1/auth/sessions')).statusCode).toBe(200);
    expect(outcome(await refresh(tokens.refresh))).toEqual([401, 'auth.token_reused']);
    // the refusal has been committed
    expect(await endOf(tokens.sessionId)).toBe('reuse');
    expect(outcome(await victim.get('/api/v1/auth/sessions'))).toEqual([401, 'auth.token_invalid']);
    expect(outcome(await refresh(newest.refresh))).toEqual([401, 'auth.token_invalid']);
    expect(outcome(await refresh(tokens.refresh))).toEqual([401, 'auth.token_invalid']);
  });

  it('ends a session in a cookie as well, and the cookie goes', async () => {
    const { tokens } = await signInAtPage(api);
    await ageHead(api.database, tokens.sessionId);
    const access = (await refreshByCookie(api, `rt=${tokens.refresh}`)).json<{ access: string }>().access;
    await new ApiClient(api, access).get('/api/v1/auth/sessions');
    await ageConsumed(api.database, tokens.sessionId);
    const late = await refreshByCookie(api, `rt=${tokens.refresh}`);
    expect(outcome(late)).toEqual([401, 'auth.token_reused']);
    expect(cookieLines(late)).toEqual([
      'rt=; Max-Age=0; Path=/; Expires=Thu, 01 Jan 1970 00:00:00 GMT; HttpOnly; SameSite=Strict',
    ]);
    expect(await endOf(tokens.sessionId)).toBe('reuse');
  });
});

describe('the way that a session was opened for', () => {
  it('is the only one: a token out of a cookie is never answered in a body', async () => {
    const { tokens } = await signInAtPage(api);
    await ageHead(api.database, tokens.sessionId);
    const answer = await refresh(tokens.refresh);
    expect(outcome(answer)).toEqual([401, 'auth.token_invalid']);
    // also with the cookie beside it
    const both = await nobody.post(
      REFRESH,
      { refresh: tokens.refresh },
      { ...PAGE, cookie: `rt=${tokens.refresh}` },
    );
    expect(outcome(both)).toEqual([401, 'auth.token_invalid']);
    expect(cookieLines(both)).toEqual([]);
    expect(await generations(tokens.sessionId)).toEqual([1]);
    const byCookie = await refreshByCookie(api, `rt=${tokens.refresh}`);
    expect(byCookie.statusCode).toBe(200);
    expect(Object.keys(byCookie.json<object>())).toEqual([
      ...['access', 'expires_in', 'token_type', 'session_id', 'must_change_password'],
    ]);
  });

  it('is the only one: a token out of a body is no cookie', async () => {
    const { tokens } = await signIn(api);
    await ageHead(api.database, tokens.sessionId);
    const answer = await refreshByCookie(api, `rt=${tokens.refresh}`);
    expect(outcome(answer)).toEqual([401, 'auth.token_invalid']);
    expect(await generations(tokens.sessionId)).toEqual([1]);
  });
});
