import { startApp, type TestApp } from '../support/app';
import { signIn, type SignedIn } from '../support/clients';
import { cookieLines, post, signInAtPage } from '../support/pages';
import { PRODUCTION } from '../support/production';
import { GOOD_PASSWORD } from '../support/users';

const PAGE_ORIGIN = 'https://www.example.org';
const [TOKEN, REFRESH, LOGOUT] = ['token', 'token/refresh', 'logout'].map((door) => `/api/v1/auth/${door}`);
const SENT = { 'x-csrf': '1', 'content-type': 'application/json' };

type Headers = Readonly<Record<string, string>>;

/** What a page of ours sends, in one way or another. */
const OURS: readonly [string, Headers][] = [
  ['an origin on the list', { ...SENT, origin: PAGE_ORIGIN }],
  ['an origin on the list on another site', { ...SENT, origin: PAGE_ORIGIN, 'sec-fetch-site': 'cross-site' }],
  ['an origin on the list of the same site', { ...SENT, origin: PAGE_ORIGIN, 'sec-fetch-site': 'same-site' }],
  ['the same origin', { ...SENT, origin: 'https://api.example.org', 'sec-fetch-site': 'same-origin' }],
  [
    'JSON with its charset',
    { 'x-csrf': '1', 'content-type': 'Application/JSON; charset=utf-8', origin: PAGE_ORIGIN },
  ],
];

/** What the page of another site, an old browser or a program may send. */
const THEIRS: readonly [string, Headers][] = [
  ['neither origin nor site', SENT],
  ['the same site only', { ...SENT, 'sec-fetch-site': 'same-site' }],
  ['no site', { ...SENT, 'sec-fetch-site': 'none' }],
  ['another site', { ...SENT, origin: 'https://evil.com', 'sec-fetch-site': 'cross-site' }],
  ['another origin', { ...SENT, origin: 'https://evil.com' }],
  ['an origin that begins like ours', { ...SENT, origin: `${PAGE_ORIGIN}.evil.com` }],
  ['our origin over http', { ...SENT, origin: 'http://www.example.org' }],
  ['our origin at another port', { ...SENT, origin: `${PAGE_ORIGIN}:8443` }],
  ['an origin that is hidden', { ...SENT, origin: 'null' }],
  ['a page on the visitor’s own machine', { ...SENT, origin: 'http://localhost:5173' }],
  ['no header of ours', { origin: PAGE_ORIGIN, 'content-type': 'application/json' }],
  ['another value in it', { ...SENT, origin: PAGE_ORIGIN, 'x-csrf': '0' }],
  ['no type', { origin: PAGE_ORIGIN, 'x-csrf': '1' }],
];

/** What a form of any page may send without asking first: no door here reads it. */
const FORMS: readonly [string, Headers][] = [
  ['text', { ...SENT, origin: PAGE_ORIGIN, 'content-type': 'text/plain' }],
  [
    'text that looks like JSON',
    { ...SENT, origin: PAGE_ORIGIN, 'content-type': 'text/plain;application/json' },
  ],
  ['a form', { ...SENT, origin: PAGE_ORIGIN, 'content-type': 'application/x-www-form-urlencoded' }],
  [
    'a form of several parts',
    { ...SENT, origin: PAGE_ORIGIN, 'content-type': 'multipart/form-data; boundary=x' },
  ],
  [
    'a form of the same origin',
    { 'sec-fetch-site': 'same-origin', 'content-type': 'application/x-www-form-urlencoded' },
  ],
];

let api: TestApp;
let person: SignedIn;

beforeAll(async () => {
  api = await startApp({ ...PRODUCTION, CORS_ORIGINS: PAGE_ORIGIN });
  person = await signIn(api, { password: GOOD_PASSWORD });
});
afterAll(() => api.close());

type Answer = Awaited<ReturnType<typeof post>>;

/** Sends a body in the type that the headers say. */
function send(
  url: string | undefined,
  body: Readonly<Record<string, string>>,
  headers: Headers,
): Promise<Answer> {
  const nothing = headers['content-type'] === undefined;
  return api.app.inject({
    method: 'POST',
    url: url ?? '',
    headers: { host: 'api.example.org', ...headers },
    ...(nothing ? {} : { payload: JSON.stringify(body) }),
  });
}

function expectRefused(answer: Answer): void {
  expect([answer.statusCode, answer.json<object>()]).toMatchObject([403, { code: 'access.cross_site' }]);
  expect(cookieLines(answer)).toEqual([]);
  expect(answer.headers['cache-control']).toBe('no-store');
}

async function openSessions(): Promise<number> {
  const { rows } = await api.database.query<{ open: number }>(
    'SELECT count(*)::int AS open FROM auth_session WHERE revoked_at IS NULL',
  );
  return rows[0]?.open ?? 0;
}

async function generationOf(sessionId: string): Promise<unknown[]> {
  const { rows } = await api.database.query<object>(
    'SELECT current_gen, revoked_at FROM auth_session WHERE id = $1',
    [sessionId],
  );
  return rows;
}

