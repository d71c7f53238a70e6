import { Command, InvalidArgumentError } from 'commander';
import { AuthModule, RevocationService } from '@app/auth';
import { EXIT } from '../exit-codes';
import { momentOption } from '../moment';
import { endWith, withServices } from '../run-command';
import { UsageError } from '../usage.errors';

const LONGEST_REASON = 500;

function parseReason(text: string): string {
  if (text.length > LONGEST_REASON) {
    throw new InvalidArgumentError(`A reason has up to ${LONGEST_REASON} characters.`);
  }
  return text;
}

interface RevokeOptions {
  user?: string;
  all?: boolean;
  before?: Date;
  reason?: string;
  dryRun?: boolean;
}

/** `revoketokens --user EMAIL | --all` */
export function revoketokensCommand(): Command {
  return new Command('revoketokens')
    .description('end sessions: their refresh and access tokens are dead at once')
    .option('--user <email>', 'those of this user')
    .option('--all', 'those of everybody')
    .option('--before <time>', 'only those that signed in before this moment', momentOption)
    .option('--reason <text>', 'why, for the list of revoked tokens', parseReason)
    .option('--dry-run', 'count them and change nothing')
    .action(({ user, all = false, before, reason, dryRun = false }: RevokeOptions) =>
      endWith(async () => {
        if (all === (user !== undefined)) throw new UsageError('Name a user (--user) or everybody (--all).');
        return withServices([AuthModule], async (services) => {
          const order = { email: user ?? null, before, note: reason, dryRun };
          const ended = await services.get(RevocationService).revokeByOrder(order);
          process.stdout.write(`${ended} sessions ${dryRun ? 'would be ended (dry run)' : 'ended'}.\n`);
          return EXIT.done;
        });
      }),
    );
}
