import { permissionCodes } from '@app/users';
import { InvalidCredentialsError, SessionNotFoundError, TokenInvalidError } from '@app/auth';
import { CALLER, startAuth, type TestAuth, THIEF } from '../support/auth';
import { partsOf } from '../support/tokens';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
});
afterAll(() => app.close());

const NOBODY = '00000000-0000-4000-8000-000000000000';
const BY = { reason: 'logout', ip: CALLER.ip } as const;
const alive = (access: string): Promise<boolean> =>
  app.access.verify(access).then(
    () => true,
    (error: unknown) => {
      expect(error).toBeInstanceOf(TokenInvalidError);
      return false;
    },
  );

describe('opening a session', () => {
  it('gives a pair of tokens with the lives of the contract', async () => {
    const user = await app.user();
    const tokens = await app.open(user, 'cookie');
    expect(tokens).toMatchObject({ userId: user.id, transport: 'cookie', expiresIn: 600 });
    const row = await app.session(tokens.sessionId);
    expect(row).toMatchObject({
      user_id: user.id,
      transport: 'cookie',
      ip: CALLER.ip,
      user_agent: 'test',
      current_gen: 1,
      confirmed_gen: 0,
      revoked_at: null,
    });
    const lives = await app.rows(
      `SELECT extract(epoch FROM absolute_expires_at - authenticated_at)::int AS absolute,
              extract(epoch FROM idle_expires_at - created_at)::int AS idle FROM auth_session WHERE id = $1`,
      [tokens.sessionId],
    );
    expect(lives).toEqual([{ absolute: 2_592_000, idle: 604_800 }]);
  });

  it('is always a new one: no fixation', async () => {
    const user = await app.user();
    const [one, two] = [await app.open(user), await app.open(user)];
    expect(two.sessionId).not.toBe(one.sessionId);
    expect(two.refresh).not.toBe(one.refresh);
  });

  it('takes any user agent and any address, and keeps what fits', async () => {
    const user = await app.user();
    const callers = [
      { ip: 'fe80::1%eth0', userAgent: `${'x'.repeat(600)}\0` },
      { ip: 'unknown', userAgent: `\0${'ñ'.repeat(511)}😀` },
      { ip: null },
    ];
    for (const caller of callers) await app.sessions.open(user.id, caller, 'bearer');
    const kept = await app.sessions.list(user.id, '');
    expect(kept.map(({ ip, userAgent }) => [ip, userAgent?.length]).reverse()).toEqual([
      ['fe80::1', 512],
      [null, 513],
      [null, undefined],
    ]);
  });

  it('is refused for a user who is inactive or gone', async () => {
    const user = await app.user();
    await app.users.setActive('system', user.id, false);
    await expect(app.open(user)).rejects.toThrow(InvalidCredentialsError);
    await app.users.delete('system', user.id);
    await expect(app.open(user)).rejects.toThrow(InvalidCredentialsError);
  });

  it('ends the one seen least recently when it is the 21st', async () => {
    const user = await app.user();
    const opened = [];
    for (let count = 0; count < 20; count++) opened.push(await app.open(user));
    const [first, second] = opened;
    await app.rows(`UPDATE auth_session SET last_seen_at = last_seen_at - interval '1 hour' WHERE id = $1`, [
      second?.sessionId,
    ]);
    await app.open(user);
    expect(await app.sessions.list(user.id, '')).toHaveLength(20);
    expect(await app.session(second?.sessionId ?? '')).toMatchObject({ revoked_reason: 'session_limit' });
    expect(await alive(second?.access ?? '')).toBe(false);
    expect(await alive(first?.access ?? '')).toBe(true);
  });

  it('never leaves more than 20, however many sign in at once', async () => {
    const user = await app.user();
    const other = await app.another();
    await Promise.all(
      Array.from({ length: 30 }, (_, turn) =>
        (turn % 2 ? app : other).sessions.open(user.id, CALLER, 'bearer'),
      ),
    );
    expect(await app.sessions.list(user.id, '')).toHaveLength(20);
  });
});

