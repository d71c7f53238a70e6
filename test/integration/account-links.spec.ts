import { AccountLinksService } from '@app/auth';
import { KEYS, startAuth, type TestAuth } from '../support/auth';

let app: TestAuth;
let links: AccountLinksService;
beforeAll(async () => {
  app = await startAuth();
  links = app.context.get(AccountLinksService);
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.rows('DELETE FROM account_link');
});

const NOT_VALID = 'The link is invalid';
const tokenOf = async (reference: string): Promise<string> =>
  (await links.urlOf(reference))?.split('#token=')[1] ?? 'none';

describe('a link', () => {
  it('is made again for each delivery, the same one', async () => {
    const { id } = await app.user();
    const reference = await links.issue(id, 'password_reset');
    const url = await links.urlOf(reference);
    expect(url).toMatch(/^http:\/\/localhost:\d+\/admin\/reset-password#token=/);
    expect(await links.urlOf(reference)).toBe(url);
    expect(await links.check(await tokenOf(reference), ['password_reset'])).toMatchObject({ userId: id });
  });

  it.each([
    ['password_reset', 30 * 60],
    ['email_verification', 48 * 3_600],
    ['account_created', 72 * 3_600],
  ] as const)('for %s is good for %i seconds', async (purpose, seconds) => {
    await links.issue((await app.user()).id, purpose);
    const [row] = await app.rows(
      'SELECT extract(epoch FROM expires_at - created_at)::int AS seconds, used_at, kid FROM account_link',
    );
    expect(row).toEqual({ seconds, used_at: null, kid: 'new' });
  });

  it('leads nowhere when nobody may get one, but looks like any other', async () => {
    const { id } = await app.user();
    await app.users.setActive('system', id, false);
    for (const userId of [id, null, '00000000-0000-4000-8000-000000000000']) {
      const reference = await links.issue(userId, 'password_reset');
      expect(reference).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(await links.urlOf(reference)).toBeNull();
    }
    expect(await app.rows('TABLE account_link')).toEqual([]);
  });

  it.each(['', 'x', "' OR 1=1", '00000000-0000-4000-8000-000000000000'])(
    'is not found by the reference %j',
    async (reference) => expect(await links.urlOf(reference)).toBeNull(),
  );

  it('leaves one that is good when several are asked for at once, of each purpose', async () => {
    const { id } = await app.user();
    const references = await Promise.all([1, 2, 3, 4].map(() => links.issue(id, 'password_reset')));
    const other = await links.issue(id, 'account_created');
    const urls = await Promise.all(references.map((reference) => links.urlOf(reference)));
    expect(new Set(urls)).toEqual(new Set([urls[0]]));
    expect(urls[0]).not.toBeNull();
    expect(await app.rows(`SELECT FROM account_link WHERE purpose = 'password_reset'`)).toHaveLength(1);
    expect(await links.urlOf(other)).not.toBeNull();
  });

  it('is used up once by many at once, and then leads nowhere', async () => {
    const { id } = await app.user();
    const reference = await links.issue(id, 'password_reset');
    const token = await tokenOf(reference);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, () => links.redeem(token, ['password_reset'])),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await links.urlOf(reference)).toBeNull();
    // another one takes its place, and is good
    const next = await links.issue(id, 'password_reset');
    expect(await links.redeem(await tokenOf(next), ['password_reset'])).toMatchObject({ id: next });
  });

  it('is not used up when the work that it was for fails', async () => {
    const reference = await links.issue((await app.user()).id, 'password_reset');
    const token = await tokenOf(reference);
    const work = app.transactions.run(async () => {
      await links.redeem(token, ['password_reset']);
      throw new Error('the work fails');
    });
    await expect(work).rejects.toThrow('the work fails');
    expect(await links.redeem(token, ['password_reset'])).toMatchObject({ id: reference });
  });

  it('is void for another purpose, and when all that was issued to its account is', async () => {
    const { id } = await app.user();
    const token = await tokenOf(await links.issue(id, 'password_reset'));
    await expect(links.redeem(token, ['email_verification'])).rejects.toThrow(NOT_VALID);
    await app.sessions.revokeAll(id, { reason: 'admin' });
    await expect(links.redeem(token, ['password_reset'])).rejects.toThrow(NOT_VALID);
    const later = await tokenOf(await links.issue(id, 'password_reset'));
    expect(await links.redeem(later, ['password_reset'])).toMatchObject({ userId: id });
  });

  it('survives the rotation of keys, and not the removal of its own', async () => {
    const token = await tokenOf(await links.issue((await app.user()).id, 'password_reset'));
    const rotated = await app.another({ AUTH_KEYS: `newer:${KEYS.old},new:${KEYS.new}` });
    const removed = await app.another({ AUTH_KEYS: `newer:${KEYS.old}` });
    const stranger = await app.another({ AUTH_KEYS: `new:${KEYS.old}` });
    for (const other of [removed, stranger]) {
      const check = other.context.get(AccountLinksService).check(token, ['password_reset']);
      await expect(check).rejects.toThrow(NOT_VALID);
    }
    const [row] = await app.rows('SELECT id FROM account_link');
    expect(await removed.context.get(AccountLinksService).urlOf(String(row?.['id']))).toBeNull();
    await rotated.context.get(AccountLinksService).redeem(token, ['password_reset']);
  });

  it('goes with its account', async () => {
    const { id } = await app.user();
    await links.issue(id, 'password_reset');
    await app.users.delete('system', id);
    expect(await app.rows('TABLE account_link')).toEqual([]);
  });
});

