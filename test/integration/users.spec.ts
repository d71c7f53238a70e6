import {
  EmailTakenError,
  InvalidEmailError,
  InvalidUserError,
  LastSuperuserError,
  RightsNotHeldError,
  SuperuserOnlyError,
  UnknownUserError,
  type UsersService,
} from '@app/users';
import { startUsers, type TestUsers } from '../support/users';

let app: TestUsers;
beforeAll(async () => {
  app = await startUsers();
});
afterAll(() => app.close());

type Method = keyof UsersService;
const NOBODY = '00000000-0000-4000-8000-000000000000';

describe('accounts', () => {
  it('are made, found in any letter case, edited and deleted', async () => {
    const made = await app.users.create('system', { email: ' Ana.Ruiz@Example.ORG ', password: null });
    expect(made).toMatchObject({
      email: 'Ana.Ruiz@example.org',
      language: 'es',
      isActive: true,
      isStaff: false,
      isSuperuser: false,
      hasPassword: false,
    });
    expect(await app.users.findByEmail('ANA.RUIZ@EXAMPLE.ORG')).toEqual(made);
    const edited = await app.users.update('system', made.id, { displayName: 'Ana', language: 'en' });
    expect(edited).toMatchObject({ displayName: 'Ana', language: 'en', email: made.email });
    await app.users.delete('system', made.id);
    expect(await app.users.findById(made.id)).toBeNull();
  });

  it('have one e-mail each, in whatever letter case, also when two come at once', async () => {
    const wanted = ['eva@example.org', 'EVA@example.org', 'Eva@EXAMPLE.org'];
    const outcomes = await Promise.allSettled(
      wanted.map((email) => app.users.create('system', { email, password: null })),
    );
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes) {
      if (outcome.status === 'rejected') expect(outcome.reason).toBeInstanceOf(EmailTakenError);
    }
    const other = await app.user();
    await expect(app.users.update('system', other.id, { email: 'eVA@example.org' })).rejects.toThrow(
      EmailTakenError,
    );
  });

  it.each([
    '',
    'ana',
    'ana@',
    '@example.org',
    'a na@example.org',
    'añá@example.org',
    'ana\0@example.org',
    'x@ı.org',
  ])('refuse the e-mail %j and never find it', async (email) => {
    await expect(app.users.create('system', { email, password: null })).rejects.toThrow(InvalidEmailError);
    expect(await app.users.findByEmail(email)).toBeNull();
    expect(await app.users.findCredentials(email)).toBeNull();
  });

  it('refuse a name with line ends or of more than 100 characters', async () => {
    const { id } = await app.user();
    for (const displayName of ['a\nb', 'x'.repeat(101)]) {
      await expect(app.users.update('system', id, { displayName })).rejects.toThrow(InvalidUserError);
    }
  });

  it('lose the mark of a verified e-mail with the e-mail, not with its letter case', async () => {
    const { id, email } = await app.user();
    await app.database.query('UPDATE app_user SET email_verified_at = now() WHERE id = $1', [id]);
    expect(
      (await app.users.update('system', id, { email: email.toUpperCase() })).emailVerifiedAt,
    ).not.toBeNull();
    expect((await app.users.update('system', id, { email: 'other@example.org' })).emailVerifiedAt).toBeNull();
  });

  it.each([undefined, null, '', 'x', 7, {}, NOBODY])('find nobody by %j, and change nobody', async (id) => {
    const before = await app.database.query('SELECT * FROM app_user ORDER BY id');
    // what a caller without types might hand in
    const call = (name: Method, ...values: unknown[]): Promise<unknown> =>
      Promise.resolve(Reflect.apply(app.users[name], app.users, values));
    expect(await call('findById', id)).toBeNull();
    expect(await call('findByEmail', id)).toBeNull();
    expect(await call('findCredentials', id)).toBeNull();
    expect(await call('findAuthState', id)).toBeNull();
    expect(await call('replaceHash', id, 'a', 'b')).toBe(false);
    expect(await call('recordSignIn', id, 'a')).toBe(false);
    await expect(call('invalidateTokens', id)).rejects.toThrow(UnknownUserError);
    await expect(call('setActive', 'system', id, false)).rejects.toThrow(UnknownUserError);
    await expect(call('delete', 'system', id)).rejects.toThrow(UnknownUserError);
    expect(await Reflect.apply(app.permissions.actorOf, app.permissions, [id])).toBeNull();
    expect((await app.database.query('SELECT * FROM app_user ORDER BY id')).rows).toEqual(before.rows);
  });

  it('are listed by e-mail, page by page, without secrets', async () => {
    const all = await app.users.list();
    const [first, second] = await app.users.list({ limit: 2 });
    expect([first, second]).toEqual(all.slice(0, 2));
    expect(await app.users.list({ limit: 1, after: first?.email })).toEqual([second]);
    expect(await app.users.list({ limit: 0 })).toHaveLength(1);
    const secret = await app.user();
    await app.setHash(secret, 'not-to-be-seen');
    expect(JSON.stringify(await app.users.list())).not.toContain('not-to-be-seen');
    expect(JSON.stringify(await app.users.findById(secret.id))).not.toContain('not-to-be-seen');
  });
});

