import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { UsersService } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { AUTH_KEYS } from '../support/auth';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { cookieLines } from '../support/pages';
import { GOOD_PASSWORD } from '../support/users';

type Answer = Awaited<ReturnType<NestFastifyApplication['inject']>>;

const TOKEN = '/api/v1/auth/token';
const PROXY = '10.9.8.7';

let api: TestApp;
let person: SignedIn;

beforeAll(async () => {
  api = await startApp({ AUTH_KEYS, TRUSTED_PROXIES: `${PROXY}/32` });
  person = await signIn(api, { password: GOOD_PASSWORD });
});
afterAll(() => api.close());
// what one test has tried in vain is no business of the next
beforeEach(() => api.database.query('DELETE FROM rate_counter'));

interface From {
  readonly address?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Sends a body from an address. */
function send(payload: object, { address = '198.51.100.1', headers = {} }: From = {}): Promise<Answer> {
  const request = { method: 'POST', url: TOKEN, remoteAddress: address, payload } as const;
  return api.app.inject({ ...request, headers: { host: 'localhost', ...headers } });
}

const wrong = (email: string, from?: From): Promise<Answer> =>
  send({ email, password: 'not the right one' }, from);

/** All that a caller can see of an answer, but for the time and the id of the request. */
function seen(answer: Answer): unknown {
  const { date, 'x-request-id': id, ...headers } = answer.headers;
  expect([date, id]).toEqual([expect.any(String), expect.any(String)]);
  return { status: answer.statusCode, headers, body: answer.body.replace(String(id), '') };
}

describe('signing in', () => {
  it('answers both tokens in the body, for nobody to keep, and sets no cookie', async () => {
    const answer = await send({ email: person.user.email, password: GOOD_PASSWORD });
    expect([answer.statusCode, answer.headers['cache-control'], cookieLines(answer)]).toEqual([
      ...[200, 'no-store', []],
    ]);
    const body = answer.json<{ access: string; refresh: string; session_id: string }>();
    expect(body).toEqual({
      access: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      refresh: expect.stringMatching(/^[\w-]+\.[\w-]+\.[\w-]+$/),
      expires_in: 600,
      token_type: 'Bearer',
      session_id: expect.any(String),
      must_change_password: false,
    });
    const sessions = await new ApiClient(api, body.access).get('/api/v1/auth/sessions');
    const { data } = sessions.json<{ data: { id: string }[] }>();
    expect(data.find(({ id }) => id === body.session_id)).toMatchObject({
      current: true,
      ip: '198.51.100.1',
      transport: 'bearer',
    });
  });

  it('takes the e-mail in any letter case, and a transport that is null as none', async () => {
    const answer = await send({
      email: ` ${person.user.email.toUpperCase()} `,
      password: GOOD_PASSWORD,
      transport: null,
    });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { refresh: expect.any(String) }]);
  });

  it('opens a new session each time', async () => {
    const body = { email: person.user.email, password: GOOD_PASSWORD };
    const ids = [await send(body), await send(body)].map(
      (answer) => answer.json<{ session_id: string }>().session_id,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it('says when another password has to be chosen first', async () => {
    const newcomer = await signIn(api, { password: GOOD_PASSWORD });
    await api.database.query('UPDATE app_user SET must_change_password = true WHERE id = $1', [
      newcomer.user.id,
    ]);
    const answer = await send({ email: newcomer.user.email, password: GOOD_PASSWORD });
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { must_change_password: true }]);
  });
});

