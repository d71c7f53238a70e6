import { TokenInvalidError } from '@app/auth';
import { UnknownUserError } from '@app/users';
import { CALLER, KEYS, startAuth, type TestAuth } from '../support/auth';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
});
afterAll(() => app.close());

describe('verify', () => {
  it('tells the type of a token that counts, and holds it to the type asked for', async () => {
    const { access, refresh } = await app.open();
    expect(await app.verification.verify(access)).toBe('access');
    expect(await app.verification.verify(refresh)).toBe('refresh');
    expect(await app.verification.verify(access, 'access')).toBe('access');
    expect(await app.verification.verify(refresh, 'refresh')).toBe('refresh');
    await expect(app.verification.verify(access, 'refresh')).rejects.toThrow(TokenInvalidError);
    await expect(app.verification.verify(refresh, 'access')).rejects.toThrow(TokenInvalidError);
  });

  it('refuses a refresh token that is not the newest, and revokes nothing', async () => {
    const { parent, head } = await app.openAndRotate();
    await expect(app.verification.verify(parent.refresh)).rejects.toThrow(TokenInvalidError);
    expect(await app.verification.verify(head.refresh)).toBe('refresh');
  });

  it('refuses everything of a session that ended', async () => {
    const { access, refresh } = await app.open();
    await app.logouts.logout({ access }, CALLER);
    await expect(app.verification.verify(access)).rejects.toThrow(TokenInvalidError);
    await expect(app.verification.verify(refresh)).rejects.toThrow(TokenInvalidError);
  });
});

describe('logout', () => {
  it.each([
    ['nothing', {}],
    ['null', { refresh: null, access: null }],
    ['empty', { refresh: '', access: '' }],
    ['garbage', { refresh: 'garbage', access: 'a.b.c' }],
    ['a long text', { refresh: 'x'.repeat(100_000) }],
  ])('is quiet about %s', async (_, tokens) => {
    await expect(app.logouts.logout(tokens, CALLER)).resolves.toBeUndefined();
  });

  it('twice is as good as once', async () => {
    const { refresh, sessionId } = await app.open();
    await app.logouts.logout({ refresh }, CALLER);
    const before = await app.session(sessionId);
    await app.logouts.logout({ refresh }, CALLER);
    expect(await app.session(sessionId)).toEqual(before);
    expect(before).toMatchObject({ revoked_reason: 'logout' });
  });

  it('by a token that has run out ends its session all the same', async () => {
    const { refresh, access, refreshExpiresAt } = await app.open();
    const clock = jest.spyOn(app.clock, 'now').mockReturnValue(new Date(refreshExpiresAt.getTime() + 9e9));
    await app.logouts.logout({ refresh }, CALLER);
    clock.mockRestore();
    await expect(app.access.verify(access)).rejects.toThrow(TokenInvalidError);
  });

  it('takes neither token for the other', async () => {
    const { refresh, access } = await app.open();
    await app.logouts.logout({ refresh: access, access: refresh }, CALLER);
    await expect(app.access.verify(access)).resolves.toMatchObject({ gen: 1 });
  });
});

describe('an order to revoke', () => {
  it('of 1,000 sessions is one UPDATE, and blacklists the newest token of each', async () => {
    const { id } = await app.user();
    await app.rows(
      `WITH opened AS (
         INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at, idle_expires_at,
                                   last_seen_at, transport, current_gen)
         SELECT gen_random_uuid(), $1, now(), now() - interval '1 hour', now() + interval '1 day',
                now() + interval '1 day', now(), 'bearer', 2
           FROM generate_series(1, 1000) RETURNING id)
       INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at)
       SELECT gen_random_uuid(), opened.id, $1, gen, 'new', now(), now() + interval '1 day'
         FROM opened, generate_series(1, 2) AS gen`,
      [id],
    );
    await app.rows(`
      CREATE TABLE spy (statements int); INSERT INTO spy VALUES (0);
      CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN UPDATE spy SET statements = statements + 1; RETURN NULL; END $$;
      CREATE TRIGGER spy AFTER UPDATE ON auth_session FOR EACH STATEMENT EXECUTE FUNCTION spy()`);
    const other = await app.open();
    await app.rows('UPDATE spy SET statements = 0');
    const order = { email: null, before: new Date(Date.now() - 1_800_000), note: 'a leaked backup' };
    expect(await app.revocations.revokeByOrder({ ...order, dryRun: true })).toBe(1_000);
    expect(await app.rows('SELECT statements FROM spy')).toEqual([{ statements: 0 }]);
    expect(await app.revocations.revokeByOrder(order)).toBe(1_000);
    expect(await app.rows('SELECT statements FROM spy')).toEqual([{ statements: 1 }]);
    expect(
      await app.rows(`SELECT gen, reason, note, count(*)::int FROM blacklisted_token
                        JOIN outstanding_token ON id = token_id WHERE user_id = '${id}' GROUP BY 1, 2, 3`),
    ).toEqual([{ gen: 2, reason: 'admin', note: 'a leaked backup', count: 1_000 }]);
    await expect(app.access.verify(other.access)).resolves.toBeDefined();
    await app.rows('DROP TRIGGER spy ON auth_session');
  });

  it('for a user reaches that user alone, whatever the letter case of the e-mail', async () => {
    const user = await app.user();
    const [mine, other] = [await app.open(user), await app.open()];
    await new Promise((resolve) => setTimeout(resolve, 2));
    expect(await app.revocations.revokeByOrder({ email: user.email.toUpperCase() })).toBe(1);
    await expect(app.access.verify(mine.access)).rejects.toThrow(TokenInvalidError);
    await expect(app.access.verify(other.access)).resolves.toBeDefined();
    await expect(app.revocations.revokeByOrder({ email: 'nobody@example.org' })).rejects.toThrow(
      UnknownUserError,
    );
  });
});

describe('the database', () => {
  it('holds no raw token, no signature and no key, whatever happened', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.access.verify(head.access);
    await app.refresh(parent.refresh);
    const out = await app.open();
    await app.logouts.logout({ refresh: out.refresh }, CALLER);
    await app.ageConsumed(head.sessionId);
    await expect(app.refresh(parent.refresh)).rejects.toThrow();
    const tables = await app.rows(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname = 'public'`,
    );
    let dump = '';
    for (const { name } of tables) {
      const rows = await app.rows(`SELECT row_to_json(t)::text AS row FROM ${String(name)} AS t`);
      dump += rows.map(({ row }) => String(row)).join('\n');
    }
    expect(dump).toContain(head.sessionId);
    const secrets = [parent, head, out].flatMap(({ access, refresh }) =>
      [access, refresh].flatMap((token) => [token, ...token.split('.').slice(1)]),
    );
    for (const secret of [...secrets, ...Object.values(KEYS)]) expect(dump.includes(secret)).toBe(false);
  });
});
