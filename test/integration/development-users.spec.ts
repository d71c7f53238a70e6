import { parseConfig } from '@app/config';
import { DevelopmentUsersService, GroupsService } from '@app/users';
import { startUsers, type TestUsers } from '../support/users';

let app: TestUsers;
beforeAll(async () => {
  app = await startUsers();
});
afterAll(() => app.close());

describe('users for development', () => {
  it('are one of each kind, each with a password of its own that fits', async () => {
    const made = await app.context.get(DevelopmentUsersService).seed();
    expect(made.map(({ email }) => email)).toEqual(
      ['superuser', 'viewer', 'editor', 'moderator', 'importer', 'admin', 'user', 'inactive'].map(
        (name) => `${name}@example.org`,
      ),
    );
    expect(new Set(made.map(({ password }) => password)).size).toBe(made.length);
    for (const { email, password, kind } of made) {
      const credentials = await app.users.findCredentials(email);
      expect([email, await app.passwords.check(credentials, password)]).toEqual([email, true]);
      const user = await app.users.findByEmail(email);
      const groups = await app.context.get(GroupsService).namesOf(user?.id ?? '');
      expect(groups).toEqual(['superuser', 'user', 'inactive'].includes(kind) ? [] : [kind]);
      expect(user).toMatchObject({
        isSuperuser: kind === 'superuser',
        isStaff: ['superuser', 'moderators', 'admins'].includes(kind),
        isActive: kind !== 'inactive',
      });
    }
  });

  it('are made once: a second time tells no password', async () => {
    expect(await app.context.get(DevelopmentUsersService).seed()).toEqual([]);
  });

  it('have no place in production', async () => {
    const { databaseUrl } = app;
    const config = {
      ...parseConfig({ NODE_ENV: 'test', DATABASE_URL: databaseUrl }, false),
      production: true,
    };
    const { users, rights, groups, permissions } = app;
    const service = new DevelopmentUsersService(config, users, rights, groups, permissions);
    await expect(service.seed()).rejects.toThrow('no place in production');
  });
});
