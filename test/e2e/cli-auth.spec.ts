import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AUTH_KEYS, startAuth, type TestAuth } from '../support/auth';
import { type CommandResult, compileCli, runCli } from '../support/built-cli';

let app: TestAuth;
const dataDir = mkdtempSync(join(tmpdir(), 'cli-auth-'));
beforeAll(async () => {
  await compileCli();
  app = await startAuth();
});
afterAll(async () => {
  await app.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const cli = (args: readonly string[], variables: Record<string, string> = {}): Promise<CommandResult> =>
  runCli(args, { DATABASE_URL: app.databaseUrl, DATA_DIR: dataDir, AUTH_KEYS, ...variables });
const RING = /^AUTH_KEYS=(\d{8}-[0-9a-f]{6}):([\w-]{43})((?:,[^,]+)*)\n$/;

describe('cli keys', () => {
  it('rotate prints a ring with a new key in front, and needs neither database nor configuration', async () => {
    const first = await cli(['keys', 'rotate'], {
      NODE_ENV: 'production',
      DATABASE_URL: '',
      AUTH_KEYS: '',
    });
    expect(first).toMatchObject({ code: 0, stdout: expect.stringMatching(RING) });
    const ring = first.stdout.slice('AUTH_KEYS='.length).trim();
    const second = await cli(['keys', 'rotate'], { AUTH_KEYS: ring });
    expect(RING.exec(second.stdout)?.[3]).toBe(`,${ring}`);
    expect(second.stderr).not.toContain(ring);
  });

  it('rotate refuses a broken ring without repeating it: exit 2', async () => {
    const refused = await cli(['keys', 'rotate'], { AUTH_KEYS: 'a:hunter2' });
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: expect.stringMatching(/AUTH_KEYS must/) });
    expect(refused.stderr).not.toContain('hunter2');
  });

  it('list shows names and states, and no secret', async () => {
    const opened = await app.open();
    const { code, stdout } = await cli(['keys', 'list', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toEqual([
      { kid: 'new', state: 'active', tokens: 1, neededUntil: opened.refreshExpiresAt.toISOString() },
      { kid: 'old', state: 'retiring', tokens: 0, neededUntil: null },
    ]);
    const shown = await cli(['keys', 'list']);
    expect(shown.stdout).toMatch(
      /^key +state +tokens +needed until\nnew +active +1 +20\d\d-[\d -]+:\d\d\nold +retiring +0 +-\n$/,
    );
    for (const secret of AUTH_KEYS.split(/[,:]/).filter((part) => part.length > 3)) {
      expect(stdout + shown.stdout).not.toContain(secret);
    }
  });

  it('outside production a key is made once, for this account only', async () => {
    const variables = { AUTH_KEYS: '' };
    const lists = await Promise.all([1, 2].map(() => cli(['keys', 'list', '--json'], variables)));
    const [one = '', two = ''] = lists.map(({ stdout }) => stdout);
    expect(two).toBe(one);
    const kid = /"kid": "([^"]+)"/.exec(one)?.[1] ?? 'none';
    const file = join(dataDir, 'auth-keys');
    expect(readFileSync(file, 'utf8')).toMatch(new RegExp(`^${kid}:[\\w-]{43}\n$`));
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('in production nothing starts without: exit 2', async () => {
    const refused = await cli(['keys', 'list'], { NODE_ENV: 'production', AUTH_KEYS: '' });
    expect(refused).toMatchObject({
      code: 2,
      stderr: expect.stringMatching(/AUTH_KEYS is required in production/),
    });
  });
});

describe('cli revoketokens', () => {
  it.each([
    [[]],
    [['--all', '--user', 'a@example.org']],
    [['--all', '--before', 'yesterday']],
    [['--all', '--before', '2026-02-30T25:00Z']],
    [['--all', '--before', '2026-11-21T10:00']],
    [['--all', '--reason', 'x'.repeat(501)]],
    [['--user', 'nobody@example.org']],
  ])('with %j is wrong usage: exit 2', async (args) => {
    expect(await cli(['revoketokens', ...args])).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^[^\n]+\n$/),
    });
  });

  it('counts in a dry run, then ends the sessions of one user, then of everybody', async () => {
    const user = await app.user();
    const [mine, other] = [await app.open(user), await app.open()];
    expect(await cli(['revoketokens', '--user', user.email, '--dry-run'])).toMatchObject({
      code: 0,
      stdout: '1 sessions would be ended (dry run).\n',
    });
    await app.access.verify(mine.access);
    expect(await cli(['revoketokens', '--user', user.email, '--reason', 'lost phone'])).toMatchObject({
      code: 0,
      stdout: '1 sessions ended.\n',
    });
    await expect(app.access.verify(mine.access)).rejects.toThrow();
    expect(await app.rows('SELECT reason, note, actor FROM blacklisted_token')).toEqual([
      { reason: 'admin', note: 'lost phone', actor: null },
    ]);
    await app.access.verify(other.access);
    expect(await cli(['revoketokens', '--all', '--before', '2020-01-01'])).toMatchObject({
      stdout: '0 sessions ended.\n',
    });
    expect((await cli(['revoketokens', '--all'])).code).toBe(0);
    await expect(app.access.verify(other.access)).rejects.toThrow();
  });
});

describe('cli purge-expired', () => {
  it('counts, deletes, and reports as JSON', async () => {
    const { sessionId } = await app.open();
    await app.rows(`UPDATE auth_session SET idle_expires_at = now() - interval '3 days' WHERE id = $1`, [
      sessionId,
    ]);
    await app.rows(
      `UPDATE outstanding_token SET expires_at = now() - interval '3 days' WHERE session_id = $1`,
      [sessionId],
    );
    expect(await cli(['purge-expired', '--dry-run'])).toMatchObject({
      code: 0,
      stdout: '1 tokens and 0 sessions would be deleted (dry run).\n',
    });
    const { code, stdout } = await cli(['purge-expired', '--json']);
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ state: 'done', dryRun: false, tokens: 1, sessions: 0 });
    expect(await cli(['purge-expired'])).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^0 tokens and 0 sessions deleted in \d\.\d s, and 0 counters, links and mails\.\n$/,
      ),
    });
  });

  it('ends well at once when another one runs', async () => {
    await app.rows('SELECT pg_advisory_lock(7272740003)');
    expect(await cli(['purge-expired'])).toMatchObject({
      code: 0,
      stdout: 'Another purge is running: nothing to do.\n',
    });
    await app.rows('SELECT pg_advisory_unlock(7272740003)');
  });
});
