import { startUsers, type TestUsers } from '../support/users';
import { GOOD_PASSWORD } from '../support/users';

let app: TestUsers;
beforeAll(async () => {
  app = await startUsers();
  await app.superuser();
});
afterAll(() => app.close());

const VIEW = 'users.view_user';
const IMPORT = 'instruments.import';

interface Entry {
  readonly action: string;
  readonly object_type: string;
  readonly object_id: string;
  readonly changes: unknown;
  readonly details: unknown;
}

/** What the work puts down, in that order. */
async function during(work: () => Promise<unknown>): Promise<Entry[]> {
  const { rows: before } = await app.database.query<{ last: string | null }>(
    'SELECT max(id)::text AS last FROM audit_entry',
  );
  await work();
  const { rows } = await app.database.query<Entry>(
    `SELECT action, object_type, object_id, changes, details FROM audit_entry WHERE id > $1 ORDER BY id`,
    [before[0]?.last ?? '0'],
  );
  return rows;
}

/** Actions and what changed, without the rest. */
const brief = (entries: readonly Entry[]): unknown[] =>
  entries.map(({ action, changes }) => [action, changes]);

describe('the audit of accounts', () => {
  it('puts down what a new one is and what it is given', async () => {
    await app.groups.create('system', 'readers', [VIEW]);
    const entries = await during(() =>
      app.users.create('system', {
        email: 'new@example.org',
        password: null,
        isStaff: true,
        groups: ['readers'],
        permissions: [IMPORT],
      }),
    );
    const made = await app.users.findByEmail('new@example.org');
    expect(entries.every(({ object_type: type, object_id: id }) => type === 'user' && id === made?.id)).toBe(
      true,
    );
    expect(brief(entries)).toEqual([
      [
        'user.created',
        {
          email: [null, expect.stringMatching(/^n…[0-9a-f]{8}$/)],
          display_name: [null, ''],
          language: [null, 'es'],
          is_active: [null, true],
          is_staff: [null, true],
          is_superuser: [null, false],
          must_change_password: [null, false],
          email_verified: [null, false],
        },
      ],
      ['user.permissions_changed', { permissions: [[], [IMPORT]] }],
      ['user.groups_changed', { groups: [[], ['readers']] }],
    ]);
  });

  it('puts down what differs, before and after, in one entry', async () => {
    const { id } = await app.user();
    await app.database.query('UPDATE app_user SET email_verified_at = now() WHERE id = $1', [id]);
    const changes = {
      email: 'changed@example.org',
      displayName: 'Eva',
      isStaff: true,
      language: 'es',
    } as const;
    expect(brief(await during(() => app.users.update('system', id, changes)))).toEqual([
      [
        'user.changed',
        {
          email: [expect.stringMatching(/^u…[0-9a-f]{8}$/), expect.stringMatching(/^c…[0-9a-f]{8}$/)],
          display_name: ['', expect.stringMatching(/^E…/)],
          is_staff: [false, true],
          email_verified: [true, false],
        },
      ],
    ]);
    const flags = await during(async () => {
      await app.users.setStaff('system', id, false);
      await app.users.setSuperuser('system', id, true);
      await app.users.setActive('system', id, false);
      await app.users.delete('system', id);
    });
    expect(brief(flags)).toEqual([
      ['user.changed', { is_staff: [true, false] }],
      ['user.changed', { is_superuser: [false, true] }],
      ['user.changed', { is_active: [true, false] }],
      ['user.deleted', {}],
    ]);
    expect(JSON.stringify(flags)).not.toContain('@');
  });

  it('puts down nothing for what changes nothing', async () => {
    const user = await app.user([VIEW], ['readers']);
    const entries = await during(async () => {
      await app.users.update('system', user.id, { email: user.email, displayName: '' });
      await app.users.setActive('system', user.id, true);
      await app.users.setStaff('system', user.id, false);
      await app.users.setSuperuser('system', user.id, false);
      await app.rights.grant('system', user.id, [VIEW]);
      await app.rights.revoke('system', user.id, [IMPORT]);
      await app.rights.addToGroups('system', user.id, ['readers']);
      await app.groups.grant('system', 'readers', [VIEW]);
      await app.groups.revoke('system', 'readers', [IMPORT]);
      await app.groups.rename('system', 'readers', 'readers');
    });
    expect(entries).toEqual([]);
  });

  it('puts down nothing for what is refused', async () => {
    const clerk = await app.actor(await app.user(['users.change_user', 'users.add_group']));
    const strong = await app.user([IMPORT]);
    const [last] = (await app.database.query<{ id: string }>('SELECT id FROM app_user WHERE is_superuser'))
      .rows;
    const attempts = [
      () => app.users.create('system', { email: strong.email, password: null }),
      () => app.users.create(clerk, { email: 'x@example.org', password: null, permissions: [IMPORT] }),
      () => app.users.update('system', strong.id, { displayName: 'x', email: 'new@example.org' }),
      () => app.users.update(clerk, strong.id, { displayName: 'x' }),
      () => app.users.setActive(clerk, strong.id, false),
      () => app.users.setSuperuser('system', last?.id ?? '', false),
      () => app.users.delete('system', last?.id ?? ''),
      () => app.users.delete(clerk, strong.id),
      () => app.rights.changePermissions(clerk, strong.id, { revoke: [IMPORT] }),
      () => app.rights.changeGroups('system', strong.id, { add: ['readers', 'nowhere'] }),
      () => app.groups.create(clerk, 'mine', [IMPORT]),
      () => app.groups.change('system', 'readers', { grant: [IMPORT], name: 'Not a name' }),
      () => app.setPassword('system', strong, 'short'),
      () => app.setPassword(clerk, strong, GOOD_PASSWORD),
    ];
    const entries = await during(async () => {
      for (const attempt of attempts) await expect(attempt()).rejects.toThrow();
    });
    expect(entries).toEqual([]);
  });

  it('stands or falls with the change', async () => {
    const { id } = await app.user();
    await app.database.query(`CREATE FUNCTION no_audit() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'the book is full'; END $$`);
    await app.database.query(
      'CREATE TRIGGER no_audit BEFORE INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION no_audit()',
    );
    const before = await app.database.query('SELECT * FROM app_user ORDER BY id');
    for (const attempt of [
      () => app.users.create('system', { email: 'never@example.org', password: null }),
      () => app.users.update('system', id, { displayName: 'x' }),
      () => app.users.setActive('system', id, false),
      () => app.users.delete('system', id),
      () => app.rights.grant('system', id, [VIEW]),
      () => app.rights.addToGroups('system', id, ['readers']),
      () => app.groups.create('system', 'never'),
      () => app.groups.rename('system', 'readers', 'never'),
      () => app.groups.grant('system', 'readers', [IMPORT]),
      () => app.groups.delete('system', 'readers'),
      () => app.groups.fillDefaults({ dryRun: false }),
    ]) {
      await expect(attempt()).rejects.toThrow('the book is full');
    }
    await app.database.query('DROP FUNCTION no_audit() CASCADE');
    expect((await app.database.query('SELECT * FROM app_user ORDER BY id')).rows).toEqual(before.rows);
    expect(await app.permissions.explain(id)).toEqual([]);
    expect(await app.groups.list()).toEqual([{ name: 'readers', permissions: [VIEW], users: 2 }]);
  });
});

