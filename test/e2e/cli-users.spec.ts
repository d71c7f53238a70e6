import { Client } from 'pg';
import { type CommandResult, compileCli, runCli } from '../support/built-cli';
import { dropDatabase, freshDatabase } from '../support/database';

const EMAIL = 'root@example.org';
const PASSWORD = ' nueve tejados y un paraguas ';
const OTHER = 'siete gatos encima del muro';

let url: string;
let database: Client;
beforeAll(async () => {
  await compileCli();
  url = await freshDatabase();
  database = new Client(url);
  await database.connect();
});
afterAll(async () => {
  await database.end();
  await dropDatabase(url);
});

const cli = (
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): Promise<CommandResult> => runCli(args, { DATABASE_URL: url, ...variables });
const root = { SUPERUSER_EMAIL: EMAIL, SUPERUSER_PASSWORD: PASSWORD };

async function stateOfRoot(): Promise<Record<string, unknown>> {
  const { rows } = await database.query<Record<string, unknown>>('SELECT * FROM app_user WHERE email = $1', [
    EMAIL,
  ]);
  return rows[0] ?? {};
}

describe('cli createsuperuser', () => {
  it('says what it needs where nobody can be asked: exit 2', async () => {
    expect(await cli(['createsuperuser'])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/SUPERUSER_EMAIL/),
    });
    expect(await cli(['createsuperuser'], { SUPERUSER_EMAIL: EMAIL })).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/SUPERUSER_PASSWORD/),
    });
  });

  it('takes no password as an argument: exit 2', async () => {
    const refused = await cli(['createsuperuser', '--password', PASSWORD]);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
  });

  it('refuses a bad password without repeating it: exit 2', async () => {
    const refused = await cli(['createsuperuser'], { ...root, SUPERUSER_PASSWORD: 'telecaster12' });
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).toMatch(/15 characters/);
    expect(refused.stderr).not.toContain('telecaster12');
  });

  it('makes one account, and no second one: exit 1, or 0 with --if-missing', async () => {
    expect(await cli(['createsuperuser', '--if-missing'], root)).toEqual({
      code: 0,
      stdout: `Made superuser ${EMAIL}.\n`,
      stderr: '',
    });
    const made = await stateOfRoot();
    expect(made).toMatchObject({ is_superuser: true, is_staff: true, is_active: true });
    expect(await cli(['createsuperuser', '--if-missing'], root)).toEqual({
      code: 0,
      stdout: `${EMAIL} is a superuser already.\n`,
      stderr: '',
    });
    expect(await cli(['createsuperuser', '--if-missing'], { SUPERUSER_EMAIL: EMAIL })).toMatchObject({
      code: 0,
    });
    expect(await cli(['createsuperuser'], root)).toMatchObject({ code: 1, stdout: '' });
    expect((await database.query('SELECT 1 FROM app_user')).rowCount).toBe(1);
    expect(await stateOfRoot()).toEqual(made);
  });
});

describe('cli changepassword', () => {
  it('changes it and ends all sessions: exit 0', async () => {
    const before = await stateOfRoot();
    await database.query(
      `INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at, idle_expires_at,
                                 last_seen_at, transport, current_gen)
       VALUES (gen_random_uuid(), $1, now(), now(), now() + interval '1 day', now() + interval '1 day', now(), 'bearer', 1)`,
      [before['id']],
    );
    const changed = await cli(['changepassword', EMAIL.toUpperCase()], { NEW_PASSWORD: OTHER });
    expect(changed).toMatchObject({ code: 0, stderr: '', stdout: expect.stringContaining(EMAIL) });
    const after = await stateOfRoot();
    expect(after['password_hash']).not.toBe(before['password_hash']);
    expect(after['tokens_valid_after']).toBeInstanceOf(Date);
    expect(JSON.stringify(changed)).not.toContain(OTHER);
    const { rows: sessions } = await database.query('SELECT revoked_reason, revoked_by FROM auth_session');
    expect(sessions).toEqual([{ revoked_reason: 'password_change', revoked_by: null }]);
    const { rows: mails } = await database.query('SELECT kind, recipient FROM outbox_mail');
    expect(mails).toEqual([{ kind: 'password_changed', recipient: EMAIL }]);
    const { rows: entries } = await database.query(
      `SELECT action, actor_kind FROM audit_entry WHERE at > $1 ORDER BY id`,
      [after['password_changed_at'] ?? 'epoch'],
    );
    expect(entries).toEqual([
      { action: 'session.revoked', actor_kind: 'system' },
      { action: 'user.password_changed', actor_kind: 'system' },
    ]);
  });

  it('knows no stranger, and asks nobody who is not there: exit 2', async () => {
    expect(await cli(['changepassword', 'x@example.org'], { NEW_PASSWORD: OTHER })).toMatchObject({
      code: 2,
    });
    expect(await cli(['changepassword', EMAIL])).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/NEW_PASSWORD/),
    });
  });
});

describe('cli syncpermissions, fillgroups and users list', () => {
  it('sync, then have nothing to do; unknown ones go only here', async () => {
    await database.query(
      `INSERT INTO permission (codename, name_es, name_en) VALUES ('old.thing', 'a', 'b')`,
    );
    const kept = await cli(['syncpermissions', '--keep-unknown']);
    expect(kept).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^\+ instruments\.view_instrument$/m),
    });
    expect(kept.stdout).toMatch(/^\? old\.thing$/m);
    expect(await cli(['syncpermissions'])).toEqual({ code: 0, stdout: '- old.thing\n', stderr: '' });
    const { rows } = await database.query(
      `SELECT object_type, object_id, actor_kind FROM audit_entry WHERE action = 'permission.removed'`,
    );
    expect(rows).toEqual([{ object_type: 'permission', object_id: 'old.thing', actor_kind: 'system' }]);
    expect(await cli(['syncpermissions'])).toEqual({
      code: 0,
      stdout: 'The permissions are up to date.\n',
      stderr: '',
    });
  });

  it('fill the groups and show the difference', async () => {
    const planned = await cli(['fillgroups', '--dry-run']);
    expect(planned).toMatchObject({ code: 0, stdout: expect.stringMatching(/^viewers: new$/m) });
    expect((await database.query('SELECT 1 FROM app_group')).rowCount).toBe(0);
    expect((await cli(['fillgroups'])).stdout).toBe(
      planned.stdout.replace('Dry run: nothing was changed.\n', ''),
    );
    expect((await cli(['fillgroups'])).stdout).toBe(
      ['admins', 'editors', 'importers', 'moderators', 'viewers']
        .map((name) => `${name}: as it should be\n`)
        .join(''),
    );
  });

  it('list the users without secrets', async () => {
    expect((await cli(['users', 'list'])).stdout).toMatch(/root@example\.org +active +superuser +set +never/);
    const json = await cli(['users', 'list', '--json', '--limit', '5']);
    expect(JSON.parse(json.stdout)).toMatchObject([{ email: EMAIL, isSuperuser: true }]);
    expect(json.stdout).not.toContain('argon2');
    expect(await cli(['users', 'list', '--limit', '0'])).toMatchObject({ code: 2 });
  });
});
