import { ageHead } from '../support/aging';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { cookieLines, PAGE, post, refreshByCookie, signInAtPage } from '../support/pages';
import { PRODUCTION } from '../support/production';
import { GOOD_PASSWORD } from '../support/users';

const [TOKEN, LOGOUT] = ['/api/v1/auth/token', '/api/v1/auth/logout'] as const;
const OUR_PAGE = { ...PAGE, origin: 'https://www.example.org' };
const LONG_AGO = 'Thu, 01 Jan 1970 00:00:00 GMT';

const started: TestApp[] = [];

async function start(variables: Readonly<Record<string, string>>): Promise<TestApp> {
  const api = await startApp({ CORS_ORIGINS: OUR_PAGE.origin, ...variables });
  started.push(api);
  return api;
}
afterAll(() => Promise.all(started.map((api) => api.close())));

type Answer = Awaited<ReturnType<typeof post>>;
interface Body {
  readonly access: string;
  readonly session_id: string;
}

function signInByCookie(api: TestApp, person: SignedIn, headers: object = {}): Promise<Answer> {
  const body = { email: person.user.email, password: GOOD_PASSWORD, transport: 'cookie' };
  return post(api, TOKEN, body, { ...OUR_PAGE, ...headers });
}

/** When the newest refresh token of a session runs out, as a cookie says it. */
async function expiry(api: TestApp, sessionId: string): Promise<string> {
  const { rows } = await api.database.query<{ at: Date }>(
    'SELECT expires_at AS at FROM outstanding_token WHERE session_id = $1 ORDER BY gen DESC LIMIT 1',
    [sessionId],
  );
  return rows[0]?.at.toUTCString() ?? '';
}

const valueOf = (line = ''): string => line.slice(line.indexOf('=') + 1, line.indexOf(';'));

async function isOpen(api: TestApp, sessionId: string): Promise<boolean> {
  const { rows } = await api.database.query('SELECT FROM auth_session WHERE id = $1 AND revoked_at IS NULL', [
    sessionId,
  ]);
  return rows.length > 0;
}

