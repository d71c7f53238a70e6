import { type Caller, InvalidCredentialsError, ThrottledError } from '@app/auth';
import { UnknownUserError } from '@app/users';
import { type AuthProcess, startAuth, type TestAuth } from '../support/auth';
import { GOOD_PASSWORD } from '../support/users';

const WRONG = 'wrong horse, wrong battery';
const NEXT = 'siete faroles sobre el rio';

let app: TestAuth;
let other: AuthProcess;
beforeAll(async () => {
  app = await startAuth();
  other = await app.another();
});
afterAll(() => app.close());
beforeEach(() => app.rows('DELETE FROM rate_counter'));

const from = (ip: string): Caller => ({ ip, userAgent: 'test' });
const HOME = from('203.0.113.1');
const known = () => app.user({ password: GOOD_PASSWORD });

/** How an attempt ended, and for a throttled one after how many seconds the next is free. */
async function attempt(
  email: string,
  password = WRONG,
  { by = app, caller = HOME, device }: { by?: AuthProcess; caller?: Caller; device?: string } = {},
): Promise<'in' | 'wrong' | number> {
  return by.signIn(email, password, caller, device).then(
    () => 'in',
    (error: unknown) => {
      if (error instanceof ThrottledError) return error.retryAfter;
      expect(error).toBeInstanceOf(InvalidCredentialsError);
      return 'wrong';
    },
  );
}

async function attempts(times: number, ...asked: Parameters<typeof attempt>): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let time = 0; time < times; time++) all.push(await attempt(...asked));
  return all;
}

/** The pause that a refusal means, if it comes in its first half. */
const pauseOf = (outcome: unknown): unknown =>
  typeof outcome === 'number' ? Math.min(2 ** Math.ceil(Math.log2(outcome)), 900) : outcome;

/** Lets all that was counted have been counted earlier. */
const age = (seconds: number) =>
  app.rows(
    `UPDATE rate_counter SET hit_at = hit_at - $1 * interval '1 second', ends_at = ends_at - $1 * interval '1 second'`,
    [seconds],
  );

describe('failures at an account from one address', () => {
  it('are five, then there is a pause that doubles up to 15 minutes, also for the right password', async () => {
    const { email } = await known();
    expect(await attempts(5, email)).toEqual(Array(5).fill('wrong'));
    const pauses: unknown[] = [pauseOf(await attempt(email, GOOD_PASSWORD))];
    for (let round = 0; round < 6; round++) {
      await age(900);
      expect(await attempt(email)).toBe('wrong');
      pauses.push(pauseOf(await attempt(email, GOOD_PASSWORD)));
    }
    expect(pauses).toEqual([32, 64, 128, 256, 512, 900, 900]);
    await age(900);
    expect(await attempt(email, GOOD_PASSWORD)).toBe('in');
    expect(await attempts(5, email)).toEqual(Array(5).fill('wrong'));
  });

  it('are forgotten a day after the last one', async () => {
    const { email } = await known();
    await attempts(5, email);
    await age(86_400);
    expect(await attempts(5, email)).toEqual(Array(5).fill('wrong'));
  });

  it('of 12 at once are exactly five, in two processes and at one address of many spellings', async () => {
    const { email } = await known();
    const all = await Promise.all(
      Array.from({ length: 12 }, (_, at) =>
        attempt(at % 3 === 0 ? email.toUpperCase() : email, WRONG, {
          by: at % 2 === 0 ? app : other,
          caller: from(at % 2 === 0 ? '2001:db8:0:7::1' : `2001:DB8::7:0:0:${at}:1`),
        }),
      ),
    );
    expect(all.filter((one) => one === 'wrong')).toHaveLength(5);
    expect(all.filter((one) => typeof one === 'number')).toHaveLength(7);
    expect(await attempt(email, GOOD_PASSWORD, { caller: from('2001:db8:0:8::1') })).toBe('in');
  });

  it('are counted alike for a name that nobody has', async () => {
    const { email } = await known();
    const sequence = async (name: string, ip: string) => {
      const all = await attempts(7, name, WRONG, { caller: from(ip) });
      return [...all.map(pauseOf), await attempt(name, WRONG, { caller: from(`${ip}9`) })];
    };
    const refused = await sequence(email, '203.0.113.2');
    expect(refused).toEqual([...Array(5).fill('wrong'), 32, 32, 'wrong']);
    expect(await sequence('nobody@example.org', '203.0.113.3')).toEqual(refused);
  });

  it('outlive a restart', async () => {
    const { email } = await known();
    await attempts(5, email);
    const restarted = await app.another();
    expect(pauseOf(await attempt(email, GOOD_PASSWORD, { by: restarted }))).toBe(32);
  });
});

describe('attempts from one address', () => {
  const nobody = (at: number): string => `nobody${at}@example.org`;

  it('of 26 at once are exactly 20, whatever the account, and those refused count nowhere', async () => {
    const all = await Promise.all(
      Array.from({ length: 26 }, (_, at) => attempt(nobody(at), WRONG, { by: at % 2 === 0 ? app : other })),
    );
    expect(all.filter((one) => one === 'wrong')).toHaveLength(20);
    expect(all.filter((one) => typeof one === 'number' && one > 200 && one <= 300)).toHaveLength(6);
    const accounts = await app.rows(`SELECT FROM rate_counter WHERE bucket = 'sign_in:account'`);
    expect(accounts).toHaveLength(20);
    expect(await attempt(nobody(1), WRONG, { caller: from('203.0.113.2') })).toBe('wrong');
    await age(300);
    expect(await attempt(nobody(1))).toBe('wrong');
  });

  it('that succeed take nothing from an office, and give nothing to who guesses others', async () => {
    const { email } = await known();
    expect(await attempts(22, email, GOOD_PASSWORD)).toEqual(Array(22).fill('in'));
    for (let at = 0; at < 19; at++) await attempt(nobody(at));
    expect(await attempts(2, email, GOOD_PASSWORD)).toEqual(['in', 'in']);
    expect(await attempt(nobody(19))).toBe('wrong');
    expect(await attempt(nobody(20))).toBeGreaterThan(32);
    expect(await attempt(email, GOOD_PASSWORD)).toBeGreaterThan(32);
  });
});

