import { ApiKeysService } from '@app/auth';
import { PermissionsService, UserRightsService, UsersService } from '@app/users';
import { startAuth, type TestAuth } from '../support/auth';
import { type CommandResult, compileCli, runCli } from '../support/built-cli';

const IMPORT = 'instruments.import';

let app: TestAuth;
let email: string;
beforeAll(async () => {
  await compileCli();
  app = await startAuth();
  await app.context.get(PermissionsService).sync({ prune: false });
  const user = await app.user();
  email = user.email;
  await app.context.get(UserRightsService).grant('system', user.id, [IMPORT, 'instruments.view_source']);
});
afterAll(() => app.close());

const cli = (...args: readonly string[]): Promise<CommandResult> =>
  runCli(['apikeys', ...args], { DATABASE_URL: app.databaseUrl });
const create = (...more: readonly string[]): Promise<CommandResult> =>
  cli('create', '--user', email, '--name', 'nightly', ...more);
const identify = (key: string): Promise<unknown> => app.context.get(ApiKeysService).identify(key, null);

describe('cli apikeys', () => {
  it('create prints the key alone on stdout, and it works; revoke ends it', async () => {
    const made = await create('--permission', IMPORT, 'instruments.view_source', '--expires', '2999-01-01');
    expect(made).toMatchObject({ code: 0, stdout: expect.stringMatching(/^bik_[a-z2-7]{8}_[\w-]{43}\n$/) });
    const key = made.stdout.trim();
    expect(made.stderr).not.toContain(key);
    expect(await identify(key)).toMatchObject({ permissions: new Set([IMPORT, 'instruments.view_source']) });

    const listed = await cli('list');
    expect(listed.stdout).toMatch(
      new RegExp(
        `^${key.slice(4, 12)} +nightly +${email} +active +2999-01-01 00:00 +\\d{4}-.+ ${IMPORT} `,
        'm',
      ),
    );
    const json = await cli('list', '--json');
    expect(JSON.parse(json.stdout)).toMatchObject([
      { prefix: key.slice(4, 12), createdBy: null, revokedAt: null },
    ]);
    for (const { stdout } of [listed, json]) expect(stdout).not.toContain(key.slice(13));

    expect(await cli('revoke', key.slice(4, 12))).toMatchObject({ code: 0, stdout: 'Revoked.\n' });
    expect(await cli('revoke', key.slice(4, 12))).toMatchObject({ code: 0 });
    await expect(identify(key)).rejects.toMatchObject({ code: 'auth.token_invalid' });
    expect((await cli('list')).stdout).toContain(' revoked ');
    const audit = await app.rows(
      `SELECT action, actor_kind FROM audit_entry WHERE object_type = 'api_key' ORDER BY id`,
    );
    expect(audit).toEqual([
      { action: 'apikey.created', actor_kind: 'system' },
      { action: 'apikey.revoked', actor_kind: 'system' },
    ]);
  });

  it.each([
    [
      'a permission that its owner lacks',
      ['--permission', 'users.view_user'],
      /may not do this.*users\.view_user/,
    ],
    ['a permission that does not exist', ['--permission', 'a.b'], /no permission "a\.b"/],
    ['a permission for people only', ['--permission', 'users.add_user'], /people only: users\.add_user/],
    ['no permission', [], /--permission/],
    ['an expiry in the past', ['--permission', IMPORT, '--expires', '2020-01-01'], /in the future/],
    ['an expiry that is none', ['--permission', IMPORT, '--expires', 'tomorrow'], /2026-11-21T18:30Z/],
    ['an unknown owner', ['--permission', IMPORT, '--user', 'nobody@example.org'], /no such user/],
  ])('create refuses %s: exit 2', async (_what, args, message) => {
    const refused = await create(...args);
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(message) });
    expect(refused.stderr.trim().split('\n')).toHaveLength(1);
  });

  it('create refuses an owner who is inactive: exit 2', async () => {
    const { id } = await app.user();
    const inactive = await app.context.get(UsersService).setActive('system', id, false);
    const refused = await create('--permission', IMPORT, '--user', inactive.email);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
  });

  it('revoke refuses what is no prefix without repeating it: exit 2', async () => {
    const pasted = `bik_aaaaaaaa_${'A'.repeat(43)}`;
    const refused = await cli('revoke', pasted);
    expect(refused).toMatchObject({ code: 2, stdout: '' });
    expect(refused.stderr).not.toContain(pasted);
  });
});
