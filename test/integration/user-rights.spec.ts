import {
  GroupNameTakenError,
  InvalidGroupNameError,
  OwnRightsError,
  permissionCodes,
  RightsNotHeldError,
  SuperuserOnlyError,
  UnknownGroupError,
  UnknownPermissionError,
  UnknownUserError,
} from '@app/users';
import { startUsers, type TestUsers } from '../support/users';

let app: TestUsers;
beforeAll(async () => {
  app = await startUsers();
  await app.superuser();
});
afterAll(() => app.close());

const IMPORT = 'instruments.import';
const VIEW = 'instruments.view_instrument';
const DELETE = 'instruments.delete_instrument';

async function heldBy(id: string): Promise<string[]> {
  return [...(await app.permissions.effective(id))].sort();
}

describe('the catalogue', () => {
  it('is copied once; a second time changes nothing, ids included', async () => {
    const ids = async (): Promise<unknown[]> =>
      (await app.database.query<Record<string, unknown>>('SELECT * FROM permission ORDER BY id')).rows;
    const before = await ids();
    expect(before).toHaveLength(permissionCodes.length);
    expect(await app.permissions.sync({ prune: true })).toEqual({ added: [], renamed: [], unknown: [] });
    expect(await ids()).toEqual(before);
  });

  it('comes back complete, in two languages, and without what it does not know', async () => {
    await app.database.query(`DELETE FROM permission WHERE codename = '${IMPORT}'`);
    await app.database.query(`UPDATE permission SET name_en = 'x' WHERE codename = '${VIEW}'`);
    await app.database.query(
      `INSERT INTO permission (codename, name_es, name_en) VALUES ('old.thing', 'a', 'b')`,
    );
    const outcome = { added: [IMPORT], renamed: [VIEW], unknown: ['old.thing'] };
    expect(await app.permissions.sync({ prune: false })).toEqual(outcome);
    expect(await app.permissions.sync({ prune: true })).toEqual({
      added: [],
      renamed: [],
      unknown: ['old.thing'],
    });
    const all = await app.permissions.list();
    expect(all.map(({ codename }) => codename)).toEqual([...permissionCodes].sort());
    expect(all).toContainEqual({ codename: VIEW, nameEs: 'Ver anuncios', nameEn: 'View listings' });
  });

  it('is copied by one of several programs that start at once', async () => {
    await app.database.query('DELETE FROM permission');
    const outcomes = await Promise.all([1, 2, 3, 4].map(() => app.permissions.sync({ prune: false })));
    expect(outcomes.map(({ added }) => added.length).sort()).toEqual([0, 0, 0, permissionCodes.length]);
  });
});

describe('effective permissions', () => {
  it('are those of the user and of the groups, with where each comes from', async () => {
    await app.groups.create('system', 'readers', [VIEW, IMPORT]);
    const { id } = await app.user([VIEW], ['readers']);
    expect(await heldBy(id)).toEqual([IMPORT, VIEW]);
    expect(await app.permissions.explain(id)).toEqual([
      { codename: IMPORT, from: ['group:readers'] },
      { codename: VIEW, from: ['user', 'group:readers'] },
    ]);
    expect(await app.groups.namesOf(id)).toEqual(['readers']);
    expect(await app.groups.list()).toContainEqual({
      name: 'readers',
      permissions: [IMPORT, VIEW],
      users: 1,
    });
  });

  it('are all of them for a superuser, none for an inactive one', async () => {
    const { id } = await app.superuser();
    await app.rights.grant('system', id, [VIEW]);
    expect(await heldBy(id)).toEqual([...permissionCodes].sort());
    const explained = await app.permissions.explain(id);
    expect(explained).toHaveLength(permissionCodes.length);
    expect(explained).toContainEqual({ codename: VIEW, from: ['superuser', 'user'] });
    await app.users.setActive('system', id, false);
    expect(await heldBy(id)).toEqual([]);
    expect(await app.permissions.explain(id)).toEqual([]);
    expect(await app.permissions.actorOf(id)).toBeNull();
  });

  it.each(['own', 'group', 'membership', 'whole group'])('lose a removed one at once: %s', async (how) => {
    const group = `short-lived-${how.replace(' ', '-')}`;
    await app.groups.create('system', group, [IMPORT]);
    const { id } = await app.user(how === 'own' ? [IMPORT] : [], how === 'own' ? [] : [group]);
    expect(await heldBy(id)).toEqual([IMPORT]);
    if (how === 'own') await app.rights.revoke('system', id, [IMPORT]);
    if (how === 'group') await app.groups.revoke('system', group, [IMPORT]);
    if (how === 'membership') await app.rights.removeFromGroups('system', id, [group]);
    if (how === 'whole group') await app.groups.delete('system', group);
    expect(await heldBy(id)).toEqual([]);
  });
});

