import { Command, InvalidArgumentError } from 'commander';
import { type User, UsersModule, UsersService } from '@app/users';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';
import { table } from '../table';

const MOST = 500;
const HEAD = ['e-mail', 'name', 'state', 'role', 'password', 'last sign-in'];

function parseLimit(text: string): number {
  const limit = Number(text);
  if (!Number.isInteger(limit) || limit < 1 || limit > MOST) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST}.`);
  }
  return limit;
}

function rowOf(user: User): string[] {
  const role = user.isSuperuser ? 'superuser' : user.isStaff ? 'staff' : 'user';
  const password = user.hasPassword ? (user.mustChangePassword ? 'to be changed' : 'set') : 'none';
  const last = user.lastLoginAt?.toISOString().slice(0, 16).replace('T', ' ') ?? 'never';
  return [user.email, user.displayName, user.isActive ? 'active' : 'inactive', role, password, last];
}

function listCommand(): Command {
  return new Command('list')
    .description('list the users by e-mail')
    .option('--limit <number>', 'how many', parseLimit, 100)
    .option('--after <email>', 'go on behind this one')
    .option('--json', 'as JSON')
    .action((options: { limit: number; after?: string; json?: boolean }) =>
      endWith(() =>
        withServices([UsersModule], async (services) => {
          const { limit, after, json = false } = options;
          const users = await services.get(UsersService).list({ limit, after });
          process.stdout.write(json ? `${JSON.stringify(users, null, 2)}\n` : table(HEAD, users.map(rowOf)));
          const last = users.at(-1);
          if (!json && last && users.length === limit) {
            process.stdout.write(`There may be more: --after ${last.email}\n`);
          }
          return EXIT.done;
        }),
      ),
    );
}

/** `users list` */
export function usersCommand(): Command {
  return new Command('users').description('the accounts').addCommand(listCommand());
}
