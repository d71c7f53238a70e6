import { Command } from 'commander';
import { JobRunsService } from '@app/database';
import { InstrumentsModule, ListingsService } from '@app/instruments';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';

function sweepCommand(): Command {
  return new Command('sweep')
    .description('take off the lists what has run out or has gone from its site')
    .option('--json', 'as JSON')
    .action(({ json = false }: { json?: boolean }) =>
      endWith(() =>
        withServices([InstrumentsModule], async (services) => {
          const sweep = () => services.get(ListingsService).sweep();
          const outcome = await services.get(JobRunsService).run('sweep', sweep);
          process.stdout.write(
            json
              ? `${JSON.stringify(outcome)}\n`
              : `${outcome.expired} expired, ${outcome.removed} removed.\n`,
          );
          return EXIT.done;
        }),
      ),
    );
}

function rebuildCommand(): Command {
  return new Command('rebuild')
    .description('make the search projection and its counters anew from the record')
    .action(() =>
      endWith(() =>
        withServices([InstrumentsModule], async (services) => {
          process.stdout.write(`${await services.get(ListingsService).rebuild()} listings are shown.\n`);
          return EXIT.done;
        }),
      ),
    );
}

/** `listings sweep|rebuild` */
export function listingsCommand(): Command {
  return new Command('listings')
    .description('the life of listings')
    .addCommand(sweepCommand())
    .addCommand(rebuildCommand());
}
