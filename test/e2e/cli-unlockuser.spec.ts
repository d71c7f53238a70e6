import { ThrottledError } from '@app/auth';
import { AUTH_KEYS, startAuth, type TestAuth } from '../support/auth';
import { type CommandResult, compileCli, runCli } from '../support/built-cli';
import { GOOD_PASSWORD } from '../support/users';

let app: TestAuth;
beforeAll(async () => {
  await compileCli();
  app = await startAuth();
});
afterAll(() => app.close());

const cli = (...args: string[]): Promise<CommandResult> =>
  runCli(args, { DATABASE_URL: app.databaseUrl, AUTH_KEYS });

describe('cli unlockuser', () => {
  it('lets somebody try again who has failed too often', async () => {
    const { email } = await app.user({ password: GOOD_PASSWORD });
    for (let attempt = 0; attempt < 5; attempt++) await app.signIn(email, 'wrong').catch(() => undefined);
    await expect(app.signIn(email, GOOD_PASSWORD)).rejects.toThrow(ThrottledError);
    expect(await cli('unlockuser', email)).toEqual({ code: 0, stdout: `Unlocked ${email}.\n`, stderr: '' });
    await app.signIn(email, GOOD_PASSWORD);
  });

  it('needs somebody to unlock: exit 2', async () => {
    for (const args of [['nobody@example.org'], []]) {
      expect(await cli('unlockuser', ...args)).toMatchObject({
        code: 2,
        stdout: '',
        stderr: expect.stringMatching(/^[^\n]+\n$/),
      });
    }
  });
});
