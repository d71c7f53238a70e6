import { Command, InvalidArgumentError } from 'commander';
import { RevocationService } from '@app/auth';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';
import { UsageError } from '../usage.errors';

const LONGEST_REASON = 500;
/** A date, or a date with a time and the zone that it is in. */
const MOMENT = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2}))?$/;

function parseMoment(text: string): Date {
  const moment = new Date(text);
  if (!MOMENT.test(text) || Number.isNaN(moment.getTime())) {
    throw new InvalidArgumentError('Write 2026-11-21 (midnight UTC) or 2026-11-21T18:30Z.');
  }
  return moment;
}

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
    .option('--before <time>', 'only those that signed in before this moment', parseMoment)
    .option('--reason <text>', 'why, for the list of revoked tokens', parseReason)
    .option('--dry-run', 'count them and change nothing')
    .action(({ user, all = false, before, reason, dryRun = false }: RevokeOptions) =>
      endWith(async () => {
        if (all === (user !== undefined)) throw new UsageError('Name a user (--user) or everybody (--all).');
        return withServices(async (services) => {
          const order = { email: user ?? null, before, note: reason, dryRun };
          const ended = await services.get(RevocationService).revokeByOrder(order);
          process.stdout.write(`${ended} sessions ${dryRun ? 'would be ended (dry run)' : 'ended'}.\n`);
          return EXIT.done;
        });
      }),
    );
}
