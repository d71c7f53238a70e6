import { defaultGroups } from './default-groups';
import { isGroupName } from './group';
import { permissionCatalogue, permissionCodes } from './permissions';

describe('the catalogue of permissions', () => {
  it('has each codename once, in the form app.action_model', () => {
    expect(new Set(permissionCodes).size).toBe(permissionCodes.length);
    for (const code of permissionCodes)
      expect(code).toMatch(/^(instruments|users|auth|audit|panel|system)\.[a-z]+(_[a-z]+)*$/);
  });

  it('has each name once, in Spanish and English', () => {
    for (const language of ['nameEs', 'nameEn'] as const) {
      const names = permissionCatalogue.map((permission) => permission[language]);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it.each([
    ...['instruments.change_instrument', 'instruments.import', 'users.change_group', 'auth.revoke_token'],
    ...['auth.view_session', 'auth.add_api_key', 'audit.view_entry'],
  ])('knows %s', (code) => expect(permissionCodes).toContain(code));

  it('lets nobody write a history', () => {
    expect(
      permissionCodes.filter((code) => /(add|change|delete)_(entry|outstanding|blacklisted)/.test(code)),
    ).toEqual([]);
  });
});

describe('the default groups', () => {
  it('have a name and no permission twice', () => {
    for (const [name, permissions] of Object.entries(defaultGroups)) {
      expect(isGroupName(name)).toBe(true);
      expect(new Set<string>(permissions).size).toBe(permissions.length);
    }
  });

  it('grow from viewers to admins; only admins manage users', () => {
    const { viewers, editors, moderators, admins } = defaultGroups;
    expect(editors).toEqual(expect.arrayContaining([...viewers]));
    expect(moderators).toEqual(expect.arrayContaining([...editors]));
    expect(admins).toEqual(permissionCodes);
    const others = Object.entries(defaultGroups).flatMap(([name, codes]) =>
      name === 'admins' ? [] : [...codes],
    );
    expect(others.filter((code) => /^(users|auth)\.(?!view_)/.test(code))).toEqual([]);
  });
});
