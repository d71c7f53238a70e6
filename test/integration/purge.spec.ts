import { startAuth, type TestAuth } from '../support/auth';

let app: TestAuth;
beforeAll(async () => {
  app = await startAuth();
});
afterAll(() => app.close());

interface Past {
  /** Intervals ago. */
  readonly ended?: string;
  readonly revoked?: string;
  readonly gen?: number;
  readonly tokens?: readonly { gen: number; expired: string; consumed?: string }[];
}

/** A session of long ago, with its tokens; negative intervals are to come. */
async function past({ ended = '-1 day', revoked, gen = 1, tokens = [] }: Past): Promise<string> {
  const [row] = await app.rows(
    `INSERT INTO auth_session (id, created_at, authenticated_at, absolute_expires_at, idle_expires_at, last_seen_at,
                               transport, current_gen, revoked_at, revoked_reason)
     VALUES (gen_random_uuid(), now(), now(), now() - $1::interval, now() - $1::interval, now(), 'bearer', $2,
             now() - $3::interval, CASE WHEN $3::interval IS NULL THEN NULL ELSE 'logout' END)
     RETURNING id`,
    [ended, gen, revoked ?? null],
  );
  const id = String(row?.['id']);
  for (const token of tokens) {
    await app.rows(
      `INSERT INTO outstanding_token (jti, session_id, gen, kid, created_at, expires_at, consumed_at)
       VALUES (gen_random_uuid(), $1, $2, 'new', now() - interval '99 days', now() - $3::interval, now() - $4::interval)`,
      [id, token.gen, token.expired, token.consumed ?? null],
    );
  }
  return id;
}

async function generations(sessionId: string): Promise<number[]> {
  return (await app.tokens(sessionId)).map(({ gen }) => Number(gen));
}

async function empty(): Promise<void> {
  await app.rows('TRUNCATE auth_session CASCADE');
}

/** As many tokens that have expired a year ago. */
async function old(count: number): Promise<void> {
  const session = await past({ ended: '1 day', gen: count + 1 });
  await app.rows(
    `INSERT INTO outstanding_token (jti, session_id, gen, kid, created_at, expires_at)
     SELECT gen_random_uuid(), $1, gen, 'new', now() - interval '400 days', now() - interval '365 days'
       FROM generate_series(1, $2) AS gen`,
    [session, count],
  );
}

