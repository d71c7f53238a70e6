import { SeedService } from '@app/instruments';
import { makeKey } from '../support/api-keys';
import { startApp, type TestApp } from '../support/app';
import { AUTH_KEYS, KEYS } from '../support/auth';
import { signIn } from '../support/clients';
import { forge, partsOf } from '../support/tokens';

const EXPORT = '/api/v1/instruments/export?category=bajos';
const LIST = '/api/v1/instruments?category=bajos';
const FILES = [
  ['the export', EXPORT, '*/*'],
  ['the export as NDJSON', EXPORT, 'application/x-ndjson'],
  ['the list as CSV', LIST, 'text/csv'],
  ['the list as NDJSON', LIST, 'application/x-ndjson'],
] as const;

let api: TestApp;
/** In `Authorization`, by what is wrong with them. */
const worthless = new Map([
  ['a text', 'Bearer nonsense'],
  ['nothing', 'Bearer'],
  ['another scheme', 'Basic dXNlcjpwYXNz'],
  ['an unknown key', 'Bearer bik_unknown.secret'],
]);

beforeAll(async () => {
  api = await startApp({
    LOG_LEVEL: 'error',
    AUTH_KEYS,
    RATE_LIMIT: 'on',
    RATE_LIMIT_EXPORT_ANONYMOUS: '2',
    TRUSTED_PROXIES: '127.0.0.1',
  });
  await api.app.get(SeedService).loadFixtures();
  const signedOut = await signIn(api);
  await signedOut.client.post('/api/v1/auth/logout-all');
  worthless.set('the token of a session that has ended', `Bearer ${signedOut.tokens.access}`);
  const owner = await signIn(api, { permissions: ['auth.add_api_key', 'auth.view_api_key'] });
  const { key } = await makeKey(api, owner.client, ['auth.view_api_key']);
  await api.database.query(`UPDATE api_key SET expires_at = now() - interval '1 second'`);
  worthless.set('a key that has run out', `Bearer ${key}`);
  const { tokens } = await signIn(api);
  worthless.set('a refresh token', `Bearer ${tokens.refresh}`);
  const { header, payload } = partsOf(tokens.access);
  const runOut = forge({ header, payload: { ...payload, exp: 1_000_000_000 } }, KEYS.new);
  worthless.set('a token that has run out', `Bearer ${runOut}`);
});
afterAll(() => api.close());

let hosts = 0;
const newAddress = () => ({ 'x-forwarded-for': `198.51.100.${++hosts}` });

describe.each(FILES)('%s', (_, url, accept) => {
  it('is 401 for who shows a token that is worth nothing, and counts for no file', async () => {
    const from = { ...newAddress(), accept };
    expect((await api.get(url, { ...newAddress(), accept })).statusCode).toBe(200);
    for (const [what, authorization] of worthless) {
      const answer = await api.get(url, { ...from, authorization });
      expect([what, answer.statusCode, answer.headers, answer.json()]).toMatchObject([
        what,
        401,
        {
          'content-type': 'application/problem+json; charset=utf-8',
          'www-authenticate': 'Bearer',
          'cache-control': 'no-store',
          ratelimit: expect.stringContaining('"requests:'),
        },
        { code: 'auth.token_invalid', status: 401 },
      ]);
    }
    const strangers = await api.get(url, from);
    expect(strangers.statusCode).toBe(200);
    if (url === EXPORT) expect(strangers.headers['ratelimit']).toContain('"export:anonymous";r=1;');
  });

  it('is the file for who shows one that counts, and for who shows none, one after the other', async () => {
    const { client } = await signIn(api);
    for (let time = 0; time < 2; time++) {
      expect((await api.get(url, { ...newAddress(), accept })).statusCode).toBe(200);
      expect((await client.get(url, { accept })).statusCode).toBe(200);
    }
    await client.post('/api/v1/auth/logout-all');
    expect((await client.get(url, { accept })).statusCode).toBe(401);
  });

  it('says so to who asks for its head, or has it already', async () => {
    const known = String((await api.get(url, { ...newAddress(), accept })).headers.etag);
    const headers = { host: 'localhost', accept, authorization: 'Bearer nonsense', 'if-none-match': known };
    expect((await api.get(url, headers)).statusCode).toBe(401);
    expect((await api.app.inject({ method: 'HEAD', url, headers })).statusCode).toBe(401);
  });
});

it('the list in JSON is the same for everybody, whatever token is shown', async () => {
  for (const authorization of worthless.values()) {
    expect((await api.get(LIST, { ...newAddress(), authorization })).statusCode).toBe(200);
  }
});
