import type { INestApplicationContext } from '@nestjs/common';
import { Argument, Command, Option } from 'commander';
import { AuthModule } from '@app/auth';
import { dataHeaderLine, type DataModel, dataRowLine, Transactions } from '@app/database';
import { InstrumentsModule } from '@app/instruments';
import { DataFile } from '../data-file';
import { dataModels, type ModelName, modelNames, secretModels } from '../data-models';
import { EXIT } from '../exit-codes';
import { createProgress } from '../progress';
import { endWith, withServices } from '../run-command';
import { UsageError } from '../usage.errors';

interface DumpOptions {
  exclude?: ModelName[];
  output?: string;
  withSecrets?: boolean;
}

/** @throws UsageError when a model is asked for that only a dump with secrets has */
function chosenNames(
  wanted: readonly ModelName[],
  { exclude = [], withSecrets = false }: DumpOptions,
): ModelName[] {
  const hidden = withSecrets ? [] : secretModels;
  const refused = wanted.find((name) => hidden.includes(name));
  if (refused) throw new UsageError(`${refused} is nothing without its secrets: --with-secrets.`);
  return modelNames.filter(
    (name) =>
      (wanted.length === 0 || wanted.includes(name)) && !exclude.includes(name) && !hidden.includes(name),
  );
}

async function write(models: readonly DataModel[], file: DataFile, secrets: boolean): Promise<number> {
  const rows: Record<string, number> = {};
  for (const model of models) rows[model.name] = await model.count();
  const total = Object.values(rows).reduce((sum, n) => sum + n, 0);
  await file.write(dataHeaderLine({ secrets, rows }));
  const progress = createProgress(false);
  let done = 0;
  try {
    for (const model of models) {
      for await (const batch of model.rows()) {
        await file.write(batch.map((fields) => dataRowLine(model.name, fields)).join(''));
        done += batch.length;
        progress.update('dump', done, total);
      }
    }
  } finally {
    progress.end();
  }
  return total;
}

async function dump(
  services: INestApplicationContext,
  names: readonly ModelName[],
  { output, withSecrets = false }: DumpOptions,
): Promise<number> {
  const models = dataModels(services, withSecrets).filter(({ name }) => names.some((one) => one === name));
  const file = await DataFile.create(output);
  try {
    // one snapshot: what a row refers to is in the file too
    const total = await services
      .get(Transactions)
      .run(() => write(models, file, withSecrets), { isolation: 'REPEATABLE READ' });
    await file.close();
    process.stderr.write(`${total} rows dumped${output === undefined ? '' : ` to ${output}`}.\n`);
    if (withSecrets) {
      process.stderr.write(
        'They hold the hashes of passwords and of API keys: keep them as you keep the database.\n',
      );
    }
    return EXIT.done;
  } finally {
    await file.discard();
  }
}

/** `dumpdata [MODEL…]` */
export function dumpdataCommand(): Command {
  return new Command('dumpdata')
    .description('write data as NDJSON, with names instead of ids, for loaddata on another database')
    .addArgument(new Argument('[model...]', 'what to write; everything if none is named').choices(modelNames))
    .addOption(new Option('--exclude <model...>', 'leave these out').choices(modelNames))
    .option('--output <file>', 'write there, packed if the name ends in .gz, instead of to standard output')
    .option('--with-secrets', 'also the hashes of passwords, and the API keys with their hashes')
    .addHelpText('after', `\nModels: ${modelNames.join(', ')} (the last one with --with-secrets only).`)
    .action((models: ModelName[], options: DumpOptions) =>
      endWith(async () => {
        const names = chosenNames(models, options);
        return withServices([InstrumentsModule, AuthModule], (services) => dump(services, names, options), {
          migrate: false,
        });
      }),
    );
}
