import { AuthBusyError, type IssuedTokens, TokenInvalidError, TokenReusedError } from '@app/auth';
import { type AuthProcess, CALLER, startAuth, type TestAuth } from '../support/auth';

let app: TestAuth;
let other: AuthProcess;
beforeAll(async () => {
  app = await startAuth();
  other = await app.another();
});
afterAll(() => app.close());

/** What came out of calls that all began at once. */
async function together<T>(calls: readonly (() => Promise<T>)[]): Promise<{ done: T[]; failed: unknown[] }> {
  const outcomes = await Promise.allSettled(calls.map((call) => call()));
  return {
    done: outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : [])),
    failed: outcomes.flatMap((outcome): unknown[] => (outcome.status === 'rejected' ? [outcome.reason] : [])),
  };
}

describe('one refresh token used by many at once', () => {
  it.each([
    ['one process', (): AuthProcess[] => [app]],
    ['two processes', (): AuthProcess[] => [app, other]],
  ])('is rotated once and has one distinct successor: 50 callers in %s', async (_, processes) => {
    for (let round = 0; round < 4; round++) {
      const opened = await app.open();
      await app.ageHead(opened.sessionId);
      const calls = Array.from({ length: 50 }, (_, caller) => {
        const process = processes()[caller % processes().length] ?? app;
        return () => process.refresh(opened.refresh);
      });
      const { done, failed } = await together(calls);
      expect(failed).toEqual([]);
      expect(new Set(done.map(({ refresh }) => refresh)).size).toBe(1);
      expect(done[0]?.refresh).not.toBe(opened.refresh);
      expect(await app.tokens(opened.sessionId)).toMatchObject([
        { gen: 1, reuse_count: 49 },
        { gen: 2, reuse_count: 0 },
      ]);
      expect(await app.session(opened.sessionId)).toMatchObject({ current_gen: 2, revoked_at: null });
    }
  });

  it('too late ends the session once, and everybody is refused', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.access.verify(head.access);
    await app.ageConsumed(head.sessionId);
    const { done, failed } = await together(
      Array.from({ length: 20 }, (_, caller) => () => (caller % 2 ? app : other).refresh(parent.refresh)),
    );
    expect(done).toEqual([]);
    const codes = failed.map((error) => (error instanceof Error && 'code' in error ? error.code : error));
    expect(codes.filter((code) => code === 'auth.token_reused')).toHaveLength(1);
    expect(codes.filter((code) => code === 'auth.token_invalid')).toHaveLength(19);
  });
});

describe('a refresh', () => {
  it('waits two seconds for a session that somebody holds, and consumes nothing', async () => {
    const opened = await app.open();
    await app.ageHead(opened.sessionId);
    await app.rows('BEGIN');
    await app.rows('SELECT FROM auth_session WHERE id = $1 FOR UPDATE', [opened.sessionId]);
    const begun = Date.now();
    await expect(other.refresh(opened.refresh)).rejects.toThrow(AuthBusyError);
    expect(Date.now() - begun).toBeGreaterThanOrEqual(1_900);
    await app.rows('ROLLBACK');
    await expect(other.refresh(opened.refresh)).resolves.toMatchObject({ sessionId: opened.sessionId });
  });

  it('sees what was committed while it waited: a session that ended, a user kept out', async () => {
    for (const sql of [
      `UPDATE auth_session SET revoked_at = now(), revoked_reason = 'admin' WHERE id = $1`,
      `WITH held AS (SELECT user_id FROM auth_session WHERE id = $1 FOR UPDATE)
       UPDATE app_user SET is_active = false FROM held WHERE id = user_id`,
    ]) {
      const opened = await app.open();
      await app.ageHead(opened.sessionId);
      await app.rows('BEGIN');
      await app.rows(sql, [opened.sessionId]);
      const waiting = expect(other.refresh(opened.refresh)).rejects.toThrow(TokenInvalidError);
      await new Promise((resolve) => setTimeout(resolve, 100));
      await app.rows('COMMIT');
      await waiting;
      expect(await app.tokens(opened.sessionId)).toHaveLength(1);
    }
  });

  it('is judged by the clock of when it has the session, not of when it came', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.access.verify(head.access);
    await app.ageConsumed(head.sessionId, 29.5);
    await app.rows('BEGIN');
    await app.rows('SELECT FROM auth_session WHERE id = $1 FOR UPDATE', [head.sessionId]);
    const waiting = expect(other.refresh(parent.refresh)).rejects.toThrow(TokenReusedError);
    await new Promise((resolve) => setTimeout(resolve, 700));
    await app.rows('COMMIT');
    await waiting;
  });

  it('and a logout at once: nothing of the session is worth anything after', async () => {
    for (let round = 0; round < 15; round++) {
      const opened = await app.open();
      await app.ageHead(opened.sessionId);
      const given: IssuedTokens[] = [opened];
      const refresh = async (): Promise<void> => {
        given.push(await other.refresh(opened.refresh));
      };
      const logout = (): Promise<void> => app.logouts.logout({ refresh: opened.refresh }, CALLER);
      const { failed } = await together(round % 2 ? [refresh, logout] : [logout, refresh]);
      for (const error of failed) expect(error).toBeInstanceOf(TokenInvalidError);
      for (const { access, refresh: token } of given) {
        await expect(app.access.verify(access)).rejects.toThrow(TokenInvalidError);
        await expect(app.refresh(token)).rejects.toThrow(TokenInvalidError);
      }
      const [blacklisted] = await app.rows(
        `SELECT gen FROM blacklisted_token JOIN outstanding_token ON id = token_id WHERE session_id = $1`,
        [opened.sessionId],
      );
      expect(blacklisted).toEqual({ gen: given.length });
    }
  });

  it('and the deletion of its user at once: no deadlock, and the tokens are dead', async () => {
    for (let round = 0; round < 15; round++) {
      const user = await app.user();
      const opened = await app.open(user);
      await app.ageHead(opened.sessionId);
      const { failed } = await together<unknown>([
        () => other.refresh(opened.refresh),
        () => app.users.delete('system', user.id),
        () => other.sessions.open(user.id, CALLER, 'bearer'),
      ]);
      for (const error of failed) {
        expect(['auth.token_invalid', 'auth.invalid_credentials']).toContain(
          error instanceof Error && 'code' in error ? error.code : error,
        );
      }
      expect(await app.users.findById(user.id)).toBeNull();
      await expect(app.refresh(opened.refresh)).rejects.toThrow(TokenInvalidError);
    }
  });
});