describe('escalation', () => {
  it('is refused by a grant of what the actor lacks, whole or in part', async () => {
    const actor = await app.actor(await app.user(['users.change_user', VIEW]));
    const { id } = await app.user();
    await expect(app.rights.grant(actor, id, [VIEW, IMPORT])).rejects.toMatchObject({
      code: 'rights.not_held',
      params: { missing: [IMPORT] },
    });
    expect(await heldBy(id)).toEqual([]);
    await app.rights.grant(actor, id, [VIEW]);
    expect(await heldBy(id)).toEqual([VIEW]);
  });

  it('is refused through a group that holds more, alone and in a list', async () => {
    await app.groups.create('system', 'small', [VIEW]);
    await app.groups.create('system', 'tall', [VIEW, DELETE]);
    const actor = await app.actor(await app.user(['users.change_user', VIEW]));
    const { id } = await app.user();
    await expect(app.rights.addToGroups(actor, id, ['small', 'tall'])).rejects.toThrow(RightsNotHeldError);
    expect(await app.groups.namesOf(id)).toEqual([]);
    await app.rights.addToGroups(actor, id, ['small']);
    expect(await heldBy(id)).toEqual([VIEW]);
  });

  it('is refused by making, widening, renaming or emptying a group', async () => {
    const actor = await app.actor(await app.user(['users.add_group', 'users.change_group', VIEW]));
    await app.groups.create('system', 'strong', [DELETE]);
    for (const attempt of [
      () => app.groups.create(actor, 'mine', [DELETE]),
      () => app.groups.grant(actor, 'small', [DELETE]),
      () => app.groups.grant(actor, 'strong', [VIEW]),
      () => app.groups.revoke(actor, 'strong', [DELETE]),
      () => app.groups.rename(actor, 'strong', 'weak'),
      () => app.groups.delete(actor, 'strong'),
    ]) {
      await expect(attempt()).rejects.toThrow(RightsNotHeldError);
    }
    await app.groups.create(actor, 'mine', [VIEW]);
    await expect(app.groups.rename(actor, 'mine', 'admins')).rejects.toThrow(SuperuserOnlyError);
    await expect(app.groups.create(actor, 'moderators')).rejects.toThrow(SuperuserOnlyError);
  });

  it('is refused to oneself by every route, even with what one has', async () => {
    await app.groups.create('system', 'own', [VIEW]);
    const user = await app.user(['users.change_user', 'users.change_group', VIEW, IMPORT], ['own']);
    const actor = await app.actor(user);
    for (const attempt of [
      () => app.rights.grant(actor, user.id, [VIEW]),
      () => app.rights.addToGroups(actor, user.id, ['small']),
      () => app.groups.grant(actor, 'own', [IMPORT]),
    ]) {
      await expect(attempt()).rejects.toThrow(OwnRightsError);
    }
    const otherSpelling = app.rights.grant(actor, user.id.toUpperCase(), [VIEW]);
    await expect(otherSpelling).rejects.toThrow(UnknownUserError);
    await expect(app.users.setStaff(actor, user.id, true)).rejects.toThrow(SuperuserOnlyError);
    await expect(app.users.setSuperuser(actor, user.id, true)).rejects.toThrow(SuperuserOnlyError);
    await app.rights.revoke(actor, user.id, [IMPORT]);
    expect(await heldBy(user.id)).not.toContain(IMPORT);
  });

  it('is refused while the group grows under the actor’s hands', async () => {
    const actor = await app.actor(await app.user(['users.change_user', VIEW]));
    for (let round = 0; round < 10; round++) {
      const group = `growing-${round}`;
      await app.groups.create('system', group, [VIEW]);
      const { id } = await app.user();
      await app.database.query('BEGIN');
      await app.database.query('SELECT 1 FROM app_group WHERE name = $1 FOR NO KEY UPDATE', [group]);
      const attempt = app.rights.addToGroups(actor, id, [group]).then(
        () => 'added',
        (error: unknown) => error,
      );
      await app.database.query(
        `INSERT INTO app_group_permission SELECT app_group.id, permission.id FROM app_group, permission
          WHERE name = $1 AND codename = $2`,
        [group, DELETE],
      );
      await app.database.query('COMMIT');
      expect(await attempt).toBeInstanceOf(RightsNotHeldError);
    }
  });
});

