import { TokenInvalidError, TokenReusedError } from '@app/auth';
import { CALLER, KEYS, startAuth, type TestAuth, THIEF } from '../support/auth';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
});
afterAll(() => app.close());

/** Every row of the session as it stands, with the place it stands in: any write moves it. */
const rowsOf = (id: string): Promise<unknown[]> =>
  app.rows(
    `SELECT ctid::text, to_jsonb(auth_session) AS row FROM auth_session WHERE id = $1
     UNION ALL SELECT ctid::text, to_jsonb(outstanding_token) FROM outstanding_token WHERE session_id = $1`,
    [id],
  );
const isRevoked = async (id: string): Promise<boolean> => (await app.session(id))?.['revoked_at'] !== null;

describe('the head', () => {
  it('younger than the floor comes again, byte by byte, and no row is written', async () => {
    const opened = await app.open();
    const before = await rowsOf(opened.sessionId);
    const again = await app.refresh(opened.refresh);
    expect(again.refresh).toBe(opened.refresh);
    expect(again.refreshExpiresAt).toEqual(opened.refreshExpiresAt);
    expect(again.access).not.toBe(opened.access);
    expect(await rowsOf(opened.sessionId)).toEqual(before);
    await expect(app.access.verify(again.access)).resolves.toMatchObject({ gen: 1 });
  });

  it('older than the floor is consumed, and the next generation takes its place', async () => {
    const opened = await app.open();
    await app.ageHead(opened.sessionId, 60);
    const next = await app.refresh(opened.refresh, THIEF);
    expect(next.refresh).not.toBe(opened.refresh);
    expect(next).toMatchObject({ sessionId: opened.sessionId, userId: opened.userId, expiresIn: 600 });
    const [first, second, ...more] = await app.tokens(opened.sessionId);
    expect(more).toEqual([]);
    expect(first).toMatchObject({ gen: 1, consumed_at: expect.any(Date), replaced_by: second?.['id'] });
    expect(second).toMatchObject({
      gen: 2,
      consumed_at: null,
      replaced_by: null,
      reuse_count: 0,
      kid: 'new',
    });
    expect(await app.session(opened.sessionId)).toMatchObject({ current_gen: 2, ip: THIEF.ip });
    expect(await app.rows('SELECT FROM blacklisted_token WHERE token_id = $1', [first?.['id']])).toEqual([]);
  });

  it('outlives a restart: another process gives the same bytes', async () => {
    const { parent, head } = await app.openAndRotate();
    const other = await app.another();
    expect((await other.refresh(head.refresh)).refresh).toBe(head.refresh);
    expect((await other.refresh(parent.refresh)).refresh).toBe(head.refresh);
  });
});

describe('the direct parent', () => {
  it('within the window gets the head, byte by byte, and counts', async () => {
    const { parent, head } = await app.openAndRotate();
    for (let time = 1; time <= 3; time++) {
      const again = await app.refresh(parent.refresh);
      expect(again.refresh).toBe(head.refresh);
      await expect(app.access.verify(again.access)).resolves.toMatchObject({ gen: 2 });
    }
    expect(await app.tokens(head.sessionId)).toMatchObject([{ reuse_count: 3 }, { reuse_count: 0 }]);
  });

  it('within the window is answered 50 times, and the 51st revokes', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.rows('UPDATE outstanding_token SET reuse_count = 49 WHERE session_id = $1 AND gen = 1', [
      head.sessionId,
    ]);
    expect((await app.refresh(parent.refresh)).refresh).toBe(head.refresh);
    await expect(app.refresh(parent.refresh)).rejects.toThrow(TokenReusedError);
    expect(await isRevoked(head.sessionId)).toBe(true);
  });

  it('late and confirmed revokes, and the verdict is committed although it is a 401', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.access.verify(head.access);
    await app.ageConsumed(head.sessionId);
    await expect(app.refresh(parent.refresh, THIEF)).rejects.toThrow(TokenReusedError);
    expect(await app.session(head.sessionId)).toMatchObject({
      revoked_at: expect.any(Date),
      revoked_reason: 'reuse',
      confirmed_gen: 2,
    });
    expect(
      await app.rows(
        `SELECT gen, reason, host(ip) AS ip FROM blacklisted_token JOIN outstanding_token ON id = token_id
          WHERE session_id = $1`,
        [head.sessionId],
      ),
    ).toEqual([{ gen: 2, reason: 'reuse', ip: THIEF.ip }]);
    await expect(app.access.verify(head.access)).rejects.toThrow(TokenInvalidError);
    await expect(app.refresh(head.refresh)).rejects.toThrow(TokenInvalidError);
  });

  it('late and unconfirmed recovers once', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.ageConsumed(head.sessionId, 3_600);
    expect((await app.refresh(parent.refresh)).refresh).toBe(head.refresh);
    expect(await app.session(head.sessionId)).toMatchObject({
      recovered_at: expect.any(Date),
      revoked_at: null,
    });
    await expect(app.refresh(parent.refresh)).rejects.toThrow(TokenReusedError);
    expect(await isRevoked(head.sessionId)).toBe(true);
  });

  it('late and unconfirmed recovers again a day after it did', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.ageConsumed(head.sessionId, 3_600);
    await app.refresh(parent.refresh);
    await app.rows(
      `UPDATE auth_session SET recovered_at = recovered_at - interval '24 hours' WHERE id = $1`,
      [head.sessionId],
    );
    expect((await app.refresh(parent.refresh)).refresh).toBe(head.refresh);
  });
});