describe('the audit of groups', () => {
  it('tells what each change was, by the name of the group', async () => {
    const entries = await during(async () => {
      await app.groups.create('system', 'team', [VIEW]);
      await app.groups.change('system', 'team', { grant: [IMPORT], revoke: [VIEW], name: 'crew' });
      await app.groups.delete('system', 'crew');
    });
    expect(entries.map(({ object_type: type, object_id: id }) => [type, id])).toEqual([
      ['group', 'team'],
      ['group', 'crew'],
      ['group', 'crew'],
      ['group', 'crew'],
    ]);
    expect(brief(entries)).toEqual([
      ['group.created', { permissions: [null, [VIEW]] }],
      ['group.changed', { name: ['team', 'crew'] }],
      ['group.permissions_changed', { permissions: [[VIEW], [IMPORT]] }],
      ['group.deleted', { permissions: [[IMPORT], null] }],
    ]);
  });

  it('tells of the default groups what was made and what was put right, and no more', async () => {
    expect(await during(() => app.groups.fillDefaults({ dryRun: true }))).toEqual([]);
    const made = await during(() => app.groups.fillDefaults({ dryRun: false }));
    expect(made.map(({ action, object_id: id }) => [action, id])).toEqual(
      ['admins', 'editors', 'importers', 'moderators', 'viewers'].map((name) => ['group.created', name]),
    );
    expect(await during(() => app.groups.fillDefaults({ dryRun: false }))).toEqual([]);
    const { permissions = [] } = (await app.groups.list()).find(({ name }) => name === 'viewers') ?? {};
    await app.groups.change('system', 'viewers', { grant: [IMPORT], revoke: permissions.slice(0, 1) });
    expect(brief(await during(() => app.groups.fillDefaults({ dryRun: false })))).toEqual([
      ['group.permissions_changed', { permissions: [[...permissions.slice(1), IMPORT].sort(), permissions] }],
    ]);
  });
});
