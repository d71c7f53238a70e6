import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AccountLinksService, AccountMailService } from '@app/auth';
import { UsersService } from '@app/users';
import { auditOf, everyText, linkTo, mailsTo, sessionEnds, tokenTo, type Refusal } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { GOOD_PASSWORD } from '../support/users';

const NEW_PASSWORD = 'siete faroles sobre el rio';
const RESET = '/api/v1/auth/password/reset';
const CONFIRM = `${RESET}/confirm`;

let dataDir: string;
let api: TestApp;
let nobody: ApiClient;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'reset-'));
  api = await startApp({ APP_URL: 'https://www.example.org/app/', DATA_DIR: dataDir });
  nobody = new ApiClient(api, null);
});
afterAll(async () => {
  await api.close();
  await rm(dataDir, { recursive: true });
});
// each test comes from the same address
beforeEach(async () => {
  await api.database.query('DELETE FROM rate_counter');
});

/** Somebody with a link to a new password. */
async function withLink(role = {}): Promise<SignedIn & { readonly token: string }> {
  const signedIn = await signIn(api, role);
  const { email } = signedIn.user;
  expect((await nobody.post(RESET, { email })).statusCode).toBe(202);
  return { ...signedIn, token: await tokenTo(api, email) };
}

const confirm = (token: string, password = NEW_PASSWORD) =>
  nobody.post(CONFIRM, { token, new_password: password });

async function canSignIn(email: string, password: string): Promise<boolean> {
  const answer = await nobody.post('/api/v1/auth/token', { email, password });
  expect([200, 401]).toContain(answer.statusCode);
  return answer.statusCode === 200;
}

/** How many mails there are, to whomever. */
async function waiting(): Promise<number> {
  const { rows } = await api.database.query<{ n: number }>('SELECT count(*)::int AS n FROM outbox_mail');
  return rows[0]?.n ?? 0;
}

describe('asking for a link to a new password', () => {
  it('answers and does the same for every address, and writes to active owners only', async () => {
    const [{ user }, inactive, withPassword] = [
      await signIn(api),
      await signIn(api),
      await signIn(api, { password: GOOD_PASSWORD }),
    ];
    await api.app.get(UsersService).setActive('system', inactive.user.id, false);
    const answers = [];
    for (const email of [user.email, withPassword.user.email, inactive.user.email, 'no@example.org', 'no']) {
      const before = await waiting();
      const { statusCode, body, headers } = await nobody.post(RESET, { email });
      answers.push({
        statusCode,
        body,
        headers: { ...headers, date: '', 'x-request-id': '' },
        mails: (await waiting()) - before,
      });
    }
    expect(answers[0]).toMatchObject({ statusCode: 202, body: '{}', mails: 1 });
    for (const answer of answers) expect(answer).toEqual(answers[0]);

    expect(await mailsTo(api, user.email)).toMatchObject([
      { kind: 'password_reset', params: { minutes: 30 } },
    ]);
    expect(await mailsTo(api, withPassword.user.email)).toHaveLength(1);
    for (const email of [inactive.user.email, 'no@example.org', 'no']) {
      expect(await mailsTo(api, email)).toEqual([]);
    }
    expect(await everyText(api)).not.toContain('no@example.org');
  });

  it('sends what is worth sending, and drops the rest', async () => {
    await api.database.query('DELETE FROM outbox_mail');
    const { user } = await signIn(api);
    await nobody.post(RESET, { email: user.email });
    await nobody.post(RESET, { email: 'no@example.org' });
    expect(await api.app.get(AccountMailService).deliver()).toEqual({ sent: 1, failed: 0, dropped: 1 });
    const folder = join(dataDir, 'sent_emails');
    const [file, ...more] = await readdir(folder);
    expect(more).toEqual([]);
    const text = (await readFile(join(folder, file ?? ''), 'utf8'))
      .replace(/=\r?\n/g, '')
      .replaceAll('=3D', '=');
    expect(text).toContain(`To: ${user.email}`);
    expect(text).toContain((await linkTo(api, user.email)) ?? 'no link');
  });

  it('takes the address of the link from the configuration, never from the request', async () => {
    const { user } = await signIn(api);
    const forged = {
      host: 'evil.example',
      'x-forwarded-host': 'evil.example',
      origin: 'https://evil.example',
    };
    expect((await nobody.post(RESET, { email: user.email }, forged)).statusCode).toBe(202);
    expect(await linkTo(api, user.email)).toMatch(
      /^https:\/\/www\.example\.org\/app\/reset-password#token=[\w-]{22}\.[\w-]{43}$/,
    );
  });

  it('is throttled after three an hour, alike for addresses without an account and in any letter case', async () => {
    const { user } = await signIn(api);
    const refusals = [];
    for (const email of [user.email, 'nobody.here@example.org']) {
      for (const spelling of [email, email.toUpperCase(), ` ${email}`]) {
        expect((await nobody.post(RESET, { email: spelling })).statusCode).toBe(202);
      }
      const answer = await nobody.post(RESET, { email });
      const refusal = answer.json<Refusal>();
      refusals.push({ statusCode: answer.statusCode, code: refusal.code, limit: refusal.params['limit'] });
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(3_000);
    }
    expect(refusals[0]).toEqual({ statusCode: 429, code: 'auth.throttled', limit: 3 });
    expect(refusals[1]).toEqual(refusals[0]);
  });

  it('is throttled after twenty in five minutes from one address', async () => {
    const all = [];
    for (let n = 0; n < 21; n += 1) {
      all.push((await nobody.post(RESET, { email: `somebody${n}@example.org` })).statusCode);
    }
    expect(all).toEqual([...Array.from({ length: 20 }, () => 202), 429]);
  });
});