describe('reuse', () => {
  it('by the grandparent revokes, however young everything is', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.ageHead(head.sessionId);
    const third = await app.refresh(head.refresh);
    expect((await app.refresh(head.refresh)).refresh).toBe(third.refresh);
    await expect(app.refresh(parent.refresh)).rejects.toThrow(TokenReusedError);
    expect(await isRevoked(head.sessionId)).toBe(true);
    await expect(app.refresh(third.refresh)).rejects.toThrow(TokenInvalidError);
  });

  it.each(['the victim is first', 'the thief is first'])(
    'by thief and victim alternating is caught within two refreshes: %s',
    async (who) => {
      const stolen = await app.open();
      const [first, second] = who.startsWith('the victim') ? [CALLER, THIEF] : [THIEF, CALLER];
      const wait = async (): Promise<void> => {
        await app.ageHead(stolen.sessionId);
        await app.ageConsumed(stolen.sessionId, 61);
      };
      await wait();
      // nobody uses the access token: the one course of things where a late parent is answered at all
      const one = await app.refresh(stolen.refresh, first);
      await wait();
      const two = await app.refresh(stolen.refresh, second);
      expect(await app.tokens(stolen.sessionId)).toHaveLength(2);
      await wait();
      await app.refresh(one.refresh, first);
      await wait();
      await expect(app.refresh(two.refresh, second)).rejects.toThrow(TokenReusedError);
      expect(await isRevoked(stolen.sessionId)).toBe(true);
    },
  );

  it('is detected after purge and restart', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.ageHead(head.sessionId);
    const third = await app.refresh(head.refresh);
    await app.rows(
      `UPDATE outstanding_token SET expires_at = now() - interval '25 hours', consumed_at = now() - interval '8 days'
        WHERE session_id = $1 AND gen < 3`,
      [head.sessionId],
    );
    expect((await app.purges.purge()).tokens).toBe(2);
    const restarted = await app.another();
    await expect(restarted.refresh(parent.refresh)).rejects.toThrow(TokenReusedError);
    expect(await isRevoked(head.sessionId)).toBe(true);
    await expect(app.refresh(third.refresh)).rejects.toThrow(TokenInvalidError);
  });

  it('of a session that is revoked already is invalid and changes nothing', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.logouts.logout({ refresh: head.refresh }, CALLER);
    await app.ageConsumed(head.sessionId);
    const before = await rowsOf(head.sessionId);
    await expect(app.refresh(parent.refresh)).rejects.toThrow(TokenInvalidError);
    expect(await rowsOf(head.sessionId)).toEqual(before);
  });
});

