import { Command } from 'commander';
import { AuthModule, SignInAttemptsService } from '@app/auth';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';

/** `unlockuser <email>` */
export function unlockuserCommand(): Command {
  return new Command('unlockuser')
    .description('forget the failed sign-ins of a user, wherever they came from')
    .argument('<email>', 'whose')
    .action((email: string) =>
      endWith(() =>
        withServices([AuthModule], async (services) => {
          await services.get(SignInAttemptsService).unlock(email);
          process.stdout.write(`Unlocked ${email}.\n`);
          return EXIT.done;
        }),
      ),
    );
}
