import type { INestApplicationContext } from '@nestjs/common';
import { Command } from 'commander';
import { AuditService } from '@app/audit';
import { AuthModule } from '@app/auth';
import { Transactions } from '@app/database';
import { InstrumentsDataService, InstrumentsModule } from '@app/instruments';
import { UsersDataService } from '@app/users';
import { DataLoad, type FileCounts } from '../data-load';
import { dataModels } from '../data-models';
import { EXIT } from '../exit-codes';
import { createProgress } from '../progress';
import { endWith, withServices } from '../run-command';

/** Takes a transaction back whose work went well. */
class TakenBack extends Error {}

async function loadFiles(
  services: INestApplicationContext,
  files: readonly string[],
  dryRun: boolean,
): Promise<FileCounts[]> {
  const loaded: FileCounts[] = [];
  const progress = createProgress(false);
  const onFault = (text: string): void => void process.stderr.write(`${text}\n`);
  try {
    await services.get(Transactions).run(async () => {
      await services.get(UsersDataService).prepare();
      for (const file of files) {
        loaded.push(await DataLoad.run(file, (secrets) => dataModels(services, secrets), progress, onFault));
      }
      if (dryRun) throw new TakenBack();
      if (loaded.some(changes)) await record(services, files, loaded);
    });
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error;
  } finally {
    progress.end();
  }
  return loaded;
}

function changes(counts: FileCounts): boolean {
  return Object.values(counts).some(({ created, updated }) => created + updated > 0);
}

async function record(
  services: INestApplicationContext,
  files: readonly string[],
  loaded: readonly FileCounts[],
): Promise<void> {
  const details: Record<string, string | number> = { files: files.join(' ') };
  for (const [name, { created, updated }] of loaded.flatMap((counts) => Object.entries(counts))) {
    details[`${name}_created`] = Number(details[`${name}_created`] ?? 0) + created;
    details[`${name}_updated`] = Number(details[`${name}_updated`] ?? 0) + updated;
  }
  await services
    .get(AuditService)
    .record({ action: 'dataset.loaded', object: { type: 'dataset', id: null }, details });
}

async function load(
  services: INestApplicationContext,
  files: readonly string[],
  dryRun: boolean,
): Promise<number> {
  const loaded = await loadFiles(services, files, dryRun);
  for (const [index, file] of files.entries()) {
    for (const [name, { created, updated, unchanged }] of Object.entries(loaded[index] ?? {})) {
      process.stdout.write(
        `${file}: ${name}: ${created} created, ${updated} updated, ${unchanged} unchanged\n`,
      );
    }
  }
  if (dryRun) process.stdout.write('Dry run: nothing was changed.\n');
  else if (loaded.some(({ instrument }) => instrument && changes({ instrument }))) {
    await services.get(InstrumentsDataService).settle();
  }
  return EXIT.done;
}

/** `loaddata FILE…` */
export function loaddataCommand(): Command {
  return new Command('loaddata')
    .description('load files of dumpdata: all of them, or nothing at all')
    .argument(
      '<file...>',
      'files to load, one after the other; packed if the name ends in .gz; - is standard input',
    )
    .option('--dry-run', 'check and count, and change nothing')
    .addHelpText(
      'after',
      '\nWhat is there is found by its name (slug, link, e-mail) and changed; nothing is removed.',
    )
    .action((files: string[], { dryRun = false }: { dryRun?: boolean }) =>
      endWith(() =>
        withServices([InstrumentsModule, AuthModule], (services) => load(services, files, dryRun)),
      ),
    );
}