describe('the sessions of a user', () => {
  it('are listed with the current one marked; ended ones are not', async () => {
    const user = await app.user();
    const [one, two, run, idle] = [
      await app.open(user),
      await app.open(user, 'cookie'),
      await app.open(user),
      await app.open(user),
    ];
    await app.open();
    await app.rows('UPDATE auth_session SET absolute_expires_at = now() WHERE id = $1', [run.sessionId]);
    await app.rows('UPDATE auth_session SET idle_expires_at = now() WHERE id = $1', [idle.sessionId]);
    const list = await app.sessions.list(user.id, one.sessionId);
    expect(list.map(({ id, current, transport }) => [id, current, transport])).toEqual([
      [two.sessionId, false, 'cookie'],
      [one.sessionId, true, 'bearer'],
    ]);
    expect(list[0]?.expiresAt).toEqual(two.refreshExpiresAt);
  });

  it('are neither listed nor counted when all that was issued before is void', async () => {
    const user = await app.user();
    for (let n = 0; n < 20; n += 1) await app.open(user);
    await new Promise((resolve) => setTimeout(resolve, 2));
    await app.users.invalidateTokens(user.id);
    expect(await app.sessions.list(user.id, '')).toEqual([]);
    const { sessionId } = await app.open(user);
    expect((await app.sessions.list(user.id, '')).map(({ id }) => id)).toEqual([sessionId]);
    const ended = `SELECT FROM auth_session WHERE user_id = $1 AND revoked_reason = 'session_limit'`;
    expect(await app.rows(ended, [user.id])).toEqual([]);
  });

  it('are revoked one by one; a foreign, unknown or ended one is not found', async () => {
    const user = await app.user();
    const [mine, foreign] = [await app.open(user), await app.open()];
    for (const id of [foreign.sessionId, NOBODY, 'x', '', `' OR true --`]) {
      await expect(app.sessions.revoke(user.id, id, BY)).rejects.toThrow(SessionNotFoundError);
    }
    expect(await alive(foreign.access)).toBe(true);
    await app.sessions.revoke(user.id, mine.sessionId, BY);
    expect(await alive(mine.access)).toBe(false);
    await expect(app.sessions.revoke(user.id, mine.sessionId, BY)).rejects.toThrow(SessionNotFoundError);
  });

  it('but one are revoked, and those of others stay', async () => {
    const user = await app.user();
    const [keep, one, two, foreign] = [
      await app.open(user),
      await app.open(user),
      await app.open(user),
      await app.open(),
    ];
    const by = { reason: 'password_change', actor: user.id } as const;
    expect(await app.sessions.revokeOthers(user.id, keep.sessionId, by)).toBe(2);
    const tokens = [keep, one, two, foreign].map(({ access }) => alive(access));
    expect(await Promise.all(tokens)).toEqual([true, false, false, true]);
    expect(await app.session(one.sessionId)).toMatchObject({
      revoked_reason: 'password_change',
      revoked_by: user.id,
    });
  });
});

describe('logout-all', () => {
  it('ends all sessions; a sign-in right after lives', async () => {
    const user = await app.user();
    const [one, two, foreign] = [await app.open(user), await app.open(user), await app.open()];
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await app.sessions.revokeAll(user.id, BY)).toBe(2);
    const after = await app.open(user);
    const tokens = [one, two, after, foreign].map(({ access }) => alive(access));
    expect(await Promise.all(tokens)).toEqual([false, false, true, true]);
  });

  it('and a sign-in in the same millisecond: it lives, one a millisecond older does not', async () => {
    const user = await app.user();
    const tokens = await app.open(user);
    const shift = (milliseconds: number): Promise<unknown> =>
      app.rows(
        `UPDATE app_user SET tokens_valid_after = authenticated_at + $2 * interval '1 millisecond'
           FROM auth_session WHERE auth_session.id = $1 AND app_user.id = user_id`,
        [tokens.sessionId, milliseconds],
      );
    await shift(0);
    expect(await alive(tokens.access)).toBe(true);
    await expect(app.refresh(tokens.refresh)).resolves.toMatchObject({ refresh: tokens.refresh });
    await shift(1);
    expect(await alive(tokens.access)).toBe(false);
    await expect(app.refresh(tokens.refresh)).rejects.toThrow(TokenInvalidError);
    await expect(app.verification.verify(tokens.refresh)).rejects.toThrow(TokenInvalidError);
  });

  it('reaches a sign-in that was not finished when it came', async () => {
    const user = await app.user();
    const other = await app.another();
    const late = await app.transactions.run(async () => {
      const opened = await app.open(user);
      await new Promise((resolve) => setTimeout(resolve, 5));
      expect(await other.sessions.revokeAll(user.id, BY)).toBe(0);
      return opened;
    });
    expect(await alive(late.access)).toBe(false);
    await expect(app.refresh(late.refresh)).rejects.toThrow(TokenInvalidError);
  });
});