describe('tokens of an account', () => {
  it('are dead before a moment in whole milliseconds of the database, which never goes back', async () => {
    const { id } = await app.user();
    expect((await app.users.findAuthState(id))?.tokensValidAfter).toBeNull();
    const first = await app.users.invalidateTokens(id);
    const [row] = (
      await app.database.query<{ whole: boolean }>(
        `SELECT tokens_valid_after = date_trunc('milliseconds', tokens_valid_after) AS whole FROM app_user WHERE id = $1`,
        [id],
      )
    ).rows;
    expect(row).toEqual({ whole: true });
    expect((await app.users.findAuthState(id))?.tokensValidAfter).toEqual(first);
    await app.database.query(`UPDATE app_user SET tokens_valid_after = '2100-01-01Z' WHERE id = $1`, [id]);
    expect(await app.users.invalidateTokens(id)).toEqual(new Date('2100-01-01Z'));
  });

  it('stay dead when an account is let in again', async () => {
    const { id } = await app.user();
    await app.users.setActive('system', id, false);
    await app.users.setActive('system', id, true);
    expect((await app.users.findAuthState(id))?.tokensValidAfter).toBeInstanceOf(Date);
  });

  it('know when somebody signed in last', async () => {
    const user = await app.user();
    await app.setHash(user, 'a hash');
    expect(await app.users.recordSignIn(user.id, 'another hash')).toBe(false);
    expect((await app.users.findById(user.id))?.lastLoginAt).toBeNull();
    expect(await app.users.recordSignIn(user.id, 'a hash')).toBe(true);
    expect((await app.users.findById(user.id))?.lastLoginAt).toBeInstanceOf(Date);
  });
});