describe.each([
  ['in production', PRODUCTION, '__Host-', 'Strict', ' Secure;'],
  [
    'in production, for a client on another site',
    { ...PRODUCTION, COOKIE_SAMESITE: 'none' },
    '__Host-',
    'None',
    ' Secure;',
  ],
  [
    'in production, for links from elsewhere',
    { ...PRODUCTION, COOKIE_SAMESITE: 'lax' },
    '__Host-',
    'Lax',
    ' Secure;',
  ],
  ['in development', { NODE_ENV: 'development' }, '', 'Strict', ''],
])('the cookies %s', (_where, variables, prefix, sameSite, secure) => {
  let api: TestApp;
  let person: SignedIn;

  beforeAll(async () => {
    api = await start(variables);
    person = await signIn(api, { password: GOOD_PASSWORD });
  });

  const refreshLine = (token: string, expires: string): string =>
    `${prefix}rt=${token}; Path=/; Expires=${expires}; HttpOnly;${secure} SameSite=${sameSite}`;
  const cleared = `${prefix}rt=; Max-Age=0; Path=/; Expires=${LONG_AGO}; HttpOnly;${secure} SameSite=${sameSite}`;

  it('are given by a sign-in, to the letter, and no refresh token stands in the body', async () => {
    const answer = await signInByCookie(api, person);
    const body = answer.json<Body>();
    expect([answer.statusCode, body]).toEqual([
      200,
      {
        access: expect.any(String),
        expires_in: 600,
        token_type: 'Bearer',
        session_id: expect.any(String),
        must_change_password: false,
      },
    ]);
    const [refresh, device, ...more] = cookieLines(answer);
    expect(more).toEqual([]);
    expect(refresh).toBe(refreshLine(valueOf(refresh), await expiry(api, body.session_id)));
    expect(valueOf(refresh)).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(device).toBe(
      `${prefix}device=${valueOf(device)}; Max-Age=15552000; Path=/; HttpOnly;${secure} SameSite=${sameSite}`,
    );
    expect(answer.body).not.toContain(valueOf(refresh));
  });

  it('are given again by a refresh, to the letter', async () => {
    const { tokens } = await signInAtPage(api);
    await ageHead(api.database, tokens.sessionId);
    const answer = await refreshByCookie(api, `${prefix}rt=${tokens.refresh}`, OUR_PAGE);
    expect([answer.statusCode, Object.keys(answer.json<object>())]).toEqual([
      200,
      ['access', 'expires_in', 'token_type', 'session_id', 'must_change_password'],
    ]);
    const [line, ...more] = cookieLines(answer);
    expect(more).toEqual([]);
    expect(line).toBe(refreshLine(valueOf(line), await expiry(api, tokens.sessionId)));
    expect(valueOf(line)).not.toBe(tokens.refresh);
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('are taken back by a sign-out, with the same attributes; the device stays known', async () => {
    const { tokens } = await signInAtPage(api);
    const cookie = `${prefix}rt=${tokens.refresh}; ${prefix}device=x`;
    for (const time of [1, 2]) {
      const answer = await post(api, LOGOUT, {}, { ...OUR_PAGE, cookie });
      expect([time, answer.statusCode, answer.body, cookieLines(answer)]).toEqual([time, 204, '', [cleared]]);
    }
    expect(await isOpen(api, tokens.sessionId)).toBe(false);
  });

  it('are taken back by a refused refresh', async () => {
    for (const token of ['', 'garbage', 'a.b.c', 'x'.repeat(5_000)]) {
      const answer = await refreshByCookie(api, `${prefix}rt=${token}`, OUR_PAGE);
      expect([answer.statusCode, cookieLines(answer)]).toEqual([401, [cleared]]);
    }
  });

  it('of the other kind of server are not read', async () => {
    const { tokens } = await signInAtPage(api);
    const other = prefix === '' ? '__Host-rt' : 'rt';
    const answer = await refreshByCookie(api, `${other}=${tokens.refresh}`, OUR_PAGE);
    expect([answer.statusCode, cookieLines(answer)]).toEqual([401, []]);
    await post(api, LOGOUT, {}, { ...OUR_PAGE, cookie: `${other}=${tokens.refresh}` });
    expect(await isOpen(api, tokens.sessionId)).toBe(true);
  });
});

describe('a cookie', () => {
  let api: TestApp;
  let person: SignedIn;

  beforeAll(async () => {
    api = await start({});
    person = await signIn(api, { password: GOOD_PASSWORD });
  });

  it('stays where nobody could be asked because the session is held by others', async () => {
    const { tokens } = await signInAtPage(api);
    await api.database.query('BEGIN');
    await api.database.query('SELECT FROM auth_session WHERE id = $1 FOR UPDATE', [tokens.sessionId]);
    const answer = await refreshByCookie(api, `rt=${tokens.refresh}`);
    await api.database.query('ROLLBACK');
    expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'auth.busy' }]);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    expect(cookieLines(answer)).toEqual([]);
    expect((await refreshByCookie(api, `rt=${tokens.refresh}`)).statusCode).toBe(200);
  });

  it('that did not come is not taken back: another site could sign a visitor out by it', async () => {
    for (const url of ['/api/v1/auth/logout', '/api/v1/auth/token/refresh']) {
      const answer = await api.app.inject({ method: 'POST', url, headers: { origin: 'https://evil.com' } });
      expect([url, cookieLines(answer)]).toEqual([url, []]);
    }
  });

  it('of an earlier session ends it at the next sign-in, and no session is ever taken over', async () => {
    const first = await signInByCookie(api, person);
    const cookie = `rt=${valueOf(cookieLines(first)[0])}`;
    const second = await signInByCookie(api, person, { cookie });
    const [one, two] = [first.json<Body>(), second.json<Body>()];
    expect(two.session_id).not.toBe(one.session_id);
    expect([await isOpen(api, one.session_id), await isOpen(api, two.session_id)]).toEqual([false, true]);
    expect((await new ApiClient(api, one.access).get('/api/v1/auth/sessions')).statusCode).toBe(401);
    // also one of somebody else who used this browser before
    const { tokens } = await signInAtPage(api);
    await signInByCookie(api, person, { cookie: `rt=${tokens.refresh}` });
    expect(await isOpen(api, tokens.sessionId)).toBe(false);
  });

  it('of an earlier session goes at a sign-in by the body', async () => {
    const { tokens } = await signInAtPage(api);
    const body = { email: person.user.email, password: GOOD_PASSWORD };
    const answer = await post(api, TOKEN, body, { ...OUR_PAGE, cookie: `rt=${tokens.refresh}` });
    expect(answer.statusCode).toBe(200);
    expect(answer.json()).toHaveProperty('refresh');
    expect(cookieLines(answer)).toEqual([
      `rt=; Max-Age=0; Path=/; Expires=${LONG_AGO}; HttpOnly; SameSite=Strict`,
    ]);
    expect(await isOpen(api, tokens.sessionId)).toBe(false);
  });

  it('stays, and so does its session, when a sign-in is refused', async () => {
    const { tokens } = await signInAtPage(api);
    const body = { email: person.user.email, password: 'not the password', transport: 'cookie' };
    const answer = await post(api, TOKEN, body, { ...OUR_PAGE, cookie: `rt=${tokens.refresh}` });
    expect([answer.statusCode, cookieLines(answer)]).toEqual([401, []]);
    expect(await isOpen(api, tokens.sessionId)).toBe(true);
  });

  it('of a known device lets its owner in while others guess the password', async () => {
    const owner = await signIn(api, { password: GOOD_PASSWORD });
    const [, device = ''] = cookieLines(await signInByCookie(api, owner));
    const wrong = { email: owner.user.email, password: 'not the password' };
    for (let time = 0; time < 5; time++) await post(api, TOKEN, wrong);
    expect((await signInByCookie(api, owner)).statusCode).toBe(429);
    const known = await signInByCookie(api, owner, { cookie: `device=${valueOf(device)}` });
    expect(known.statusCode).toBe(200);
  });

  it('is read with whatever stands around it', async () => {
    const { tokens } = await signInAtPage(api);
    const cookie = `a=%; theme="dark"; rt=${tokens.refresh}; ; =; b; device=%zz`;
    expect((await refreshByCookie(api, cookie)).statusCode).toBe(200);
  });
});
