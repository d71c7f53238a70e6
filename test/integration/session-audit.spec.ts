import { TokenReusedError } from '@app/auth';
import { CALLER, startAuth, type TestAuth, THIEF } from '../support/auth';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
});
afterAll(() => app.close());

/** What was put down about a thing, oldest first. */
async function entries(objectId: string): Promise<unknown[]> {
  return app.rows(
    `SELECT action, actor_kind, actor_id, details, host(ip) AS ip FROM audit_entry
      WHERE object_id = $1 AND action <> 'user.created' ORDER BY id`,
    [objectId],
  );
}

/** The mails to a user that wait to be sent. */
async function mailsTo(userId: string): Promise<unknown[]> {
  return app.rows(
    `SELECT mail.kind, mail.language, mail.params
       FROM outbox_mail AS mail JOIN app_user ON email = recipient WHERE app_user.id = $1`,
    [userId],
  );
}

const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 2));

describe('signing out', () => {
  it('is put down once, as done by the owner of the token', async () => {
    const { sessionId, userId, refresh, access } = await app.open();
    await app.logouts.logout({ refresh, access }, CALLER);
    await app.logouts.logout({ refresh }, CALLER);
    expect(await entries(sessionId)).toEqual([
      {
        ...{ action: 'session.sign_out', actor_kind: 'user', actor_id: userId, ip: CALLER.ip },
        details: { reason: 'logout', user: userId },
      },
    ]);
  });

  it('with a token that means nothing leaves no entry', async () => {
    const before = await app.rows('SELECT count(*) FROM audit_entry');
    await app.logouts.logout({ refresh: 'x', access: 'a.b.c' }, CALLER);
    expect(await app.rows('SELECT count(*) FROM audit_entry')).toEqual(before);
  });
});

describe('what ends sessions', () => {
  it('puts down each that its owner ends, one or all but this one', async () => {
    const user = await app.user();
    const [keep, one, two] = [await app.open(user), await app.open(user), await app.open(user)];
    await app.sessions.revoke(user.id, one.sessionId, { reason: 'logout', actor: user.id, ...CALLER });
    await app.sessions.revokeOthers(user.id, keep.sessionId, { reason: 'password_change', actor: user.id });
    const by = { action: 'session.revoked', actor_kind: 'user', actor_id: user.id };
    expect(await entries(one.sessionId)).toEqual([
      { ...by, details: { reason: 'logout', user: user.id }, ip: CALLER.ip },
    ]);
    expect(await entries(two.sessionId)).toEqual([
      { ...by, details: { reason: 'password_change', user: user.id }, ip: null },
    ]);
    expect(await entries(keep.sessionId)).toEqual([]);
  });

  it('puts down that all tokens of a user are void, even when no session was open', async () => {
    const user = await app.user();
    await app.sessions.revokeAll(user.id, { reason: 'user_disabled', actor: null });
    expect(await entries(user.id)).toEqual([
      {
        ...{ action: 'user.tokens_invalidated', actor_kind: 'system', actor_id: null, ip: null },
        details: { reason: 'user_disabled', sessions: 0 },
      },
    ]);
  });

  it('puts down the session that had to make room for the 21st, as done by the rule', async () => {
    const user = await app.user();
    const first = await app.open(user);
    await pause();
    for (let n = 0; n < 20; n += 1) await app.open(user);
    expect(await entries(first.sessionId)).toEqual([
      {
        ...{ action: 'session.revoked', actor_kind: 'system', actor_id: null, ip: CALLER.ip },
        details: { reason: 'session_limit', user: user.id },
      },
    ]);
  });

  it('puts an order of the operator down: of a user, and of everybody as one entry; a dry run not', async () => {
    const user = await app.user();
    const { sessionId } = await app.open(user);
    await pause();
    await app.revocations.revokeByOrder({ email: user.email, dryRun: true });
    expect(await entries(sessionId)).toEqual([]);
    await app.revocations.revokeByOrder({ email: user.email, note: 'left the firm' });
    const by = { actor_kind: 'system', actor_id: null, ip: null };
    const details = { reason: 'admin', note: 'left the firm' };
    expect(await entries(sessionId)).toEqual([
      { action: 'session.revoked', ...by, details: { ...details, user: user.id } },
    ]);
    expect(await entries(user.id)).toEqual([
      { action: 'user.tokens_invalidated', ...by, details: { ...details, sessions: 1 } },
    ]);
    const ids: string[] = [];
    for (let n = 0; n < 21; n += 1) ids.push((await app.open()).sessionId);
    const before = new Date(Date.now() + 60_000);
    const count = await app.revocations.revokeByOrder({ email: null, before });
    expect(count).toBeGreaterThan(20);
    expect(await entries(ids[0] ?? '')).toEqual([]);
    const [order] = await app.rows('SELECT details FROM audit_entry ORDER BY id DESC LIMIT 1');
    expect(order).toEqual({
      details: {
        ...{ reason: 'admin', sessions: count, users: expect.any(Number) },
        filter: [`before=${before.toISOString()}`],
      },
    });
  });

  it('puts nothing down that is rolled back', async () => {
    const { sessionId, userId } = await app.open();
    const lost = app.transactions.run(async () => {
      await app.sessions.revoke(userId, sessionId, { reason: 'logout', actor: userId });
      throw new Error('the connection broke');
    });
    await expect(lost).rejects.toThrow('broke');
    expect(await entries(sessionId)).toEqual([]);
  });
});

describe('a refresh token that comes back', () => {
  it('too late is put down with both addresses and told by mail, although the answer is a refusal', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.access.verify(head.access);
    await app.ageConsumed(head.sessionId);
    await expect(app.refresh(parent.refresh, THIEF)).rejects.toThrow(TokenReusedError);
    expect(await entries(head.sessionId)).toEqual([
      {
        ...{ action: 'session.token_reused', actor_kind: 'anonymous', actor_id: null, ip: THIEF.ip },
        details: { user: head.userId, gen: 1, current_gen: 2, ip: THIEF.ip, known_ip: CALLER.ip },
      },
    ]);
    const mail = {
      ...{ kind: 'token_reuse', language: 'es' },
      params: { at: expect.any(String), ip: THIEF.ip, knownIp: CALLER.ip },
    };
    expect(await mailsTo(head.userId)).toEqual([mail]);
    // the session has ended: another attempt says nothing new
    await expect(app.refresh(parent.refresh, THIEF)).rejects.toThrow();
    expect(await entries(head.sessionId)).toHaveLength(1);
    expect(await mailsTo(head.userId)).toEqual([mail]);
  });

  it('because an answer was lost is put down as recovered, and nobody is told', async () => {
    const { parent, head } = await app.openAndRotate();
    await app.ageConsumed(head.sessionId, 3_600);
    await app.refresh(parent.refresh, THIEF);
    expect(await entries(head.sessionId)).toMatchObject([
      { action: 'session.recovered', details: { gen: 1, current_gen: 2, ip: THIEF.ip, known_ip: CALLER.ip } },
    ]);
    expect(await mailsTo(head.userId)).toEqual([]);
  });
});
