import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountMailService } from '@app/auth';
import { everyText } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const AUTH = '/api/v1/auth';
const OURS = { origin: 'http://localhost:5173', 'x-csrf': '1' };

let api: TestApp;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'no-raw-token-'));
  api = await startApp({ DATA_DIR: folder });
});
afterAll(async () => {
  await api.close();
  await rm(folder, { recursive: true });
});

/** The long pieces of a secret but for ids: whatever keeps one of them keeps enough of it. */
const piecesOf = (secret: string): string[] =>
  secret.split(/[.=;_ ]/).filter((piece) => piece.length >= 20 && !/^[0-9a-f-]{36}$/.test(piece));

const cookiesOf = (answer: { cookies: { name: string; value: string }[] }): string[] =>
  answer.cookies.map(({ value }) => value);

describe('secrets that were handed out', () => {
  it('stand in no table and no line of the log, after all that can be done with them', async () => {
    const { user } = await signIn(api, { superuser: true, password: GOOD_PASSWORD });
    const nobody = new ApiClient(api, null);
    const credentials = { email: user.email, password: GOOD_PASSWORD };
    const secrets: string[] = [GOOD_PASSWORD];

    const first = await nobody.post(`${AUTH}/token`, credentials);
    const tokens = first.json<{ access: string; refresh: string; session_id: string }>();
    secrets.push(tokens.access, tokens.refresh);
    const cookie = await nobody.post(`${AUTH}/token`, { ...credentials, transport: 'cookie' }, OURS);
    secrets.push(...cookiesOf(cookie));
    await nobody.post(`${AUTH}/token`, { ...credentials, password: 'not quite the password' });
    secrets.push('not quite the password');

    const person = new ApiClient(api, tokens.access);
    const key = await person.post('/api/v1/admin/api-keys', {
      name: 'k',
      permissions: ['instruments.import'],
    });
    expect(key.statusCode).toBe(201);
    secrets.push(key.json<{ key: string }>().key);
    await new ApiClient(api, key.json<{ key: string }>().key).get('/api/v1/me');

    // two generations on, the first refresh token comes back: its session ends, which is told to log, audit and owner
    let newest = tokens.refresh;
    for (let generation = 0; generation < 2; generation += 1) {
      await api.database.query(`UPDATE outstanding_token SET created_at = created_at - interval '2 minutes'`);
      const answer = await nobody.post(`${AUTH}/token/refresh`, { refresh: newest });
      newest = answer.json<{ refresh: string }>().refresh;
      secrets.push(newest);
    }
    const stolen = await nobody.post(`${AUTH}/token/refresh`, { refresh: tokens.refresh });
    expect(stolen.json()).toMatchObject({ code: 'auth.token_reused' });

    await nobody.post(`${AUTH}/password/reset`, { email: user.email });
    await api.app.get(AccountMailService).deliver();
    const links = await linksOf(join(folder, 'sent_emails'));
    expect(links.length).toBeGreaterThan(0);
    secrets.push(...links);
    await nobody.post(`${AUTH}/token/verify`, { token: newest });
    await nobody.post(`${AUTH}/logout`, { refresh: newest });

    const pieces = secrets.flatMap(piecesOf).concat(GOOD_PASSWORD, 'not quite the password');
    expect(pieces.length).toBeGreaterThan(15);
    const kept = await everyText(api);
    const said = JSON.stringify(api.logLines());
    expect(said).toContain('request');
    expect(pieces.filter((piece) => kept.includes(piece))).toEqual([]);
    expect(pieces.filter((piece) => said.includes(piece) || stolen.body.includes(piece))).toEqual([]);
  });
});

/** Tokens behind the `#` of the links in the mails of a folder. */
async function linksOf(mails: string): Promise<string[]> {
  const texts = await Promise.all((await readdir(mails)).map((name) => readFile(join(mails, name), 'utf8')));
  return texts.flatMap((text) =>
    [...text.replace(/=\r?\n/g, '').matchAll(/#token=3D([\w.-]+)/g)].map(([, token = '']) => token),
  );
}
