import { Command } from 'commander';
import { AuthModule, UserAccessService } from '@app/auth';
import { readCommandSecrets } from '@app/config';
import { UnknownUserError, UsersService } from '@app/users';
import { EXIT } from '../exit-codes';
import { askNewPassword, canAsk } from '../prompt';
import { endWith, withServices } from '../run-command';
import { UsageError } from '../usage.errors';

async function newPassword(): Promise<string> {
  const { newPassword: given } = readCommandSecrets();
  if (given !== null) return given;
  if (canAsk()) return askNewPassword();
  throw new UsageError('There is no terminal to ask at: set NEW_PASSWORD.');
}

/** `changepassword <email>` */
export function changepasswordCommand(): Command {
  return new Command('changepassword')
    .description('set the password of a user, and end all sessions of the time before')
    .argument('<email>', 'whose')
    .addHelpText('after', '\nAsks for the password, or takes NEW_PASSWORD from the environment.')
    .action((email: string) =>
      endWith(() =>
        withServices([AuthModule], async (services) => {
          const user = await services.get(UsersService).findByEmail(email);
          if (!user) throw new UnknownUserError();
          await services.get(UserAccessService).setPassword('system', user.id, await newPassword(), false);
          process.stdout.write(`Changed the password of ${user.email}; all sessions have ended.\n`);
          return EXIT.done;
        }),
      ),
    );
}