describe('the purge of links', () => {
  it('removes what has run out, used or not and with what it would have made, and nothing else', async () => {
    const wanted = { email: 'eva@example.org', displayName: '', language: 'es', passwordHash: 'x' } as const;
    const expired = await links.issueRegistration(wanted);
    const good = await links.issueRegistration(wanted);
    await app.rows(`UPDATE account_link SET expires_at = now() - interval '1 second' WHERE id = $1`, [
      expired,
    ]);
    await app.rows(
      `INSERT INTO account_link (id, purpose, kid, email, created_at, expires_at, used_at)
       SELECT gen_random_uuid(), 'email_verification', 'new', 'eva@example.org', now() - interval '3 days',
              now() - interval '1 day', CASE WHEN n % 2 = 0 THEN now() - interval '2 days' END
         FROM generate_series(1, 2000) AS n`,
    );
    expect([await links.purge(1_500), await links.purge(1_500)]).toEqual([1_500, 501]);
    expect(await app.rows('SELECT id FROM account_link')).toEqual([{ id: good }]);
    expect(await app.rows('SELECT link_id FROM registration')).toEqual([{ link_id: good }]);
    expect(await links.purge(1_500)).toBe(0);
  });

  it('and the replacing of a link find their rows by an index', async () => {
    await app.rows(
      `INSERT INTO account_link (id, purpose, kid, email, created_at, expires_at)
       SELECT gen_random_uuid(), 'email_verification', 'new', 'eva@example.org', now(), now() + n * interval '1 minute'
         FROM generate_series(1, 20000) AS n`,
    );
    await app.rows('ANALYZE account_link');
    const plan = async (sql: string): Promise<string> =>
      (await app.rows(`EXPLAIN ${sql}`)).map((row) => String(row['QUERY PLAN'])).join('\n');
    expect(
      await plan('SELECT id FROM account_link WHERE expires_at < now() ORDER BY expires_at LIMIT 1000'),
    ).toContain('account_link_expires_idx');
    expect(
      await plan(
        `DELETE FROM account_link WHERE user_id = '00000000-0000-4000-8000-000000000000' AND purpose = 'password_reset'`,
      ),
    ).toContain('account_link_user_purpose_key');
  });
});
