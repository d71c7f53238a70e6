import argon2 from '@node-rs/argon2';
import { HashingBusyError, PasswordRefusedError, UnknownUserError } from '@app/users';
import { GOOD_PASSWORD, startUsers, type TestUsers } from '../support/users';

const DJANGO_PASSWORD = 'la guitarra de mi abuela';
/** Made by Python's hashlib. */
const DJANGO_HASH = 'pbkdf2_sha256$1000$seasalt$Qp9++KiacrAOHRwkAR7GECRke6rEWNNc1Rl/XEusVtc=';
const OURS = /^\$argon2id\$v=19\$m=47104,t=1,p=1\$/;

let app: TestUsers;
beforeAll(async () => {
  app = await startUsers();
});
afterAll(() => app.close());
afterEach(() => jest.restoreAllMocks());

describe('checking a password', () => {
  it('costs one hash and says no: unknown, wrong, inactive and without a password alike', async () => {
    const [known, without] = [await app.user(), await app.user()];
    await app.setPassword('system', known, GOOD_PASSWORD);
    const verify = jest.spyOn(argon2, 'verify');
    const hash = jest.spyOn(argon2, 'hash');
    for (const email of [known.email, without.email, 'nobody@example.org', 'no address', '']) {
      verify.mockClear();
      const credentials = await app.users.findCredentials(email);
      expect(await app.passwords.check(credentials, 'wrong horse, wrong battery')).toBe(false);
      expect(verify).toHaveBeenCalledTimes(1);
      expect(argon2.parseOptions(verify.mock.calls[0]?.[0] ?? '')).toMatchObject({
        memoryCost: 47_104,
        timeCost: 1,
        parallelism: 1,
        outputLen: 32,
        saltLen: 16,
      });
    }
    expect(hash).not.toHaveBeenCalled();
    const credentials = await app.users.findCredentials(known.email.toUpperCase());
    expect(credentials).toMatchObject({ userId: known.id, isActive: true, isStaff: false });
    expect(await app.passwords.check(credentials, GOOD_PASSWORD)).toBe(true);
  });

  it('renews an old hash once, also when several sign in at once', async () => {
    const user = await app.user();
    await app.setHash(user, DJANGO_HASH);
    const credentials = await app.users.findCredentials(user.email);
    expect(await app.passwords.check(credentials, 'wrong')).toBe(false);
    expect(await app.hashOf(user)).toBe(DJANGO_HASH);

    await app.database.query(`CREATE TABLE renewal (hash text);
      CREATE FUNCTION note_renewal() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN INSERT INTO renewal VALUES (NEW.password_hash); RETURN NULL; END $$;
      CREATE TRIGGER note AFTER UPDATE OF password_hash ON app_user FOR EACH ROW EXECUTE FUNCTION note_renewal()`);
    const all = await Promise.all([1, 2, 3, 4].map(() => app.passwords.check(credentials, DJANGO_PASSWORD)));
    expect(all).toEqual([true, true, true, true]);
    const renewed = await app.hashOf(user);
    expect(renewed).toMatch(OURS);
    expect((await app.database.query('TABLE renewal')).rows).toEqual([{ hash: renewed }]);

    const hash = jest.spyOn(argon2, 'hash');
    const again = await app.users.findCredentials(user.email);
    expect(await app.passwords.check(again, DJANGO_PASSWORD)).toBe(true);
    expect(hash).not.toHaveBeenCalled();
    expect(await app.hashOf(user)).toBe(renewed);
  });

  it('replaces no hash that somebody has changed meanwhile', async () => {
    const user = await app.user();
    await app.setHash(user, DJANGO_HASH);
    const before = await app.users.findCredentials(user.email);
    await app.setPassword('system', user, GOOD_PASSWORD);
    const changed = await app.hashOf(user);
    expect(await app.passwords.check(before, DJANGO_PASSWORD)).toBe(true);
    expect(await app.hashOf(user)).toBe(changed);
    expect(await app.users.replaceHash(user.id, 'another', 'x')).toBe(false);
    expect(await app.users.replaceHash(user.id, changed ?? '', 'x')).toBe(true);
  });

  it('is no failure when only the renewal finds no room', async () => {
    const user = await app.user();
    await app.setHash(user, DJANGO_HASH);
    jest.spyOn(app.hashing, 'hash').mockRejectedValue(new HashingBusyError());
    const credentials = await app.users.findCredentials(user.email);
    expect(await app.passwords.check(credentials, DJANGO_PASSWORD)).toBe(true);
    expect(await app.hashOf(user)).toBe(DJANGO_HASH);
  });

  it('takes about the same time for an unknown and for a known user', async () => {
    const user = await app.user();
    await app.setPassword('system', user, GOOD_PASSWORD);
    const times: Record<'known' | 'unknown', number[]> = { known: [], unknown: [] };
    for (let round = 0; round < 15; round++) {
      for (const [who, email] of [['known', user.email] as const, ['unknown', 'x@example.org'] as const]) {
        const started = performance.now();
        await app.passwords.check(await app.users.findCredentials(email), 'wrong');
        times[who].push(performance.now() - started);
      }
    }
    const median = (all: number[]): number => all.sort((a, b) => a - b)[7] ?? 0;
    // a sanity check on a busy machine: the work itself is counted above, the figure belongs to the benchmark
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(median(times.known));
  });
});

