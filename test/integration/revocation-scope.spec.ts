import { ApiKeysService, OversightService, SessionNotFoundError, TokenInvalidError } from '@app/auth';
import type { RevocationFilter } from '@app/auth';
import { PermissionsService, UnknownUserError, UserRightsService } from '@app/users';
import { CALLER, startAuth, type TestAuth } from '../support/auth';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
  await app.context.get(PermissionsService).sync({ prune: false });
});
afterAll(() => app.close());

const BY = { reason: 'admin' } as const;
/** What a caller hands on that has lost a value on its way: no type is there at run time. */
const { id: lost }: { id: string } = JSON.parse('{}');

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));
const openSessions = async (): Promise<unknown> =>
  (await app.rows('SELECT count(*)::int AS n FROM auth_session WHERE revoked_at IS NULL'))[0]?.['n'];

describe('a value that is undefined', () => {
  it('ends no session and blacklists no token, by whichever door', async () => {
    const user = await app.user();
    const { sessionId } = await app.open(user);
    await app.open();
    const before = await openSessions();
    const filters: RevocationFilter[] = [
      {},
      { userId: lost },
      { ids: [sessionId], userId: lost },
      { email: undefined },
      { search: undefined, standing: 'open' },
      { except: sessionId },
      { before: new Date() },
    ];
    const attempts: (() => Promise<unknown>)[] = [
      () => app.sessions.revokeOthers(lost, lost, BY),
      () => app.sessions.revokeOthers(user.id, lost, BY),
      () => app.sessions.revokeOthers(lost, sessionId, BY),
      () => app.sessions.revoke(lost, sessionId, BY),
      () => app.sessions.revoke(user.id, lost, BY),
      () => app.sessions.revokeAll(lost, BY),
      () => app.revocations.revokeByOrder({ email: lost }),
      () => app.revocations.revokeSession(lost, BY),
      () => app.revocations.blacklist(lost, BY),
      ...filters.map((filter) => () => app.revocations.revokeSessions(filter, BY)),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow();
    expect(await openSessions()).toBe(before);
    expect(await app.rows('SELECT FROM blacklisted_token')).toEqual([]);
    expect((await app.users.findAuthState(user.id))?.tokensValidAfter).toBeNull();
  });

  it('finds no session, token or user, and signs nobody out', async () => {
    const { sessionId, access } = await app.open();
    const oversight = app.context.get(OversightService);
    await expect(oversight.session(lost)).rejects.toThrow(SessionNotFoundError);
    await expect(oversight.token(lost)).rejects.toMatchObject({ code: 'auth.token_not_found' });
    await expect(app.access.verify(lost)).rejects.toThrow();
    await expect(app.refresh(lost)).rejects.toThrow();
    await expect(app.sessions.open(lost, CALLER, 'bearer')).rejects.toThrow();
    await app.logouts.logout({ refresh: lost, access: lost }, CALLER);
    expect(await app.session(sessionId)).toMatchObject({ revoked_at: null });
    await app.access.verify(access);
    await expect(app.users.invalidateTokens(lost)).rejects.toThrow(UnknownUserError);
  });

  it('is no API key, and takes none back', async () => {
    const keys = app.context.get(ApiKeysService);
    const owner = await app.user();
    await app.context.get(UserRightsService).grant('system', owner.id, ['users.view_user']);
    const wanted = { name: 'a key', permissions: ['users.view_user'], expiresAt: null };
    const { key } = await keys.createFor(owner.email, wanted);
    const attempts = [
      () => keys.identify(lost, null),
      () => keys.find(lost),
      () => keys.update('system', lost, { name: 'x' }),
      () => keys.revoke('system', lost),
      () => keys.revokeByPrefix(lost),
      () => keys.createFor(lost, wanted),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow();
    expect(await keys.identify(key, null)).toMatchObject({ userId: owner.id });
  });
});

describe('revoking everybody', () => {
  it('reaches sign-ins that are not finished yet, but for those of who keeps a session', async () => {
    const [user, keeper] = [await app.user(), await app.user()];
    const kept = await app.open(keeper);
    await pause();
    for (const [keep, hers] of [
      [{ sessionId: kept.sessionId, userId: keeper.id }, true],
      [null, false],
    ] as const) {
      const [late, latest] = await app.transactions.run(async () => {
        const opened = [await app.open(user), await app.open(keeper)] as const;
        await pause();
        // from outside of this transaction, which does not see them
        const other = await app.another();
        await (keep
          ? other.revocations.revokeEverybody(keep, BY)
          : other.revocations.revokeByOrder({ email: null }));
        return opened;
      });
      await expect(app.access.verify(late.access)).rejects.toThrow(TokenInvalidError);
      const alive = await app.access.verify(latest.access).catch(() => null);
      expect(alive !== null).toBe(hers);
      expect((await app.access.verify(kept.access).catch(() => null)) !== null).toBe(hers);
      expect((await app.sessions.list(user.id, '')).length).toBe(0);
    }
    // who signs in now is in
    await app.access.verify((await app.open(user)).access);
    expect(
      await app.rows(
        `SELECT object_id, details->'reason' AS reason FROM audit_entry WHERE action = 'user.tokens_invalidated'`,
      ),
    ).toEqual(Array(2).fill({ object_id: null, reason: 'admin' }));
  });

  it('only from before a moment leaves what is being issued alone', async () => {
    const user = await app.user();
    await app.revocations.revokeByOrder({ email: null, before: new Date() });
    expect((await app.users.findAuthState(user.id))?.tokensValidAfter).toBeNull();
  });
});