describe('what is not there', () => {
  it('is said, and nothing is done', async () => {
    const { id } = await app.user();
    await expect(app.rights.grant('system', id, [VIEW, 'no.such'])).rejects.toThrow(UnknownPermissionError);
    await expect(app.rights.addToGroups('system', id, ['nowhere'])).rejects.toThrow(UnknownGroupError);
    await expect(app.groups.grant('system', 'nowhere', [VIEW])).rejects.toThrow(UnknownGroupError);
    await expect(app.rights.grant('system', 'x', [VIEW])).rejects.toThrow(UnknownUserError);
    await expect(app.groups.create('system', 'small')).rejects.toThrow(GroupNameTakenError);
    await expect(app.groups.rename('system', 'tall', 'small')).rejects.toThrow(GroupNameTakenError);
    await expect(app.groups.create('system', 'Not a name')).rejects.toThrow(InvalidGroupNameError);
    expect(await heldBy(id)).toEqual([]);
  });
});

describe('default groups', () => {
  it('are made as the file says, then kept, with the difference told', async () => {
    const planned = await app.groups.fillDefaults({ dryRun: true });
    expect(planned.map(({ name, created }) => [name, created])).toEqual(
      ['admins', 'editors', 'importers', 'moderators', 'viewers'].map((name) => [name, true]),
    );
    expect((await app.groups.list()).map(({ name }) => name)).not.toContain('admins');
    expect(await app.groups.fillDefaults({ dryRun: false })).toEqual(planned);
    const again = await app.groups.fillDefaults({ dryRun: false });
    expect(
      again.every(({ created, added, removed }) => !created && added.length + removed.length === 0),
    ).toBe(true);

    await app.groups.grant('system', 'viewers', [DELETE]);
    await app.groups.revoke('system', 'viewers', [VIEW]);
    const difference = { name: 'viewers', created: false, added: [VIEW], removed: [DELETE] };
    expect(await app.groups.fillDefaults({ dryRun: true })).toContainEqual(difference);
    expect(await app.groups.fillDefaults({ dryRun: false })).toContainEqual(difference);
    const admins = (await app.groups.list()).find(({ name }) => name === 'admins');
    expect(admins?.permissions).toEqual([...permissionCodes].sort());
  });

  it('leave users and other groups alone, also when two fill at once', async () => {
    const { id } = await app.user([], ['importers', 'small']);
    await app.groups.delete('system', 'editors');
    const [first, second] = await Promise.all([1, 2].map(() => app.groups.fillDefaults({ dryRun: false })));
    const created = [first, second].flat().filter((one) => one?.created === true);
    expect(created.map((one) => one?.name)).toEqual(['editors']);
    expect(await app.groups.namesOf(id)).toEqual(['importers', 'small']);
  });
});
