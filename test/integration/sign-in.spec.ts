import argon2 from '@node-rs/argon2';
import { type Caller, InvalidCredentialsError } from '@app/auth';
import { HashingBusyError } from '@app/users';
import { CALLER, startAuth, type TestAuth } from '../support/auth';
import { GOOD_PASSWORD } from '../support/users';

/** Made by Python's hashlib. */
const DJANGO_PASSWORD = 'la guitarra de mi abuela';
const DJANGO_HASH = 'pbkdf2_sha256$1000$seasalt$Qp9++KiacrAOHRwkAR7GECRke6rEWNNc1Rl/XEusVtc=';
const OURS = /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/;
const WRONG = 'wrong horse, wrong battery';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

let callers = 0;
/** From another address each time, so that no limit is in the way. */
const anywhere = (): Caller => {
  callers += 1;
  return { ip: `198.51.${100 + Math.floor(callers / 250)}.${callers % 250}`, userAgent: 'test' };
};
const known = () => app.user({ password: GOOD_PASSWORD });
const setHash = (id: string, hash: string) =>
  app.rows('UPDATE app_user SET password_hash = $2 WHERE id = $1', [id, hash]);
const audited = (action: string) =>
  app.rows(
    `SELECT actor_kind, actor_id, object_type, object_id, details, host(ip) AS ip FROM audit_entry
      WHERE action = $1 ORDER BY id DESC LIMIT 1`,
    [action],
  );