describe('a link to a new password', () => {
  it('sets it, ends every session, and proves the address', async () => {
    const { user, client, token, tokens } = await withLink({ password: GOOD_PASSWORD });
    const other = await canSignIn(user.email, GOOD_PASSWORD);
    expect([other, user.emailVerifiedAt]).toEqual([true, null]);

    const answer = await confirm(token);
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(await sessionEnds(api, { user, client, tokens })).toEqual(['password_change', 'password_change']);
    expect((await client.get('/api/v1/me')).statusCode).toBe(401);
    const refreshed = await nobody.post('/api/v1/auth/token/refresh', { refresh: tokens.refresh });
    expect(refreshed.statusCode).toBe(401);
    expect(await canSignIn(user.email, GOOD_PASSWORD)).toBe(false);
    expect(await canSignIn(user.email, NEW_PASSWORD)).toBe(true);

    expect((await api.app.get(UsersService).findById(user.id))?.emailVerifiedAt).toBeInstanceOf(Date);
    expect((await mailsTo(api, user.email)).map(({ kind }) => kind)).toEqual([
      ...['password_reset', 'password_changed'],
    ]);
    const entries = (await auditOf(api, user.id)).filter(({ actor }) => actor === `user ${user.id}`);
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['user.email_verified', 'user.password_reset', 'user.tokens_invalidated']),
    );
  });

  it('is good once, also for twenty who use it at the same moment', async () => {
    const { token, user } = await withLink();
    const passwords = Array.from({ length: 20 }, (_, n) => `${NEW_PASSWORD} ${n}`);
    const answers = await Promise.all(passwords.map((password) => confirm(token, password)));
    const codes = answers.map(({ statusCode }) => statusCode);
    expect(codes.filter((code) => code === 204)).toHaveLength(1);
    expect(codes.filter((code) => code === 400)).toHaveLength(19);
    expect(await canSignIn(user.email, passwords[codes.indexOf(204)] ?? '')).toBe(true);
    expect((await mailsTo(api, user.email)).filter(({ kind }) => kind === 'password_changed')).toHaveLength(
      1,
    );
  });

  it('is not used up by a password that is refused', async () => {
    const { token } = await withLink();
    const refused = await confirm(token, 'short');
    expect([refused.statusCode, refused.json<Refusal>().code]).toEqual([400, 'passwords.refused']);
    expect((await confirm(token)).statusCode).toBe(204);
  });

  it('takes the place of the one before', async () => {
    const { token, user } = await withLink();
    await api.database.query(`UPDATE account_link SET created_at = created_at - interval '5 minutes'`);
    await nobody.post(RESET, { email: user.email });
    expect((await confirm(token)).json<Refusal>().code).toBe('account.link_invalid');
    expect((await confirm(await tokenTo(api, user.email))).statusCode).toBe(204);
  });

  it('lets somebody in again who had guessed too often', async () => {
    const { token, user } = await withLink({ password: GOOD_PASSWORD });
    const enter = (password: string) => nobody.post('/api/v1/auth/token', { email: user.email, password });
    for (let n = 0; n < 5; n += 1) await enter(`guess ${n}`);
    expect((await enter(GOOD_PASSWORD)).statusCode).toBe(429);
    expect((await confirm(token)).statusCode).toBe(204);
    expect((await enter(NEW_PASSWORD)).statusCode).toBe(200);
  });

  it('leaves the account free of a password that had to be changed', async () => {
    const { token, user } = await withLink();
    await api.app.get(UsersService).update('system', user.id, { mustChangePassword: true });
    expect((await confirm(token)).statusCode).toBe(204);
    expect((await api.app.get(UsersService).findById(user.id))?.mustChangePassword).toBe(false);
  });

  it('stands in no table, no log and no answer', async () => {
    const { token, user } = await withLink();
    const [id = '', proof = ''] = token.split('.');
    await confirm(token, 'short');
    await confirm(token);
    await confirm(token);
    const texts = `${await everyText(api)}\n${JSON.stringify(api.logLines())}`;
    expect(texts).toContain(user.email);
    for (const part of [token, id, proof, NEW_PASSWORD, Buffer.from(proof, 'base64url').toString('hex')]) {
      expect(texts).not.toContain(part);
    }
  });
});