describe('a refresh', () => {
  it('that is rolled back leaves the token usable', async () => {
    const opened = await app.open();
    await app.ageHead(opened.sessionId);
    const before = await rowsOf(opened.sessionId);
    const lost = app.transactions.run(async () => {
      await app.refresh(opened.refresh);
      throw new Error('the connection broke before the commit');
    });
    await expect(lost).rejects.toThrow('the connection broke');
    expect(await rowsOf(opened.sessionId)).toEqual(before);
    await expect(app.refresh(opened.refresh)).resolves.toMatchObject({ sessionId: opened.sessionId });
  });

  it('never goes past the absolute limit', async () => {
    const opened = await app.open();
    await app.ageHead(opened.sessionId);
    await app.rows(`UPDATE auth_session SET absolute_expires_at = now() + interval '90 s' WHERE id = $1`, [
      opened.sessionId,
    ]);
    const last = await app.refresh(opened.refresh);
    const limit = (await app.session(opened.sessionId))?.['absolute_expires_at'];
    expect(last.refreshExpiresAt).toEqual(limit);
    expect(last.expiresIn).toBeLessThanOrEqual(90);
    await app.rows('UPDATE auth_session SET absolute_expires_at = now() WHERE id = $1', [opened.sessionId]);
    await expect(app.refresh(last.refresh)).rejects.toThrow(TokenInvalidError);
    await expect(app.access.verify(last.access)).rejects.toThrow(TokenInvalidError);
    expect(await isRevoked(opened.sessionId)).toBe(false);
  });

  it('of a token unused for too long is refused', async () => {
    const opened = await app.open();
    await app.rows('UPDATE outstanding_token SET expires_at = now() WHERE session_id = $1', [
      opened.sessionId,
    ]);
    await expect(app.refresh(opened.refresh)).rejects.toThrow(TokenInvalidError);
    jest.spyOn(app.clock, 'now').mockReturnValue(new Date(opened.refreshExpiresAt.getTime() + 6_000));
    await expect(app.refresh(opened.refresh)).rejects.toThrow(TokenInvalidError);
    jest.restoreAllMocks();
  });

  // either may enter the panel
  it.each([
    ['staff', { isStaff: true }],
    ['a superuser', { isSuperuser: true }],
  ])('of %s has the short lives, from the moment that somebody becomes that', async (_role, role) => {
    const user = await app.user();
    await app.users.update('system', user.id, role);
    const short = await app.open(user);
    expect(short.expiresIn).toBe(300);
    expect(short.refreshExpiresAt.getTime() - Date.now()).toBeLessThanOrEqual(1_800_000);
    const promoted = await app.user();
    const opened = await app.open(promoted);
    await app.users.update('system', promoted.id, role);
    await app.ageHead(opened.sessionId);
    const next = await app.refresh(opened.refresh);
    expect(next.expiresIn).toBe(300);
    expect(next.refreshExpiresAt.getTime() - Date.now()).toBeLessThanOrEqual(1_800_000);
    await app.rows(`UPDATE auth_session SET authenticated_at = now() - interval '12 hours' WHERE id = $1`, [
      next.sessionId,
    ]);
    await expect(app.refresh(next.refresh)).rejects.toThrow(TokenInvalidError);
    await expect(app.access.verify(next.access)).rejects.toThrow(TokenInvalidError);
  });

  it.each(['deactivated', 'deleted'])('of a %s user is refused, and so is the access token', async (what) => {
    const user = await app.user();
    const opened = await app.open(user);
    await app.ageHead(opened.sessionId);
    if (what === 'deleted') await app.users.delete('system', user.id);
    else await app.users.setActive('system', user.id, false);
    await expect(app.refresh(opened.refresh)).rejects.toThrow(TokenInvalidError);
    await expect(app.access.verify(opened.access)).rejects.toThrow(TokenInvalidError);
    await expect(app.verification.verify(opened.refresh)).rejects.toThrow(TokenInvalidError);
    if (what === 'deleted') return;
    await app.users.setActive('system', user.id, true);
    await expect(app.refresh(opened.refresh)).rejects.toThrow(TokenInvalidError);
    await expect(app.access.verify(opened.access)).rejects.toThrow(TokenInvalidError);
  });

  it('of a blacklisted token is refused, by itself and through its parent', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.rows(
      `INSERT INTO blacklisted_token (token_id, reason) SELECT id, 'admin' FROM outstanding_token
        WHERE session_id = $1 AND gen = 2`,
      [head.sessionId],
    );
    await expect(app.refresh(head.refresh)).rejects.toThrow(TokenInvalidError);
    await expect(app.refresh(parent.refresh)).rejects.toThrow(TokenInvalidError);
    await expect(app.verification.verify(head.refresh)).rejects.toThrow(TokenInvalidError);
    expect(await isRevoked(head.sessionId)).toBe(false);
  });

  it('by a retiring key is taken and answered by the active one; by a key that is gone, refused', async () => {
    const before = await app.another({ AUTH_KEYS: `old:${KEYS.old}` });
    const user = await app.user();
    const opened = await before.sessions.open(user.id, CALLER, 'bearer');
    await app.ageHead(opened.sessionId);
    expect(await app.keys.list()).toMatchObject([
      { kid: 'new', state: 'active' },
      { kid: 'old', state: 'retiring', tokens: 1, neededUntil: opened.refreshExpiresAt },
    ]);
    const next = await app.refresh(opened.refresh);
    await expect(before.refresh(next.refresh)).rejects.toThrow(TokenInvalidError);
    // its parent is known there, but the head cannot be signed: refused, and nothing revoked
    await expect(before.refresh(opened.refresh)).rejects.toThrow(TokenInvalidError);
    expect((await before.keys.list()).map(({ kid, state }) => [kid, state])).toContainEqual([
      'new',
      'missing',
    ]);
    expect(await isRevoked(opened.sessionId)).toBe(false);
    await expect(app.refresh(next.refresh)).resolves.toMatchObject({ refresh: next.refresh });
  });
});