describe('a purge', () => {
  beforeEach(empty);

  it('keeps tokens for 24 hours after they expired, and 7 days after they were consumed', async () => {
    const session = await past({
      ended: '1 hour',
      gen: 9,
      tokens: [
        { gen: 1, expired: '24 hours 1 minute' },
        { gen: 2, expired: '23 hours 59 minutes' },
        { gen: 3, expired: '-1 day' },
        { gen: 4, expired: '30 days', consumed: '7 days 1 minute' },
        { gen: 5, expired: '30 days', consumed: '6 days 23 hours 59 minutes' },
        { gen: 6, expired: '-1 day', consumed: '30 days' },
      ],
    });
    expect(await app.purges.purge()).toMatchObject({ state: 'done', tokens: 2, sessions: 0 });
    expect(await generations(session)).toEqual([2, 3, 5, 6]);
  });

  it('never deletes the head of a live session', async () => {
    const tokens = [
      { gen: 1, expired: '9 days', consumed: '9 days' },
      { gen: 2, expired: '9 days' },
    ];
    const live = await past({ gen: 2, tokens });
    const ended = await past({ gen: 2, tokens, ended: '8 days' });
    const revoked = await past({ gen: 2, tokens, revoked: '1 minute' });
    expect(await app.purges.purge()).toMatchObject({ tokens: 5, sessions: 0 });
    expect(await generations(live)).toEqual([2]);
    expect(await generations(ended)).toEqual([]);
    expect(await generations(revoked)).toEqual([]);
  });

  it('keeps sessions for 90 days after they ended, by whatever end came first', async () => {
    const kept = [
      await past({ ended: '89 days' }),
      await past({ ended: '95 days', tokens: [{ gen: 1, expired: '1 hour' }] }),
      await past({ revoked: '200 days', ended: '-29 days' }), // of 30 days at most: cannot have been revoked before
      await past({}),
    ];
    await past({ ended: '91 days' });
    await past({ ended: '70 days', revoked: '91 days' });
    await past({ ended: '91 days', tokens: [{ gen: 1, expired: '91 days' }] });
    expect(await app.purges.purge()).toMatchObject({ tokens: 1, sessions: 3 });
    const left = await app.rows('SELECT id FROM auth_session');
    expect(left.map(({ id }) => String(id)).sort()).toEqual(kept.sort());
  });

  it('takes the entry of the blacklist with the token', async () => {
    const session = await past({ ended: '9 days', tokens: [{ gen: 1, expired: '9 days' }] });
    await app.rows(
      `INSERT INTO blacklisted_token (token_id, reason) SELECT id, 'logout' FROM outstanding_token`,
    );
    expect(await app.purges.purge()).toMatchObject({ tokens: 1 });
    expect(await generations(session)).toEqual([]);
    expect(await app.rows('SELECT FROM blacklisted_token')).toEqual([]);
  });

  it('goes by batches of 1,000, past what has to stay, and says how far it is', async () => {
    await old(2_500);
    await app.rows(
      `UPDATE outstanding_token SET consumed_at = now() WHERE gen BETWEEN 200 AND 1700`, // kept for another week
    );
    const progress: number[] = [];
    const report = await app.purges.purge({ onProgress: (rows) => progress.push(rows) });
    expect(report).toMatchObject({ state: 'done', tokens: 999, sessions: 0 });
    expect(progress.length).toBe(report.batches);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(progress.at(-1)).toBe(999);
    expect(report.batches).toBe(3 + 1 + 3); // tokens, sessions, and one each of counters, links and mails
    expect(await app.rows('SELECT count(*)::int FROM outstanding_token')).toEqual([{ count: 1_501 }]);
    expect(await app.purges.purge()).toMatchObject({ tokens: 0 });
  });

  it('that is a dry run counts the same and deletes nothing', async () => {
    await old(1_200);
    await past({ ended: '91 days' });
    // their tokens go before them, but for those that are still kept
    await past({ ended: '100 days', tokens: [{ gen: 1, expired: '100 days' }] });
    const rotated = { gen: 1, expired: '100 days', consumed: '100 days' };
    await past({ ended: '100 days', gen: 2, tokens: [rotated, { gen: 2, expired: '100 days' }] });
    await past({ ended: '100 days', tokens: [{ ...rotated, consumed: '6 days' }] });
    await past({ ended: '100 days', tokens: [{ gen: 1, expired: '23 hours' }] });
    const counts = { tokens: 1_203, sessions: 3 };
    expect(await app.purges.purge({ dryRun: true })).toMatchObject({ dryRun: true, ...counts });
    expect(await app.rows('SELECT count(*)::int FROM outstanding_token')).toEqual([{ count: 1_205 }]);
    expect(await app.purges.purge()).toMatchObject({ dryRun: false, ...counts });
  });

  it('ends at once, and well, when another one runs', async () => {
    await old(10);
    await app.rows('SELECT pg_advisory_lock(7272740003)');
    expect(await app.purges.purge()).toMatchObject({ state: 'busy', tokens: 0, batches: 0 });
    await app.rows('SELECT pg_advisory_unlock(7272740003)');
    expect(await app.purges.purge()).toMatchObject({ state: 'done', tokens: 10 });
  });

  it('by two runners at once deletes each row once', async () => {
    await old(5_000);
    const other = await app.another();
    const reports = await Promise.all([app.purges.purge(), other.purges.purge()]);
    expect(reports.map(({ tokens }) => tokens).reduce((a, b) => a + b)).toBe(5_000);
    expect(await app.rows('SELECT FROM outstanding_token')).toEqual([]);
    // the lock is given back
    expect(await app.purges.purge()).toMatchObject({ state: 'done' });
  });

  it('does not wait for a row that somebody holds, and takes it next time', async () => {
    await old(10);
    await app.rows('BEGIN');
    await app.rows('SELECT FROM outstanding_token WHERE gen = 5 FOR KEY SHARE');
    expect(await app.purges.purge()).toMatchObject({ state: 'done', tokens: 9 });
    await app.rows('COMMIT');
    expect(await app.purges.purge()).toMatchObject({ tokens: 1 });
  });

  it('stops behind the batch in hand when it is told to, and is no success', async () => {
    await old(3_000);
    await app.rows(`UPDATE job_run SET succeeded_at = NULL, awaited_since = 'epoch'`);
    const stop = new AbortController();
    const report = await app.purges.purge({ signal: stop.signal, onProgress: () => stop.abort() });
    expect(report).toMatchObject({ state: 'unfinished', tokens: 1_000 });
    expect((await app.purges.state()).overdue).toBe(true);
    expect(await app.purges.purge()).toMatchObject({ state: 'done', tokens: 2_000 });
    expect((await app.purges.state()).overdue).toBe(false);
  });

  it('stops in the same way among the counters, links and mails', async () => {
    await app.rows(
      `INSERT INTO rate_counter (bucket, key, hits, hit_at, ends_at)
       SELECT 'a:b', sha256(n::text::bytea), 1, now(), now() - interval '1 second' FROM generate_series(1, 2500) AS n`,
    );
    await app.rows(
      `INSERT INTO outbox_mail (recipient, language, kind, params, created_at, sent_at)
       SELECT 'ana@example.org', 'es', 'account_exists', '{}', now() - interval '99 days', now() - interval '31 days'
         FROM generate_series(1, 10) AS n`,
    );
    const stop = new AbortController();
    const options = { signal: stop.signal, onProgress: (rows: number) => rows >= 2_000 && stop.abort() };
    expect(await app.purges.purge(options)).toMatchObject({ state: 'unfinished', others: 2_000 });
    expect(await app.purges.purge()).toMatchObject({ state: 'done', others: 510 });
  });
});
