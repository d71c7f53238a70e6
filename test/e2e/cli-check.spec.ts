import { Client } from 'pg';
import { z } from 'zod';
import { Cli } from '../support/cli';
import { PRODUCTION } from '../support/production';

const PASSWORD = 'nueve tejados y un paraguas';

let cli: Cli;
beforeAll(async () => {
  await Cli.compile();
  cli = await Cli.open();
});
afterAll(() => cli.close());

async function execute(sql: string): Promise<void> {
  const client = new Client(cli.url);
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

describe('check', () => {
  it('says what is missing before anybody has set it up, and ends well: it runs', async () => {
    const { code, stdout } = await cli.run('check');
    expect([code, stdout]).toEqual([0, 'warning: There is no active superuser: cli createsuperuser\n']);
  });

  it('lists every unsafe setting before a deployment, those of the database as well', async () => {
    const { code, stdout } = await cli
      .with({ AUTH_KEYS: 'short', SMTP_URL: '', LOG_LEVEL: 'trace', REGISTRATION: 'open' })
      .run('check', '--deploy', '--json');
    expect(code).toBe(1);
    const findings = z.array(z.object({ level: z.string(), message: z.string() })).parse(JSON.parse(stdout));
    for (const [level, complaint] of [
      ['error', 'NODE_ENV is not production'],
      ['error', 'AUTH_KEYS must'],
      ['error', 'SMTP_URL is required'],
      ['error', 'APP_URL must be an https'],
      ['error', 'is a superuser of PostgreSQL'],
      ['warning', 'LOG_LEVEL=trace'],
      ['warning', 'REGISTRATION=open'],
      ['warning', 'no active superuser'],
    ]) {
      expect(findings).toContainEqual({ level, message: expect.stringContaining(complaint ?? '') });
    }
    const errors = findings.filter(({ level }) => level === 'error').length;
    expect(findings.slice(0, errors).every(({ level }) => level === 'error')).toBe(true);
  });

  it('has nothing to complain about when all is well', async () => {
    const role = `checked_${process.pid}`;
    await execute(`CREATE ROLE ${role} LOGIN PASSWORD 'nobody'; GRANT pg_read_all_data TO ${role}`);
    try {
      await cli
        .with({ SUPERUSER_EMAIL: 'root@example.org', SUPERUSER_PASSWORD: PASSWORD })
        .ok('createsuperuser');
      const url = new URL(cli.url);
      url.username = role;
      url.password = 'nobody';
      const fit = cli.with({
        ...PRODUCTION,
        APP_URL: 'https://www.instrumentos.es',
        SMTP_URL: 'smtp://mail.instrumentos.es:587',
        DATABASE_URL: url.href,
      });
      const { stdout } = await fit.run('check', '--deploy');
      // a server for tests alone is made to be fast, and says so
      const others = stdout.replace(/^error: PostgreSQL loses data when .*\n/m, '');
      expect(others.replace('Nothing to complain about.\n', '')).toBe('');
    } finally {
      await execute(`REVOKE pg_read_all_data FROM ${role}; DROP ROLE ${role}`);
    }
  });

  it('names accounts that seed made', async () => {
    await cli.ok('seed');
    const { stdout } = await cli.run('check', '--deploy');
    expect(stdout).toMatch(/^error: Users for development can sign in \([^)]*admin@example\.org/m);
    expect(stdout).not.toContain('inactive@example.org');
    expect(await cli.ok('check')).not.toContain('development');
  });

  it('says so when the database does not answer, besides all the rest', async () => {
    const lost = cli.with({ ...PRODUCTION, DATABASE_URL: 'postgres://app:hunter2@127.0.0.1:1/none' });
    const { code, stdout, stderr } = await lost.run('check', '--deploy');
    expect([code, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(/^error: The database at 127\.0\.0\.1:1\/none cannot be used/m);
    expect(stdout).toMatch(/^error: APP_URL, SMTP_URL still have names of the example/m);
    expect(stdout).not.toContain('hunter2');
  });

  it('warns when the last purge is older than a day', async () => {
    const age = (column: string) =>
      execute(`UPDATE job_run SET ${column} = now() - interval '25 hours' WHERE job = 'purge'`);
    await age('awaited_since');
    expect(await cli.ok('check')).toMatch(/^warning: No purge has come to its end yet: /m);
    await cli.ok('purge-expired');
    expect(await cli.ok('check')).not.toContain('purge');
    await age('succeeded_at');
    expect(await cli.ok('check')).toMatch(/^warning: The last purge was at /m);
  });

  it('fails on a database that lacks migrations, and applies none', async () => {
    await cli.ok('migrate', 'down');
    const { code, stdout } = await cli.run('check');
    expect([code, stdout]).toEqual([1, 'error: 1 migrations are pending: cli migrate\n']);
    expect((await cli.run('check')).code).toBe(1);
  });
});
