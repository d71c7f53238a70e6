import { SessionsService } from '@app/auth';
import { startApp, type TestApp } from '../support/app';
import { makeKey } from '../support/api-keys';
import { type ApiClient, signIn, type SignedIn } from '../support/clients';

const SESSIONS = '/api/v1/admin/sessions';
const REVOKE = `${SESSIONS}/revoke`;
const REVOKE_ALL = `${SESSIONS}/revoke-all`;
const NOBODY = '00000000-0000-7000-8000-000000000000';

let api: TestApp;
let admin: SignedIn;

beforeAll(async () => {
  api = await startApp();
  admin = await signIn(api, { permissions: ['auth.revoke_token', 'auth.view_session', 'auth.add_api_key'] });
});
afterAll(() => api.close());

const alive = async ({ client }: { client: ApiClient }): Promise<boolean> =>
  (await client.get('/api/v1/auth/sessions')).statusCode === 200;

async function rows(sql: string, values: unknown[] = []): Promise<unknown[]> {
  return (await api.database.query<Record<string, unknown>>(sql, values)).rows;
}

/** Sessions of a user, open and refreshed once, from an address. */
async function insertSessions(userId: string, count: number, ip: string): Promise<string[]> {
  const { rows: opened } = await api.database.query<{ id: string }>(
    `WITH opened AS (
       INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at, idle_expires_at,
                                 last_seen_at, transport, current_gen, ip)
       SELECT gen_random_uuid(), $1, now(), now(), now() + interval '1 day', now() + interval '1 day', now(),
              'cookie', 2, $3
         FROM generate_series(1, $2::int) RETURNING id),
     tokens AS (
       INSERT INTO outstanding_token (jti, session_id, user_id, gen, kid, created_at, expires_at)
       SELECT gen_random_uuid(), opened.id, $1, gen, 'new', now(), now() + interval '1 day'
         FROM opened, generate_series(1, 2) AS gen)
     SELECT id FROM opened`,
    [userId, count, ip],
  );
  return opened.map(({ id }) => id);
}

/** Newest entries of an action. */
async function newest(action: string, count = 1): Promise<unknown[]> {
  return rows(
    `SELECT object_type, object_id, details FROM audit_entry WHERE action = $1 ORDER BY id DESC LIMIT $2`,
    [action, count],
  );
}

describe('revoking many sessions', () => {
  it('by id ends 1,000 by one UPDATE and puts them down as one order', async () => {
    const [victim, other] = [await signIn(api), await signIn(api)];
    const ids = await insertSessions(victim.user.id, 1_000, '192.0.2.1');
    await api.database.query(`
      CREATE TABLE spy (statements int); INSERT INTO spy VALUES (0);
      CREATE FUNCTION spy() RETURNS trigger LANGUAGE plpgsql AS
        $$ BEGIN UPDATE spy SET statements = statements + 1; RETURN NULL; END $$;
      CREATE TRIGGER spy AFTER UPDATE ON auth_session FOR EACH STATEMENT EXECUTE FUNCTION spy()`);
    // their use is not to be noted now: that would be an UPDATE as well
    await api.database.query('UPDATE auth_session SET confirmed_gen = current_gen');
    await api.database.query('UPDATE spy SET statements = 0');
    const answer = await admin.client.post(REVOKE, { ids, note: 'a botnet' });
    expect(answer.json()).toEqual({ revoked: 1_000 });
    expect(await rows('SELECT statements FROM spy')).toEqual([{ statements: 1 }]);
    await api.database.query('DROP TRIGGER spy ON auth_session');
    expect(
      await rows(
        `SELECT gen, reason, note, actor, host(ip) AS ip, count(*)::int FROM blacklisted_token
           JOIN outstanding_token ON id = token_id WHERE user_id = $1 GROUP BY 1, 2, 3, 4, 5`,
        [victim.user.id],
      ),
    ).toEqual([
      { gen: 2, reason: 'admin', note: 'a botnet', actor: admin.user.id, ip: '127.0.0.1', count: 1_000 },
    ]);
    expect(await newest('session.revoked', 2)).toMatchObject([
      {
        ...{ object_type: 'session', object_id: null },
        details: {
          ...{ reason: 'admin', note: 'a botnet', sessions: 1_000, filter: [], ids },
          ...{ users: 1, user: victim.user.id },
        },
      },
    ]);
    expect([await alive(victim), await alive(other)]).toEqual([true, true]);
    expect((await admin.client.post(REVOKE, { ids })).json()).toEqual({ revoked: 0 });
  });

  it('by a filter ends what the list with that filter shows, and leaves the rest', async () => {
    const [victim, other] = [await signIn(api), await signIn(api)];
    await insertSessions(victim.user.id, 30, '192.0.2.77');
    await insertSessions(other.user.id, 2, '192.0.2.77');
    const filter = { email: victim.user.email.toUpperCase(), ip: '192.0.2.0/24', state: 'open', per_page: 5 };
    const answer = await admin.client.post(REVOKE, { all: true, filter });
    expect(answer.json()).toEqual({ revoked: 30 });
    expect(await newest('session.revoked')).toMatchObject([
      {
        object_id: null,
        details: {
          sessions: 30,
          // nobody can erase an address there
          filter: [expect.stringMatching(/^email=C…[0-9a-f]{8}$/), 'standing=open', 'network=192.0.2.0/24'],
        },
      },
    ]);
    expect([await alive(victim), await alive(other)]).toEqual([true, true]);
  });

  it('puts a few down one by one', async () => {
    const [one, two] = [await signIn(api), await signIn(api)];
    const ids = [one, two].map(({ tokens }) => tokens.sessionId).sort();
    expect((await admin.client.post(REVOKE, { ids })).json()).toEqual({ revoked: 2 });
    expect([await alive(one), await alive(two)]).toEqual([false, false]);
    const entries = await newest('session.revoked', 2);
    expect(entries).toHaveLength(2);
    for (const id of ids) {
      expect(entries).toContainEqual(expect.objectContaining({ object_type: 'session', object_id: id }));
    }
  });

  it.each([
    ['nothing', {}, ['/ids']],
    ['no ids', { ids: [] }, ['/ids']],
    ['1,001 ids', { ids: Array<string>(1_001).fill(NOBODY) }, ['/ids']],
    ['ids that are none', { ids: [NOBODY, 'x'] }, ['/ids']],
    ['null', { ids: null }, ['/ids']],
    ['a filter alone', { filter: {} }, ['/ids']],
    ['all without a filter', { all: true }, ['/filter']],
    ['all that is not true', { all: 'yes', filter: {} }, ['/all']],
    ['all that is null', { all: null, filter: {} }, ['/all']],
    ['several filters', { all: true, filter: [{}] }, ['/filter']],
    ['an unknown filter', { all: true, filter: { mail: 'a@b.example' } }, ['/filter/mail']],
    [
      'a filter of null',
      { all: true, filter: { user: null, state: null } },
      ['/filter/user', '/filter/state'],
    ],
    ['a filter that cannot be', { all: true, filter: { ip: '1.2.3' } }, ['/filter/ip']],
  ])('refuses %s, and revokes nothing', async (_what, body, pointers) => {
    const answer = await admin.client.post(REVOKE, body);
    expect(answer.statusCode).toBe(400);
    const { errors } = answer.json<{ errors: { pointer: string }[] }>();
    expect(errors.map(({ pointer }) => pointer)).toEqual(pointers);
    expect(await alive(admin)).toBe(true);
  });
});

