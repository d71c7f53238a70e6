import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { migrateUp } from '@app/database';
import {
  type EmbeddedPostgres,
  ensureDatabase,
  startEmbeddedPostgres,
} from '../../libs/database/src/embedded/embedded-postgres';
import { startApp, type TestApp } from '../support/app';
import { AUTH_KEYS } from '../support/auth';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { cookieLines, PAGE, post, refreshByCookie, signInAtPage } from '../support/pages';
import { GOOD_PASSWORD } from '../support/users';

let scratch: string;
let server: EmbeddedPostgres;
let api: TestApp;
let person: SignedIn;
let atPage: SignedIn;

beforeAll(async () => {
  scratch = fs.mkdtempSync(path.join(os.tmpdir(), 'away-'));
  server = await startEmbeddedPostgres({ dir: path.join(scratch, 'pg') });
  await ensureDatabase(server, 'away');
  await migrateUp(server.url('away'));
  api = await startApp({ AUTH_KEYS }, server.url('away'));
  person = await signIn(api, { password: GOOD_PASSWORD });
  atPage = await signInAtPage(api);
});
afterAll(async () => {
  await api.close();
  await server.release();
  fs.rmSync(scratch, { recursive: true, force: true });
});

type Answer = Awaited<ReturnType<typeof post>>;

/** Every door with something that is good, or that nobody can judge without the database. */
function requests(): readonly [string, () => Promise<Answer>][] {
  const nobody = new ApiClient(api, null);
  const { refresh } = person.tokens;
  const cookie = `rt=${atPage.tokens.refresh}`;
  const credentials = { email: person.user.email, password: GOOD_PASSWORD };
  const door = (name: string): string => `/api/v1/auth/${name}`;
  return [
    ['a guarded door', () => person.client.get(door('sessions'))],
    ['a refresh', () => nobody.post(door('token/refresh'), { refresh })],
    ['a refresh by cookie', () => refreshByCookie(api, cookie)],
    [
      'a question about an access token',
      () => nobody.post(door('token/verify'), { token: person.tokens.access }),
    ],
    ['a question about a refresh token', () => nobody.post(door('token/verify'), { token: refresh })],
    ['a sign-in', () => nobody.post(door('token'), credentials)],
    [
      'a sign-in of nobody',
      () => nobody.post(door('token'), { ...credentials, email: 'nobody@example.org' }),
    ],
    [
      'a sign-in by cookie',
      () => post(api, door('token'), { ...credentials, transport: 'cookie' }, { ...PAGE, cookie }),
    ],
    ['a sign-out by cookie', () => post(api, door('logout'), {}, { ...PAGE, cookie })],
    ['a sign-out', () => nobody.post(door('logout'), { refresh })],
    ['a sign-out everywhere', () => person.client.post(door('logout-all'))],
    ['the end of a session', () => person.client.delete(door(`sessions/${person.tokens.sessionId}`))],
  ];
}

describe('while the database is away', () => {
  it('nobody comes in, nobody is told that he may not, cookies are kept, and afterwards everybody is signed in', async () => {
    await server.release();
    for (const [what, ask] of requests()) {
      const answer = await ask();
      expect([what, answer.statusCode, answer.json()]).toMatchObject([
        ...[what, 503, { code: 'database.unavailable' }],
      ]);
      expect([what, cookieLines(answer)]).toEqual([what, []]);
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.headers['cache-control']).toBe('no-store');
      expect(answer.headers['www-authenticate']).toBeUndefined();
    }
    // what needs no database to be refused is refused as ever
    const forged = new ApiClient(api, `${person.tokens.access}x`);
    expect((await forged.get('/api/v1/auth/sessions')).statusCode).toBe(401);
    expect((await refreshByCookie(api, 'rt=garbage')).statusCode).toBe(401);

    server = await startEmbeddedPostgres({ dir: path.join(scratch, 'pg') });
    expect((await person.client.get('/api/v1/auth/sessions')).statusCode).toBe(200);
    const refreshed = await refreshByCookie(api, `rt=${atPage.tokens.refresh}`);
    expect([refreshed.statusCode, cookieLines(refreshed).length]).toEqual([200, 1]);
  });
});
