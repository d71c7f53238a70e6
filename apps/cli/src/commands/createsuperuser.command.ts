import { Command } from 'commander';
import { readCommandSecrets } from '@app/config';
import { SuperusersService, UsersModule } from '@app/users';
import { EXIT } from '../exit-codes';
import { ask, askNewPassword, canAsk } from '../prompt';
import { endWith, withServices } from '../run-command';
import { UsageError } from '../usage.errors';

async function given(
  variable: string,
  value: string | null,
  question: () => Promise<string>,
): Promise<string> {
  if (value !== null) return value;
  if (canAsk()) return question();
  throw new UsageError(`There is no terminal to ask at: set ${variable}.`);
}

/** `createsuperuser` */
export function createsuperuserCommand(): Command {
  return new Command('createsuperuser')
    .description('make an account that may do everything')
    .option('--if-missing', 'do nothing when this account is an active superuser already')
    .addHelpText('after', '\nAsks, or takes SUPERUSER_EMAIL and SUPERUSER_PASSWORD from the environment.')
    .action(({ ifMissing = false }: { ifMissing?: boolean }) =>
      endWith(() =>
        withServices([UsersModule], async (services) => {
          const { superuserEmail, superuserPassword } = readCommandSecrets();
          const email = await given('SUPERUSER_EMAIL', superuserEmail, () => ask('E-mail: '));
          const password = () => given('SUPERUSER_PASSWORD', superuserPassword, askNewPassword);
          const made = await services.get(SuperusersService).create({ email, password, ifMissing });
          process.stdout.write(made ? `Made superuser ${email}.\n` : `${email} is a superuser already.\n`);
          return EXIT.done;
        }),
      ),
    );
}
