import { Command, InvalidArgumentError, Option } from 'commander';
import { InstrumentsModule, SourcesService, type SourceStatus } from '@app/instruments';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';
import { table } from '../table';

function parseHours(text: string): number {
  const hours = Number(text);
  if (!Number.isInteger(hours)) throw new InvalidArgumentError('Give a whole number of hours.');
  return hours;
}

function rowOf(source: SourceStatus): (string | number)[] {
  const { slug, name, priceHabit, currency, intervalHours, enabled, listings, lastSuccessAt, overdue } =
    source;
  const last = lastSuccessAt?.toISOString().slice(0, 16).replace('T', ' ') ?? 'never';
  return [
    slug,
    name,
    priceHabit,
    currency,
    intervalHours,
    enabled ? 'on' : 'off',
    listings,
    overdue ? `${last} overdue` : last,
  ];
}

const HEAD = ['source', 'name', 'prices', 'currency', 'hours', 'state', 'listings', 'last import'];

function listCommand(): Command {
  return new Command('list')
    .description('list the sources with the age and number of their listings')
    .option('--json', 'as JSON')
    .action(({ json = false }: { json?: boolean }) =>
      endWith(() =>
        withServices([InstrumentsModule], async (services) => {
          const sources = await services.get(SourcesService).list();
          process.stdout.write(
            json ? `${JSON.stringify(sources, null, 2)}\n` : table(HEAD, sources.map(rowOf)),
          );
          return EXIT.done;
        }),
      ),
    );
}

interface SetOptions {
  name?: string;
  prices?: 'spanish' | 'api';
  currency?: string;
  timeZone?: string;
  interval?: number;
  state?: 'on' | 'off';
}

function setCommand(): Command {
  return new Command('set')
    .description('add a source, or change settings of one')
    .argument('<source>', 'its slug, such as hispasonic')
    .option('--name <name>', 'its name for people')
    .addOption(
      new Option('--prices <habit>', 'what 1.200 means: 1200 (spanish) or 1.2 (api)').choices([
        'spanish',
        'api',
      ]),
    )
    .option('--currency <code>', 'the currency of prices without one, ISO 4217')
    .option('--time-zone <zone>', 'times with an offset are cut to their date in this zone, an IANA name')
    .option('--interval <hours>', 'an import is expected this often', parseHours)
    .addOption(new Option('--state <state>', 'whether late imports are reported').choices(['on', 'off']))
    .action((slug: string, { name, prices, currency, timeZone, interval, state }: SetOptions) =>
      endWith(() =>
        withServices([InstrumentsModule], async (services) => {
          const saved = await services.get(SourcesService).set(slug, {
            name,
            priceHabit: prices,
            currency,
            timeZone,
            intervalHours: interval,
            enabled: state === undefined ? undefined : state === 'on',
          });
          process.stdout.write(
            `${saved.slug}: ${saved.name}, ${saved.priceHabit} prices in ${saved.currency}, dates in ${saved.timeZone}, every ${saved.intervalHours} h, ` +
              `${saved.enabled ? 'on' : 'off'}\n`,
          );
          return EXIT.done;
        }),
      ),
    );
}

/** `sources list|set` */
export function sourcesCommand(): Command {
  return new Command('sources')
    .description('the websites that listings come from')
    .addCommand(listCommand())
    .addCommand(setCommand());
}