describe('an account that is flooded from everywhere', () => {
  const flood = async (email: string): Promise<void> => {
    // a hundred attempts without their hash work
    const limit = { bucket: 'sign_in:account', key: email, most: 100, seconds: 3_600 };
    for (let at = 0; at < 99; at++) await app.limits.hit(limit);
    expect(await attempt(email, WRONG, { caller: from('203.0.113.99') })).toBe('wrong');
  };

  it('is open to devices that its owner signed in on, and to no others', async () => {
    const [user, attacker] = [await known(), await known()];
    const { device } = await app.signIn(user.email, GOOD_PASSWORD, HOME);
    const foreign = (await app.signIn(attacker.email, GOOD_PASSWORD, HOME)).device;
    await flood(user.email);
    const elsewhere = { caller: from('203.0.113.50') };
    expect(await attempt(user.email, GOOD_PASSWORD, elsewhere)).toBeGreaterThan(3_500);
    for (const forged of [foreign, foreign.replace(attacker.id, user.id), `${device}x`, '']) {
      const refused = await attempt(user.email, GOOD_PASSWORD, { ...elsewhere, device: forged });
      expect(refused).toBeGreaterThan(3_500);
    }
    expect(await attempt(user.email, GOOD_PASSWORD, { ...elsewhere, device })).toBe('in');
    await age(3_600);
    expect(await attempt(user.email, GOOD_PASSWORD, elsewhere)).toBe('in');
  });

  it('is closed to a device that somebody signed in on with the password before', async () => {
    const user = await known();
    const { device } = await app.signIn(user.email, GOOD_PASSWORD, HOME);
    await app.passwords.set('system', user.id, await app.passwords.prepare(NEXT, user));
    await flood(user.email);
    expect(await attempt(user.email, NEXT, { device })).toBeGreaterThan(3_500);
    await age(3_600);
    const fresh = await app.signIn(user.email, NEXT, HOME);
    await flood(user.email);
    expect(await attempt(user.email, NEXT, { device: fresh.device })).toBe('in');
  });

  it('is refused alike when nobody has the name', async () => {
    await flood('nobody@example.org');
    expect(await attempt('nobody@example.org')).toBeGreaterThan(3_500);
  });

  it('is open to a known device beside the attacker too, which has its own five failures', async () => {
    const user = await known();
    const { device } = await app.signIn(user.email, GOOD_PASSWORD, HOME);
    await attempts(6, user.email);
    for (let at = 0; at < 20; at++) await attempt(`nobody${at}@example.org`);
    expect(await attempt(user.email, GOOD_PASSWORD)).toBeGreaterThan(32);
    expect(await attempt(user.email, GOOD_PASSWORD, { device })).toBe('in');
    const other = (at: number) => ({ device, caller: from(`203.0.113.${at}`) });
    for (let at = 0; at < 5; at++) expect(await attempt(user.email, WRONG, other(at))).toBe('wrong');
    expect(pauseOf(await attempt(user.email, GOOD_PASSWORD, other(9)))).toBe(32);
  });
});

describe('a refused attempt', () => {
  it('is put down once in a window, whoever is meant and however long the flood', async () => {
    const throttled = () =>
      app.rows(
        `SELECT object_id, details, actor_kind, host(ip) AS ip FROM audit_entry
          WHERE action = 'session.sign_in_throttled' AND at > now() - interval '1 minute' AND host(ip) LIKE '192.0.2.%'
          ORDER BY id`,
      );
    const user = await known();
    const [here, there] = [from('192.0.2.1'), from('192.0.2.2')];
    await attempts(8, user.email, WRONG, { caller: here });
    const entry = { details: { limit: 'sign_in:account_address' }, actor_kind: 'anonymous' };
    const first = { ...entry, object_id: user.id, ip: here.ip };
    expect(await throttled()).toEqual([first]);
    for (let at = 0; at < 24; at++) await attempt(`nobody${at}@example.net`, WRONG, { caller: there });
    const other = { ...first, object_id: null, ip: there.ip, details: { limit: 'sign_in:address' } };
    expect(await throttled()).toEqual([first, other]);
    await age(300);
    for (let at = 0; at < 24; at++) await attempt(`nobody${at}@example.com`, WRONG, { caller: there });
    expect(await throttled()).toEqual([first, other, other]);
  });
});

describe('unlocking', () => {
  it('forgets what was tried at an account, wherever from, and is put down', async () => {
    const [user, neighbour] = [await known(), await known()];
    const places = [{ caller: HOME }, { caller: from('203.0.113.2') }];
    for (const place of places) await attempts(6, user.email, WRONG, place);
    await attempts(6, neighbour.email);
    await app.attempts.unlock(user.email.toUpperCase());
    for (const place of places) expect(await attempt(user.email, GOOD_PASSWORD, place)).toBe('in');
    expect(pauseOf(await attempt(neighbour.email, GOOD_PASSWORD))).toBe(32);
    expect(
      await app.rows(`SELECT actor_kind, object_id FROM audit_entry WHERE action = 'user.unlocked'`),
    ).toEqual([{ actor_kind: 'system', object_id: user.id }]);
  });

  it('needs somebody to unlock', async () => {
    await expect(app.attempts.unlock('nobody@example.org')).rejects.toThrow(UnknownUserError);
  });
});