describe('revoking all tokens of a user', () => {
  const urlOf = (id: string): string => `/api/v1/admin/users/${id}/revoke-tokens`;

  it('ends every session and what is being issued, and is put down', async () => {
    const victim = await signIn(api);
    const tokens = await api.app.get(SessionsService).open(victim.user.id, { ip: null }, 'cookie');
    await new Promise((resolve) => setTimeout(resolve, 2));
    const answer = await admin.client.post(urlOf(victim.user.id), { note: 'phished' });
    expect([answer.statusCode, answer.json()]).toEqual([200, { revoked: 2 }]);
    expect(await alive(victim)).toBe(false);
    const [state] = await rows('SELECT tokens_valid_after > $2 AS moved FROM app_user WHERE id = $1', [
      ...[victim.user.id, new Date(Date.now() - 60_000)],
    ]);
    expect(state).toEqual({ moved: true });
    expect(await newest('user.tokens_invalidated')).toEqual([
      {
        ...{ object_type: 'user', object_id: victim.user.id },
        details: { reason: 'admin', note: 'phished', sessions: 2 },
      },
    ]);
    const ended = await newest('session.revoked', 2);
    for (const object_id of [victim.tokens.sessionId, tokens.sessionId]) {
      expect(ended).toContainEqual(expect.objectContaining({ object_id }));
    }
    const again = await signIn(api);
    expect(await alive(again)).toBe(true);
  });

  it('is 404 for nobody', async () => {
    for (const id of [NOBODY, 'x', NOBODY.toUpperCase(), '1']) {
      const answer = await admin.client.post(urlOf(id));
      expect([answer.statusCode, answer.json()]).toMatchObject([404, { code: 'users.unknown' }]);
    }
  });
});

describe('revoking everybody', () => {
  it('keeps my own session if I say so, and no other', async () => {
    const [mine, root, other] = [
      await signIn(api, { permissions: ['auth.revoke_token'] }),
      await signIn(api, { superuser: true }),
      await signIn(api),
    ];
    const second = await api.app.get(SessionsService).open(mine.user.id, { ip: null }, 'bearer');
    const open = await rows('SELECT id FROM auth_session WHERE revoked_at IS NULL');
    const answer = await mine.client.post(REVOKE_ALL, { keep_mine: true, note: 'leaked keys' });
    expect(answer.json()).toEqual({ revoked: open.length - 1 });
    expect([await alive(mine), await alive(root), await alive(other)]).toEqual([true, false, false]);
    expect(await rows('SELECT id FROM auth_session WHERE revoked_at IS NULL')).toEqual([
      { id: mine.tokens.sessionId },
    ]);
    expect(open).toContainEqual({ id: second.sessionId });
    expect((await mine.client.post(REVOKE_ALL, { keep_mine: 'yes' })).statusCode).toBe(400);
    expect((await mine.client.post(REVOKE_ALL)).json()).toEqual({ revoked: 1 });
    expect(await alive(mine)).toBe(false);
  });

  it('by a program has no session to keep', async () => {
    const maker = await signIn(api, { permissions: ['auth.revoke_token', 'auth.add_api_key'] });
    const { program } = await makeKey(api, maker.client, ['auth.revoke_token']);
    expect((await program.post(REVOKE_ALL, { keep_mine: true })).json()).toEqual({ revoked: 1 });
    expect(await alive(maker)).toBe(false);
  });
});