describe('signing in', () => {
  it('opens a session, whatever the letter case of the e-mail, and puts it down', async () => {
    const user = await known();
    const { tokens, device, mustChangePassword } = await app.signIn(user.email.toUpperCase(), GOOD_PASSWORD);
    expect(await app.access.verify(tokens.access)).toMatchObject({ userId: user.id });
    expect(device).toContain(user.id);
    expect(mustChangePassword).toBe(false);
    expect((await app.users.findById(user.id))?.lastLoginAt).toBeInstanceOf(Date);
    expect(await audited('session.sign_in')).toEqual([
      {
        actor_kind: 'user',
        actor_id: user.id,
        object_type: 'session',
        object_id: tokens.sessionId,
        details: { transport: 'bearer' },
        ip: CALLER.ip,
      },
    ]);
  });

  it('says when another password has to be chosen', async () => {
    const user = await app.user();
    await app.setPassword(user, GOOD_PASSWORD, true);
    expect(await app.signIn(user.email, GOOD_PASSWORD)).toMatchObject({ mustChangePassword: true });
  });

  it('always opens a new session, and ends that of a cookie that came along: no fixation', async () => {
    const [user, other] = [await known(), await app.open()];
    const order = { email: user.email, password: GOOD_PASSWORD, transport: 'cookie' } as const;
    const first = await app.signIns.signIn({ ...order, previousRefresh: other.refresh }, CALLER);
    const second = await app.signIns.signIn({ ...order, previousRefresh: first.tokens.refresh }, CALLER);
    expect(new Set([other, first.tokens, second.tokens].map((one) => one.sessionId)).size).toBe(3);
    for (const ended of [other, first.tokens]) {
      expect(await app.session(ended.sessionId)).toMatchObject({ revoked_reason: 'logout' });
    }
    expect(await app.session(second.tokens.sessionId)).toMatchObject({ revoked_at: null });

    await app.signIns.signIn({ ...order, previousRefresh: `${second.tokens.refresh}x` }, CALLER);
    await app.signIns.signIn({ ...order, previousRefresh: second.tokens.access }, CALLER);
    const refused = { ...order, password: WRONG, previousRefresh: second.tokens.refresh };
    await expect(app.signIns.signIn(refused, CALLER)).rejects.toThrow(InvalidCredentialsError);
    expect(await app.session(second.tokens.sessionId)).toMatchObject({ revoked_at: null });
  });

  it('leaves 20 sessions, of which the one of the cookie is none', async () => {
    const user = await known();
    const [least, ...rest] = await Promise.all(Array.from({ length: 20 }, () => app.open(user)));
    const last = rest.at(-1);
    await app.rows(`UPDATE auth_session SET last_seen_at = last_seen_at - interval '1 hour' WHERE id = $1`, [
      least?.sessionId,
    ]);
    const order = { email: user.email, password: GOOD_PASSWORD, transport: 'cookie' } as const;
    await app.signIns.signIn({ ...order, previousRefresh: last?.refresh ?? '' }, CALLER);
    expect(await app.session(least?.sessionId ?? '')).toMatchObject({ revoked_at: null });
    await app.signIns.signIn(order, CALLER);
    expect(await app.session(least?.sessionId ?? '')).toMatchObject({ revoked_reason: 'session_limit' });
    expect(await app.sessions.list(user.id, '')).toHaveLength(20);
  });

  it('renews an old hash once', async () => {
    const user = await app.user();
    await setHash(user.id, DJANGO_HASH);
    const hash = jest.spyOn(argon2, 'hash');
    await app.signIn(user.email, DJANGO_PASSWORD);
    const renewed = (await app.users.findCredentials(user.email))?.passwordHash;
    expect(renewed).toMatch(OURS);
    await app.signIn(user.email, DJANGO_PASSWORD);
    expect(hash).toHaveBeenCalledTimes(1);
    expect((await app.users.findCredentials(user.email))?.passwordHash).toBe(renewed);
  });

  it('takes 256 characters to the last one; 257 are wrong, and no other error', async () => {
    const user = await app.user();
    const long = Array.from({ length: 257 }, (_, at) => String.fromCodePoint(0x1f300 + at)).join('');
    const fits = long.slice(2);
    await app.setPassword(user, fits);
    await app.signIn(user.email, fits);
    await setHash(user.id, await argon2.hash(long));
    await expect(app.signIn(user.email, long)).rejects.toThrow(InvalidCredentialsError);
    await expect(app.signIn(user.email, 'x'.repeat(1_000_000))).rejects.toThrow(InvalidCredentialsError);
  });

  it('does not let in by a password that was changed during the hash work', async () => {
    const user = await known();
    const check = app.passwords.check.bind(app.passwords);
    jest.spyOn(app.passwords, 'check').mockImplementationOnce(async (...asked) => {
      const right = await check(...asked);
      await app.setPassword(user, `${GOOD_PASSWORD} y medio`);
      return right;
    });
    await expect(app.signIn(user.email, GOOD_PASSWORD)).rejects.toThrow(InvalidCredentialsError);
    expect(await app.sessions.list(user.id, '')).toEqual([]);
    expect((await app.users.findById(user.id))?.lastLoginAt).toBeNull();
  });

  it('passes on that all processors are busy, and does not count the attempt', async () => {
    const user = await known();
    const busy = jest.spyOn(app.passwords, 'check').mockRejectedValue(new HashingBusyError());
    for (let attempt = 0; attempt < 6; attempt++) {
      await expect(app.signIn(user.email, GOOD_PASSWORD)).rejects.toThrow(HashingBusyError);
    }
    busy.mockRestore();
    await app.signIn(user.email, GOOD_PASSWORD);
  });
});