describe('a link that an administrator had sent', () => {
  it('leads to the first password of an account', async () => {
    const { user } = await signIn(api);
    await api.app.get(AccountMailService).sendLink(user, 'account_created');
    expect(await linkTo(api, user.email)).toMatch(
      /^https:\/\/www\.example\.org\/app\/choose-password#token=/,
    );
    expect(await mailsTo(api, user.email)).toMatchObject([
      { kind: 'account_created', params: { hours: 72 } },
    ]);
    expect((await confirm(await tokenTo(api, user.email))).statusCode).toBe(204);
    expect(await canSignIn(user.email, NEW_PASSWORD)).toBe(true);
  });

  it('is void when its owner has got a password otherwise', async () => {
    const { user, token } = await withLink();
    await api.app.get(AccountMailService).sendLink(user, 'account_created');
    const first = await tokenTo(api, user.email);
    expect((await confirm(token)).statusCode).toBe(204);
    expect((await confirm(first)).json<Refusal>().code).toBe('account.link_invalid');
  });
});

describe('a link that is good for nothing', () => {
  const spoil: Readonly<Record<string, (token: string, user: string) => Promise<string> | string>> = {
    'that has run out': async (token, user) => {
      await api.database.query('UPDATE account_link SET expires_at = now() WHERE user_id = $1', [user]);
      return token;
    },
    'to an address that the account has no more': async (token, user) => {
      await api.app.get(UsersService).update('system', user, { email: `moved.${user}@example.org` });
      return token;
    },
    'of an account that was deactivated': async (token, user) => {
      await api.app.get(UsersService).setActive('system', user, false);
      return token;
    },
    'of an account that was deactivated and let in again': async (token, user) => {
      await api.app.get(UsersService).setActive('system', user, false);
      await api.app.get(UsersService).setActive('system', user, true);
      return token;
    },
    'of an account that was deleted': async (token, user) => {
      await api.app.get(UsersService).delete('system', user);
      return token;
    },
    'for something else': async (token, user) => {
      const links = api.app.get(AccountLinksService);
      const url = await links.urlOf(await links.issue(user, 'email_verification'));
      return url?.split('#token=')[1] ?? '';
    },
    'with another proof': (token) =>
      `${token.slice(0, 30)}${token[30] === 'A' ? 'B' : 'A'}${token.slice(31)}`,
    'with more behind it': (token) => `${token}A`,
    'without a proof': (token) => token.slice(0, 22),
    'that is empty of sense': () => 'x',
  };

  it.each(Object.keys(spoil))('%s gets one and the same answer', async (name) => {
    const { token, user } = await withLink();
    const spoilt = (await spoil[name]?.(token, user.id)) ?? '';
    const asked = await nobody.post(`${RESET}/check`, { token: spoilt });
    expect([asked.statusCode, asked.body]).toEqual([200, '{"good":false}']);
    const answer = await confirm(spoilt);
    expect([answer.statusCode, { ...answer.json(), instance: '' }]).toEqual([
      400,
      {
        type: '/errors/account.link_invalid',
        title: 'Link not valid',
        status: 400,
        detail: 'The link is invalid, has been used or has run out: ask for another one.',
        code: 'account.link_invalid',
        instance: '',
      },
    ]);
  });
});
