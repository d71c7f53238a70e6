import { Client } from 'pg';
import { Cli } from '../support/cli';
import { PRODUCTION } from '../support/production';

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

  it('judges by the rules of production before a deployment', async () => {
    const { code, stdout } = await cli
      .with({ AUTH_KEYS: '', SMTP_URL: '' })
      .run('check', '--deploy', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toEqual(
      [
        'NODE_ENV is not production',
        'AUTH_KEYS is required',
        'SMTP_URL is required',
        'APP_URL must be an https',
      ].map((text) => ({
        level: 'error',
        message: expect.stringContaining(text),
      })),
    );
  });

  it('has nothing to complain about when all is well', async () => {
    const fit = cli.with({
      ...PRODUCTION,
      SUPERUSER_EMAIL: 'root@example.org',
      SUPERUSER_PASSWORD: 'nueve tejados y un paraguas',
    });
    await fit.ok('createsuperuser');
    expect(await fit.ok('check', '--deploy')).toBe('Nothing to complain about.\n');
  });

  it('warns when the last purge is older than a day', async () => {
    await execute(`UPDATE job_success SET at = now() - interval '25 hours' WHERE job = 'purge'`);
    expect(await cli.ok('check')).toMatch(/^warning: The last purge was at /m);
    await cli.ok('purge-expired');
    expect(await cli.ok('check')).not.toContain('purge');
  });

  it('fails on a database that lacks migrations, and applies none', async () => {
    await cli.ok('migrate', 'down');
    const { code, stdout } = await cli.run('check');
    expect([code, stdout]).toEqual([1, 'error: 1 migrations are pending: cli migrate\n']);
    expect((await cli.run('check')).code).toBe(1);
  });
});
