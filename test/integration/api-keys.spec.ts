import { type ApiKey, ApiKeysService } from '@app/auth';
import { type Person, PermissionsService, UserRightsService } from '@app/users';
import { CALLER, startAuth, type TestAuth } from '../support/auth';

const VIEW = 'auth.view_api_key';
const IMPORT = 'instruments.import';
const NEVER = { name: 'scraper', permissions: [VIEW, IMPORT], expiresAt: null };

let app: TestAuth;
let keys: ApiKeysService;
beforeAll(async () => {
  app = await startAuth();
  keys = app.context.get(ApiKeysService);
  await app.context.get(PermissionsService).sync({ prune: false });
});
afterAll(() => app.close());

async function owner(permissions: readonly string[] = [VIEW, IMPORT]): Promise<Person> {
  const { id } = await app.user();
  await app.context.get(UserRightsService).grant('system', id, permissions);
  return { userId: id, isSuperuser: false, permissions: new Set(permissions) };
}
async function made(): Promise<{ key: string; apiKey: ApiKey; person: Person }> {
  const person = await owner();
  return { ...(await keys.create(person, NEVER)), person };
}

describe('identifying a key', () => {
  it('tells key, owner, and what both of them may do', async () => {
    const { key, apiKey, person } = await made();
    const rights = app.context.get(UserRightsService);
    await rights.grant('system', person.userId, ['users.view_user']);
    await rights.revoke('system', person.userId, [VIEW]);
    expect(await keys.identify(key, CALLER.ip)).toEqual({
      apiKeyId: apiKey.id,
      userId: person.userId,
      permissions: new Set([IMPORT]),
    });
  });

  it('counts the permissions that the owner has through groups', async () => {
    const { key, person } = await made();
    await app.context.get(UserRightsService).revoke('system', person.userId, [VIEW, IMPORT]);
    expect((await keys.identify(key, null)).permissions.size).toBe(0);
    await app.database.query(`INSERT INTO app_group (name) VALUES ('importing')`);
    await app.database.query(
      `INSERT INTO app_group_permission SELECT app_group.id, permission.id FROM app_group, permission
        WHERE app_group.name = 'importing' AND codename = '${IMPORT}'`,
    );
    await app.context.get(UserRightsService).addToGroups('system', person.userId, ['importing']);
    expect((await keys.identify(key, null)).permissions).toEqual(new Set([IMPORT]));
  });

  it('reads the verdict in one statement, by the index of prefixes', async () => {
    const { key } = await made();
    await keys.identify(key, null);
    const query = jest.spyOn(app.transactions, 'query');
    const execute = jest.spyOn(app.transactions, 'execute');
    await keys.identify(key, null);
    expect([query.mock.calls.length, execute.mock.calls.length]).toEqual([1, 0]);
    const [, sql = ''] = query.mock.calls[0] ?? [];
    jest.restoreAllMocks();
    await app.database.query('SET enable_seqscan = off');
    const plan = await app.database.query(`EXPLAIN ${sql}`, ['aaaaaaaa']);
    expect(JSON.stringify(plan.rows)).toContain('api_key_prefix_key');
  });

  it('writes one use when many come at once', async () => {
    const { key, apiKey } = await made();
    await app.database.query(`CREATE TABLE writes (n int)`);
    await app.database.query(
      `CREATE FUNCTION count_write() RETURNS trigger LANGUAGE plpgsql AS
       $$ BEGIN INSERT INTO writes VALUES (1); RETURN NULL; END $$`,
    );
    await app.database.query(
      `CREATE TRIGGER counting AFTER UPDATE ON api_key FOR EACH ROW EXECUTE FUNCTION count_write()`,
    );
    const second = await app.another();
    const process2 = second.context.get(ApiKeysService);
    await Promise.all(
      Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? keys : process2).identify(key, CALLER.ip)),
    );
    expect(await app.rows('SELECT count(*)::int AS n FROM writes')).toEqual([{ n: 1 }]);
    expect(await keys.find(apiKey.id)).toMatchObject({ lastUsedIp: CALLER.ip });
    await app.database.query(
      'DROP TRIGGER counting ON api_key; DROP FUNCTION count_write(); DROP TABLE writes',
    );
  });
});

describe('two who edit a key at once', () => {
  it('lose nothing of each other', async () => {
    const { apiKey, person } = await made();
    await Promise.all([
      keys.update(person, apiKey.id, { name: 'renamed' }),
      keys.update(person, apiKey.id, { permissions: [IMPORT] }),
      keys.update(person, apiKey.id, { expiresAt: new Date('2999-01-01T00:00:00Z') }),
    ]);
    const after = await keys.find(apiKey.id);
    expect(after).toMatchObject({ name: 'renamed', permissions: [IMPORT] });
    expect(after.expiresAt?.toISOString()).toBe('2999-01-01T00:00:00.000Z');
  });

  it('revoke it once', async () => {
    const { apiKey, person } = await made();
    await Promise.all([1, 2, 3].map(() => keys.revoke(person, apiKey.id)));
    const entries = await app.rows(
      `SELECT details FROM audit_entry WHERE object_id = $1 AND action = 'apikey.revoked'`,
      [apiKey.id],
    );
    expect(entries).toEqual([{ details: { name: 'scraper', prefix: apiKey.prefix } }]);
  });
});

describe('a key that cannot be', () => {
  it('leaves nothing behind', async () => {
    const person = await owner();
    const before = await app.rows('SELECT count(*) FROM api_key');
    for (const wrong of [{ name: '' }, { name: 'a\nb' }, { name: 'x'.repeat(101) }, { permissions: [] }]) {
      await expect(keys.create(person, { ...NEVER, ...wrong })).rejects.toMatchObject({
        code: 'apikeys.invalid',
      });
    }
    const past = { ...NEVER, expiresAt: new Date('2020-01-01') };
    await expect(keys.create(person, past)).rejects.toMatchObject({ code: 'apikeys.invalid' });
    const unknown = { ...NEVER, permissions: ['instruments.fly'] };
    await expect(keys.create(person, unknown)).rejects.toMatchObject({ code: 'rights.unknown_permission' });
    const gone = { ...person, userId: '00000000-0000-4000-8000-000000000000' };
    await expect(keys.create(gone, NEVER)).rejects.toMatchObject({ code: 'users.unknown' });
    expect(await app.rows('SELECT count(*) FROM api_key')).toEqual(before);
  });
});

describe('a permission that is no more', () => {
  it('goes from the keys that had it', async () => {
    const { key, apiKey } = await made();
    await app.database.query(`DELETE FROM permission WHERE codename = '${VIEW}'`);
    expect((await keys.find(apiKey.id)).permissions).toEqual([IMPORT]);
    expect((await keys.identify(key, null)).permissions).toEqual(new Set([IMPORT]));
    await app.context.get(PermissionsService).sync({ prune: false });
  });
});