describe('a refused sign-in', () => {
  /** One of each kind, with what it is called in the audit. */
  async function refusals(): Promise<{ email: string; password: string; id: string | null }[]> {
    const [user, inactive, without] = [await known(), await known(), await app.user()];
    await app.users.update('system', inactive.id, { isActive: false });
    return [
      { email: 'nobody@example.org', password: WRONG, id: null },
      { email: 'no address', password: WRONG, id: null },
      { email: user.email, password: WRONG, id: user.id },
      { email: user.email, password: 'x'.repeat(300), id: user.id },
      { email: inactive.email, password: GOOD_PASSWORD, id: inactive.id },
      { email: inactive.email, password: WRONG, id: inactive.id },
      { email: without.email, password: WRONG, id: without.id },
    ];
  }

  it('is one and the same, after one and the same work, for unknown, wrong and inactive', async () => {
    const verify = jest.spyOn(argon2, 'verify');
    for (const { email, password, id } of await refusals()) {
      verify.mockClear();
      const caller = anywhere();
      const refusal: unknown = await app.signIn(email, password, caller).catch((error: unknown) => error);
      expect(refusal).toBeInstanceOf(InvalidCredentialsError);
      expect(refusal).toMatchObject({ params: {}, message: new InvalidCredentialsError().message });
      expect(verify).toHaveBeenCalledTimes(1);
      expect(argon2.parseOptions(verify.mock.calls[0]?.[0] ?? '')).toMatchObject({
        memoryCost: 47_104,
        timeCost: 1,
        parallelism: 1,
      });
      const entry = { actor_kind: 'anonymous', actor_id: null, object_type: 'user', object_id: id };
      expect(await audited('session.sign_in_failed')).toEqual([{ ...entry, details: {}, ip: caller.ip }]);
    }
  });

  it('leaves no typed e-mail or password anywhere', async () => {
    await expect(app.signIn('typed@example.net', 'typed by mistake')).rejects.toThrow();
    await expect(app.signIn('password in the wrong field', 'x')).rejects.toThrow();
    const rows = await app.rows(`SELECT audit_entry::text AS row FROM audit_entry
                                 UNION ALL SELECT rate_counter::text FROM rate_counter`);
    expect(rows.length).toBeGreaterThan(1);
    expect(JSON.stringify(rows)).not.toMatch(/typed|password in|mistake/);
  });

  it('takes the same time beside accounts with hashes of Django, whatever kind each has', async () => {
    const users = [await app.user(), await app.user(), await app.user(), await known()];
    // no password fits them; each takes several times as long as one of ours
    const [salt, digest] = ['seasalt', 'Qp9++KiacrAOHRwkAR7GECRke6rEWNNc1Rl/XEusVtc='];
    const bcrypt = 'abcdefghijklmnopqrstuu89E7Hd1q0cg9vmtof8cJslLpumtUKMS';
    const hashes = [
      `pbkdf2_sha256$2000000$${salt}$${digest}`,
      `pbkdf2_sha256$500000$${salt}$${digest}`,
      `bcrypt_sha256$$2b$11$${bcrypt}`,
    ];
    for (const [at, hash] of hashes.entries()) await setHash(users[at]?.id ?? '', hash);
    const fresh = await app.another();
    const names = [...users.map((user) => user.email), 'nobody@example.org'];
    const sums = new Map(names.map((email) => [email, 0]));
    // in turns, so that whatever else the machine does falls on all of them
    for (let round = 0; round < 4; round += 1) {
      for (const email of names) {
        const started = performance.now();
        await expect(fresh.signIn(email, WRONG, anywhere())).rejects.toThrow(InvalidCredentialsError);
        sums.set(email, (sums.get(email) ?? 0) + performance.now() - started);
      }
    }
    const times = [...sums.values()];
    await app.rows('UPDATE app_user SET password_hash = NULL WHERE password_hash = ANY ($1)', [hashes]);
    expect(Math.max(...times) / Math.min(...times)).toBeLessThan(2);
  });

  it('takes the same time, whoever it is', async () => {
    const [user, inactive] = [await known(), await known()];
    await app.users.update('system', inactive.id, { isActive: false });
    const times = { unknown: 0, wrong: 0, inactive: 0 };
    for (let round = 0; round < 30; round++) {
      for (const [who, email, password] of [
        ['unknown', `nobody${round}@example.org`, WRONG],
        ['wrong', user.email, WRONG],
        ['inactive', inactive.email, GOOD_PASSWORD],
      ] as const) {
        const started = performance.now();
        await expect(app.signIn(email, password, anywhere())).rejects.toThrow(InvalidCredentialsError);
        times[who] += performance.now() - started;
      }
    }
    const all = Object.values(times);
    // a skipped hash would make it several times quicker
    expect(Math.max(...all) / Math.min(...all)).toBeLessThan(1.5);
  });
});