describe('a sign-in that fails', () => {
  it('looks the same for whatever reason: body, headers and size', async () => {
    const [inactive, passwordless] = [
      await signIn(api, { password: GOOD_PASSWORD }),
      await signIn(api, { password: null }),
    ];
    await api.app.get(UsersService).setActive('system', inactive.user.id, false);
    const answers = [
      await wrong(person.user.email),
      await wrong('nobody@example.org'),
      await send({ email: inactive.user.email, password: GOOD_PASSWORD }),
      await wrong(inactive.user.email),
      await wrong(passwordless.user.email),
      await wrong('no address'),
      await send({ email: person.user.email, password: GOOD_PASSWORD.toUpperCase() }),
      await send({ email: person.user.email, password: `${GOOD_PASSWORD} ` }),
      await send({ email: person.user.email, password: 'x'.repeat(4096) }),
      await send({ email: person.user.email, password: '\0' }),
    ];
    const first = answers[0];
    expect([first?.statusCode, first?.json()]).toMatchObject([401, { code: 'auth.invalid_credentials' }]);
    expect(first?.headers['cache-control']).toBe('no-store');
    expect(new Set(answers.map((answer) => JSON.stringify(seen(answer)))).size).toBe(1);
  });

  it.each<[string, object, string[]]>([
    ['nothing', {}, ['/email', '/password']],
    ['no password', { email: 'a@example.org' }, ['/password']],
    ['an empty one', { email: 'a@example.org', password: '' }, ['/password']],
    ['one without end', { email: 'a@example.org', password: 'x'.repeat(4097) }, ['/password']],
    ['no texts', { email: 1, password: ['SECRET'] }, ['/email', '/password']],
    ['an e-mail of other signs', { email: 'a\0@example.org', password: 'SECRET' }, ['/email']],
    ['an e-mail too long', { email: 'a'.repeat(255), password: 'SECRET' }, ['/email']],
    ['another transport', { email: 'a@example.org', password: 'SECRET', transport: 'x' }, ['/transport']],
    ['more fields', { email: 'a@example.org', password: 'SECRET', user_id: '1' }, ['/user_id']],
    ['a refresh token', { email: 'a@example.org', password: 'SECRET', refresh: 'x' }, ['/refresh']],
  ])('is 400 when the body is malformed: %s', async (_what, body, pointers) => {
    const answer = await send(body);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      ...[400, { code: 'http.invalid_fields', errors: pointers.map((pointer) => ({ pointer })) }],
    ]);
    expect(answer.body).not.toContain('SECRET');
    expect(answer.headers['cache-control']).toBe('no-store');
  });

  it('too often is 429 with the time to wait, for names that nobody has just the same', async () => {
    const refusals: Answer[] = [];
    for (const [email, address] of [
      [person.user.email, '198.51.100.2'],
      ['nobody@example.org', '198.51.100.3'],
    ] as const) {
      for (let time = 0; time < 5; time++) expect((await wrong(email, { address })).statusCode).toBe(401);
      refusals.push(await wrong(email, { address }));
    }
    for (const refusal of refusals) {
      expect([refusal.statusCode, refusal.json()]).toMatchObject([429, { code: 'auth.throttled' }]);
      expect(Number(refusal.headers['retry-after'])).toBeGreaterThan(0);
      expect(refusal.headers['cache-control']).toBe('no-store');
    }
    const [one, two] = refusals.map((refusal) => JSON.stringify(seen(refusal)).replace(/\d+/g, '0'));
    expect(one).toBe(two);
    // the right password waits too, and from elsewhere it does not
    const right = { email: person.user.email, password: GOOD_PASSWORD };
    expect((await send(right, { address: '198.51.100.2' })).statusCode).toBe(429);
    expect((await send(right, { address: '198.51.100.4' })).statusCode).toBe(200);
  });

  it('is counted for the address that is really there, not for one that a stranger makes up', async () => {
    const attempt = (n: number, address: string): Promise<Answer> =>
      wrong(`nobody${n}@example.org`, { address, headers: { 'x-forwarded-for': `192.0.2.${n}` } });
    const direct: number[] = [];
    for (let n = 0; n < 21; n++) direct.push((await attempt(n, '198.51.100.5')).statusCode);
    expect(direct).toEqual([...Array.from({ length: 20 }, () => 401), 429]);
    // behind the proxy that we trust each of them is another address
    for (let n = 0; n < 21; n++) expect((await attempt(n, PROXY)).statusCode).toBe(401);
  });

  it('because too many passwords are checked at once is 503 and says when to come again', async () => {
    const crowd = Array.from({ length: 150 }, (_, n) =>
      wrong(`crowd${n}@example.org`, { address: `2001:db8:0:${n.toString(16)}::1` }),
    );
    const answers = await Promise.all(crowd);
    const busy = answers.filter(({ statusCode }) => statusCode !== 401);
    expect(busy.length).toBeGreaterThan(0);
    expect(busy.length).toBeLessThan(100);
    for (const answer of busy) {
      expect([answer.statusCode, answer.json()]).toMatchObject([503, { code: 'passwords.busy' }]);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
    }
  });
});