describe('a sign-in by cookie', () => {
  const credentials = () => ({ email: person.user.email, password: GOOD_PASSWORD, transport: 'cookie' });

  it.each(OURS)('passes with %s', async (_what, headers) => {
    const answer = await send(TOKEN, credentials(), headers);
    expect(answer.statusCode).toBe(200);
    expect(cookieLines(answer)).toHaveLength(2);
  });

  it.each(THEIRS.filter(([, headers]) => headers['content-type']?.startsWith('application/') === true))(
    'is refused with %s, before any work',
    async (_what, headers) => {
      const before = await openSessions();
      expectRefused(await send(TOKEN, credentials(), headers));
      expect(await openSessions()).toBe(before);
    },
  );

  it('is refused before its fields are looked at', async () => {
    expectRefused(await send(TOKEN, { transport: 'cookie' }, { ...SENT, origin: 'https://evil.com' }));
  });

  it.each(FORMS)('opens nothing as %s', async (_what, headers) => {
    const before = await openSessions();
    const answer = await send(TOKEN, credentials(), headers);
    expect([answer.statusCode, cookieLines(answer)]).toEqual([415, []]);
    expect(await openSessions()).toBe(before);
  });
});

describe('a sign-in by body', () => {
  const credentials = () => ({ email: person.user.email, password: GOOD_PASSWORD });

  it('needs no marks of a page, whoever sends it', async () => {
    for (const headers of [
      { 'content-type': 'application/json' },
      { 'content-type': 'application/json', origin: 'https://evil.com' },
      {
        'content-type': 'application/json',
        origin: 'https://api.example.org',
        'sec-fetch-site': 'same-origin',
      },
      { 'content-type': 'application/json', origin: PAGE_ORIGIN, 'sec-fetch-site': 'cross-site' },
    ]) {
      expect((await send(TOKEN, credentials(), headers)).statusCode).toBe(200);
    }
  });

  it('is refused where the browser says that the page of another site asks', async () => {
    for (const origin of ['https://evil.com', 'null']) {
      const headers = { 'content-type': 'application/json', origin, 'sec-fetch-site': 'cross-site' };
      expectRefused(await send(TOKEN, credentials(), headers));
    }
    expectRefused(
      await send(TOKEN, credentials(), {
        'content-type': 'application/json',
        'sec-fetch-site': 'cross-site',
      }),
    );
  });

  it('with a cookie of ours along passes with the marks of a page, and not without', async () => {
    for (const cookie of ['__Host-rt=x', '__Host-device=x']) {
      expectRefused(await send(TOKEN, credentials(), { 'content-type': 'application/json', cookie }));
      expect((await send(TOKEN, credentials(), { ...SENT, origin: PAGE_ORIGIN, cookie })).statusCode).toBe(
        200,
      );
    }
    // names of a developer's machine mean nothing in production
    const cookie = 'rt=x; device=x; other=x';
    expect(
      (await send(TOKEN, credentials(), { 'content-type': 'application/json', cookie })).statusCode,
    ).toBe(200);
  });
});

describe.each([
  ['a refresh', REFRESH, 200],
  ['a sign-out', LOGOUT, 204],
] as const)('%s by cookie', (_what, url, status) => {
  it.each(OURS)('passes with %s', async (_how, headers) => {
    const { tokens } = await signInAtPage(api);
    const answer = await send(url, {}, { ...headers, cookie: `__Host-rt=${tokens.refresh}` });
    expect(answer.statusCode).toBe(status);
  });

  it.each(THEIRS)('is refused with %s, and changes nothing', async (_how, headers) => {
    const { tokens } = await signInAtPage(api);
    expectRefused(await send(url, {}, { ...headers, cookie: `__Host-rt=${tokens.refresh}` }));
    expect(await generationOf(tokens.sessionId)).toEqual([{ current_gen: 1, revoked_at: null }]);
  });

  it.each(FORMS)('is refused as %s, and changes nothing', async (_how, headers) => {
    const { tokens } = await signInAtPage(api);
    const answer = await send(url, {}, { ...headers, cookie: `__Host-rt=${tokens.refresh}` });
    expect([answer.statusCode, cookieLines(answer)]).toEqual([415, []]);
    expect(await generationOf(tokens.sessionId)).toEqual([{ current_gen: 1, revoked_at: null }]);
  });

  it('needs no marks of a page when the token stands in the body', async () => {
    const { tokens } = await signIn(api);
    const answer = await send(url, { refresh: tokens.refresh }, { 'content-type': 'application/json' });
    expect(answer.statusCode).toBe(status);
  });
});

describe('a page of another origin', () => {
  it('is told nothing about these doors, and never that it may send cookies', async () => {
    for (const url of [TOKEN, REFRESH, LOGOUT]) {
      for (const origin of ['https://evil.com', 'null', 'http://localhost:5173']) {
        for (const method of ['OPTIONS', 'POST'] as const) {
          const asked = {
            'access-control-request-method': 'POST',
            'access-control-request-headers': 'x-csrf',
          };
          const { headers } = await api.app.inject({ method, url: url ?? '', headers: { origin, ...asked } });
          expect(Object.keys(headers).filter((name) => name.startsWith('access-control-allow'))).toEqual([]);
        }
      }
      const { headers } = await api.app.inject({
        method: 'OPTIONS',
        url: url ?? '',
        headers: { origin: PAGE_ORIGIN, 'access-control-request-method': 'POST' },
      });
      expect(headers['access-control-allow-origin']).toBe(PAGE_ORIGIN);
      expect(headers['access-control-allow-credentials']).toBe('true');
      expect(headers['access-control-allow-headers']).toContain('X-CSRF');
    }
  });
});