describe('an access token', () => {
  it('names its user and session, and what the user is now', async () => {
    const user = await app.user();
    const { access, sessionId } = await app.open(user);
    const identity = {
      ...{ userId: user.id, sessionId, gen: 1, mustChangePassword: false },
      ...{ isStaff: false, isSuperuser: false, permissions: new Set() },
    };
    expect(await app.access.verify(access)).toEqual(identity);
    await app.users.setStaff('system', user.id, true);
    await app.users.setSuperuser('system', user.id, true);
    expect(await app.access.verify(access)).toEqual({
      ...identity,
      ...{ isStaff: true, isSuperuser: true, permissions: new Set(permissionCodes) },
    });
  });

  it('is dead on the next verification after its session ended', async () => {
    const opened = await app.open();
    expect(await alive(opened.access)).toBe(true);
    await app.logouts.logout({ refresh: opened.refresh }, CALLER);
    expect(await alive(opened.access)).toBe(false);
  });

  it('of an older generation counts until it runs out, five seconds of leeway included', async () => {
    const { parent, head } = await app.openAndRotate();
    expect(await app.access.verify(parent.access)).toMatchObject({ gen: 1 });
    const clock = jest.spyOn(app.clock, 'now');
    const ends = Number(partsOf(head.access).payload['exp']);
    clock.mockReturnValue(new Date((ends + 4) * 1000));
    expect(await alive(head.access)).toBe(true);
    clock.mockReturnValue(new Date((ends + 5) * 1000));
    expect(await alive(head.access)).toBe(false);
    clock.mockRestore();
  });

  it('confirms its generation on its first use, and never an older one', async () => {
    const { parent, head } = await app.openAndRotate();
    const confirmed = async (): Promise<unknown> => (await app.session(head.sessionId))?.['confirmed_gen'];
    await app.access.verify(parent.access);
    expect(await confirmed()).toBe(1);
    await app.access.verify(head.access);
    await app.access.verify(parent.access);
    expect(await confirmed()).toBe(2);
  });

  it('moves the time last seen at most once a minute', async () => {
    const { access, sessionId } = await app.open();
    await app.access.verify(access);
    const seen = async (): Promise<unknown> =>
      (await app.rows('SELECT ctid::text, last_seen_at FROM auth_session WHERE id = $1', [sessionId]))[0];
    const before = await seen();
    await app.access.verify(access);
    expect(await seen()).toEqual(before);
    await app.rows(`UPDATE auth_session SET last_seen_at = now() - interval '61 s' WHERE id = $1`, [
      sessionId,
    ]);
    await app.access.verify(access);
    const [row] = await app.rows(
      `SELECT last_seen_at > now() - interval '10 s' AS moved FROM auth_session WHERE id = $1`,
      [sessionId],
    );
    expect(row).toEqual({ moved: true });
  });
});

describe('deleting a user', () => {
  it('is never stopped by tokens, keeps their rows, and keeps them dead', async () => {
    const user = await app.user();
    const opened = await app.open(user);
    await app.sessions.revoke(user.id, (await app.open(user)).sessionId, BY);
    await app.users.delete('system', user.id);
    expect(await app.session(opened.sessionId)).toMatchObject({ user_id: null, revoked_at: null });
    expect(await app.tokens(opened.sessionId)).toMatchObject([{ user_id: null }]);
    // somebody gets the same id again, as a restored copy of the user would
    await app.rows('INSERT INTO app_user (id, email) VALUES ($1, $2)', [user.id, user.email]);
    expect(await alive(opened.access)).toBe(false);
    await expect(app.refresh(opened.refresh, THIEF)).rejects.toThrow(TokenInvalidError);
    await expect(app.verification.verify(opened.refresh)).rejects.toThrow(TokenInvalidError);
  });
});