describe('setting a password', () => {
  const long = (length: number): string =>
    Array.from({ length }, (_, index) => String.fromCodePoint(0x4e00 + ((index * 7919) % 5000))).join('');

  it('takes 256 characters to the last one, and refuses 257', async () => {
    const user = await app.user();
    await app.setPassword('system', user, long(256));
    const credentials = await app.users.findCredentials(user.email);
    expect(await app.passwords.check(credentials, long(256))).toBe(true);
    expect(await app.passwords.check(credentials, long(255))).toBe(false);
    await expect(app.setPassword('system', user, long(257))).rejects.toMatchObject({
      code: 'passwords.refused',
      params: { faults: ['too_long'] },
    });
    expect(await app.hashOf(user)).toBe(credentials?.passwordHash);
  });

  it('asks more of staff and superusers, and says all that is wrong without repeating it', async () => {
    const email = 'boss@example.org';
    const refused = await app.users
      .create('system', { email, password: 'boss@example', isSuperuser: true })
      .catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(PasswordRefusedError);
    expect(refused).toMatchObject({ params: { faults: ['too_short', 'like_email'] } });
    expect(JSON.stringify(refused)).not.toContain('boss@example');
    expect(await app.users.findByEmail(email)).toBeNull();
    const staff = await app.users.setStaff('system', (await app.user()).id, true);
    await expect(app.setPassword('system', staff, 'Zx9-ubKq-2mVt')).rejects.toThrow(PasswordRefusedError);
  });

  it('ends what was signed in before, unless told otherwise', async () => {
    const user = await app.user();
    const { id } = user;
    await app.setPassword('system', user, GOOD_PASSWORD, { keepTokens: true, mustChange: true });
    expect((await app.users.findAuthState(id))?.tokensValidAfter).toBeNull();
    expect(await app.users.findById(id)).toMatchObject({ hasPassword: true, mustChangePassword: true });
    await app.setPassword('system', user, GOOD_PASSWORD);
    expect((await app.users.findAuthState(id))?.tokensValidAfter).toBeInstanceOf(Date);
    expect(await app.users.findById(id)).toMatchObject({ mustChangePassword: false });
  });

  it('needs somebody to set it for', async () => {
    await expect(app.passwords.set('system', 'x', 'hash')).rejects.toThrow(UnknownUserError);
  });
});

describe('a superuser from the terminal', () => {
  const wanted = { email: 'root@example.org', password: () => Promise.resolve(GOOD_PASSWORD) };

  it('is made once by several programs that start at once with --if-missing', async () => {
    const made = await Promise.all(
      [1, 2, 3].map(() => app.superusers.create({ ...wanted, ifMissing: true })),
    );
    expect(made.filter(Boolean)).toHaveLength(1);
    expect(await app.users.findByEmail(wanted.email)).toMatchObject({ isSuperuser: true, isStaff: true });
  });

  it('is not asked for a password that is not needed', async () => {
    const password = jest.fn(wanted.password);
    expect(await app.superusers.create({ ...wanted, password, ifMissing: true })).toBe(false);
    await expect(app.superusers.create({ ...wanted, password, ifMissing: false })).rejects.toMatchObject({
      code: 'users.email_taken',
    });
    expect(password).not.toHaveBeenCalled();
  });

  it('is never made out of an account that is something else', async () => {
    const { email } = await app.user();
    await expect(app.superusers.create({ ...wanted, email, ifMissing: true })).rejects.toMatchObject({
      code: 'users.email_taken',
    });
    expect(await app.users.findByEmail(email)).toMatchObject({ isSuperuser: false });
  });
});