describe('superusers', () => {
  beforeEach(() => app.database.query('DELETE FROM app_user'));

  it('are touched by superusers only', async () => {
    const boss = await app.superuser();
    const admin = await app.user((await app.permissions.list()).map(({ codename }) => codename));
    const actor = await app.actor(admin);
    const attempts = [
      () => app.users.update(actor, boss.id, { email: 'mine@example.org' }),
      () => app.users.setActive(actor, boss.id, false),
      () => app.users.setActive(actor, boss.id, true),
      () => app.users.setStaff(actor, boss.id, false),
      () => app.users.setSuperuser(actor, boss.id, false),
      () => app.users.delete(actor, boss.id),
      () => app.setPassword(actor, boss, 'once upon a midnight'),
      () => app.rights.revoke(actor, boss.id, ['users.view_user']),
      () => app.rights.addToGroups(actor, boss.id, []),
      () => app.users.setSuperuser(actor, admin.id, true),
      () => app.users.setStaff(actor, admin.id, true),
      () => app.users.create(actor, { email: 'new@example.org', password: null, isSuperuser: true }),
      () => app.users.create(actor, { email: 'new@example.org', password: null, isStaff: true }),
    ];
    for (const attempt of attempts) await expect(attempt()).rejects.toThrow(SuperuserOnlyError);
    expect(await app.users.findById(boss.id)).toEqual(boss);
    const other = await app.actor(await app.superuser());
    expect(await app.users.setSuperuser(other, boss.id, false)).toMatchObject({ isSuperuser: false });
  });

  it('never lose their last active one: demoted, kept out, deleted', async () => {
    const last = await app.superuser();
    const inactive = await app.superuser();
    await app.users.setActive('system', inactive.id, false);
    const own = await app.actor(last);
    for (const actor of ['system', own] as const) {
      await expect(app.users.setSuperuser(actor, last.id, false)).rejects.toThrow(LastSuperuserError);
      await expect(app.users.setActive(actor, last.id, false)).rejects.toThrow(LastSuperuserError);
      await expect(app.users.delete(actor, last.id)).rejects.toThrow(LastSuperuserError);
    }
    await app.users.delete('system', inactive.id);
    expect(await app.users.findById(last.id)).toEqual(last);
  });

  it.each(['demote', 'keep out', 'delete'])('who %s each other at once leave exactly one', async (how) => {
    for (let round = 0; round < 10; round++) {
      await app.database.query('DELETE FROM app_user');
      const [a, b] = [await app.superuser(), await app.superuser()];
      const actors = { a: await app.actor(a), b: await app.actor(b) };
      const strike = (actor: typeof actors.a, id: string): Promise<unknown> => {
        if (how === 'demote') return app.users.setSuperuser(actor, id, false);
        return how === 'delete' ? app.users.delete(actor, id) : app.users.setActive(actor, id, false);
      };
      const outcomes = await Promise.allSettled([strike(actors.a, b.id), strike(actors.b, a.id)]);
      expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({
        reason: expect.any(LastSuperuserError),
      });
      const left = await app.database.query('SELECT 1 FROM app_user WHERE is_superuser AND is_active');
      expect(left.rowCount).toBe(1);
    }
  });
});

describe('accounts that may do more than the actor', () => {
  it('are not his to edit, delete or sign in as', async () => {
    const clerk = await app.actor(await app.user(['users.change_user', 'users.delete_user']));
    const importer = await app.user(['instruments.import']);
    for (const attempt of [
      () => app.users.update(clerk, importer.id, { email: 'mine@example.org' }),
      () => app.users.setActive(clerk, importer.id, false),
      () => app.users.delete(clerk, importer.id),
      () => app.setPassword(clerk, importer, 'once upon a midnight'),
    ]) {
      await expect(attempt()).rejects.toThrow(RightsNotHeldError);
    }
    const equal = await app.user(['users.change_user']);
    expect(await app.users.update(clerk, equal.id, { displayName: 'Eva' })).toMatchObject({
      displayName: 'Eva',
    });
  });

  it('are so even while they are inactive, and if they are staff and he is not', async () => {
    const clerk = await app.user(['users.change_user']);
    const actor = await app.actor(clerk);
    const inactive = await app.user(['instruments.import']);
    await app.users.setActive('system', inactive.id, false);
    const staff = await app.user();
    await app.users.setStaff('system', staff.id, true);
    for (const { id } of [inactive, staff]) {
      await expect(app.users.update(actor, id, { email: 'x@example.org' })).rejects.toThrow(
        RightsNotHeldError,
      );
    }
    await app.users.setStaff('system', clerk.id, true);
    expect(await app.users.update(actor, staff.id, { displayName: 'x' })).toMatchObject({ displayName: 'x' });
  });

  it('do not include himself: his own profile is his', async () => {
    const user = await app.user();
    const own = await app.actor(user);
    expect(await app.users.update(own, user.id, { language: 'en' })).toMatchObject({ language: 'en' });
  });
});
