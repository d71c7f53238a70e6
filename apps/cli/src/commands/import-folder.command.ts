import type { INestApplicationContext } from '@nestjs/common';
import { Command, InvalidArgumentError } from 'commander';
import { ADVISORY_LOCKS, Transactions } from '@app/database';
import {
  type ImportReport,
  ImportService,
  InstrumentsModule,
  SourceBusyError,
  SourcesService,
} from '@app/instruments';
import { Clock, DomainError } from '@app/kernel';
import { type DroppedFile, DropFolder } from '../drop-folder';
import { ErrorsFile } from '../errors-file';
import { EXIT } from '../exit-codes';
import { fromCaller, openInput } from '../input-files';
import { interruptible } from '../interruption';
import { describeReport } from '../report';
import { endWith, withServices } from '../run-command';
import { UsageError } from '../usage.errors';

const SECOND = 1_000;
const DAY = 86_400 * SECOND;

interface FolderOptions {
  readonly complete?: boolean;
  readonly settle: number;
  readonly keepDays: number;
  readonly json?: boolean;
}

interface Work {
  readonly folder: DropFolder;
  readonly options: FolderOptions;
  readonly services: INestApplicationContext;
  readonly slugs: readonly string[];
  readonly signal: AbortSignal;
}

/** A file that was refused whole. */
interface Refusal {
  readonly error: { readonly code: string; readonly message: string };
}

function wholeNumber(text: string): number {
  if (!/^\d{1,6}$/.test(text)) throw new InvalidArgumentError('Give a whole number.');
  return Number(text);
}

/**
 * The source that the name of a file begins with, the longest one that fits.
 *
 * @throws UsageError when there is none
 */
function sourceOf(file: string, slugs: readonly string[]): string {
  const name = file.toLowerCase();
  const fits = slugs.filter((slug) => name.startsWith(slug) && !/[a-z0-9]/.test(name.charAt(slug.length)));
  const [longest] = fits.sort((a, b) => b.length - a.length);
  if (longest === undefined) {
    throw new UsageError(`The name does not begin with a source, which are ${[...slugs].sort().join(', ')}.`);
  }
  return longest;
}

async function importFile(file: DroppedFile, work: Work): Promise<ImportReport> {
  const { folder, options, services, slugs, signal } = work;
  const source = sourceOf(file.name, slugs);
  const errors = await ErrorsFile.at(folder.errorsOf(file));
  try {
    const intake = await openInput(folder.path(file.name), true);
    const report = await services.get(ImportService).run({
      intake,
      source,
      category: null,
      complete: options.complete ?? false,
      dryRun: false,
      onError: 'continue',
      signal,
      onProgress: () => undefined,
      onRejected: (rows, columns) => errors.add(rows, columns),
    });
    if (report.rejected > 0) await errors.close(intake.columns());
    return report;
  } finally {
    await errors.discard();
  }
}

/** Imports a file and puts it away. @returns whether all is well with it */
async function take(file: DroppedFile, work: Work): Promise<boolean> {
  const { folder, options, services, signal } = work;
  const later = (why: string): true => {
    process.stderr.write(`${file.name}: ${why} Left for the next time.\n`);
    return true;
  };
  let outcome: ImportReport | Refusal;
  try {
    outcome = await importFile(file, work);
  } catch (error) {
    if (error instanceof SourceBusyError) return later(error.message);
    // what stops this one stops the others as well
    if (!(error instanceof DomainError) || error.kind === 'unavailable' || signal.aborted) throw error;
    process.stderr.write(`${file.name}: ${error.message}\n`);
    outcome = { error: { code: error.code, message: error.message } };
  }
  if (await folder.hasChanged(file)) return later('It was written to while it was read.');
  const well = 'state' in outcome && outcome.state === 'succeeded';
  await folder.putAway(file, well ? 'done' : 'failed', services.get(Clock).now(), outcome);
  if (options.json) process.stdout.write(`${JSON.stringify({ file: file.name, ...outcome })}\n`);
  else if ('state' in outcome) process.stdout.write(describeReport(outcome));
  return well;
}

async function takeAll(work: Work): Promise<number> {
  const { folder, options, services } = work;
  const now = services.get(Clock).now().getTime();
  let code: number = EXIT.done;
  for (const file of await folder.finished(new Date(now - options.settle * SECOND))) {
    if (!(await take(file, work))) code = EXIT.failed;
  }
  await folder.forget(new Date(now - options.keepDays * DAY));
  return code;
}

async function importFolder(root: string, options: FolderOptions): Promise<number> {
  const folder = await DropFolder.at(fromCaller(root));
  return withServices([InstrumentsModule], (services) =>
    interruptible(async (signal) => {
      const slugs = (await services.get(SourcesService).ages()).map(({ slug }) => slug);
      const work = { folder, options, services, slugs, signal };
      const code = await services.get(Transactions).alone(ADVISORY_LOCKS.dropFolder, () => takeAll(work));
      if (code === null) process.stderr.write('Another import of a folder is running: nothing to do.\n');
      return code ?? EXIT.done;
    }),
  );
}

/** `import-folder FOLDER`, for cron; a second one that runs meanwhile ends at once, and ends well. */
export function importFolderCommand(): Command {
  return new Command('import-folder')
    .description('import the files that scrapers left in a folder, each once')
    .argument('<folder>', 'files are named by their source, such as reverb-2026-11-27.csv.gz')
    .option('--complete', 'each file holds all that its source offers: what is not in it was missed')
    .option('--settle <seconds>', 'a file that was written to since is left alone', wholeNumber, 60)
    .option('--keep-days <days>', 'what was imported is deleted from done/ after that', wholeNumber, 30)
    .option('--json', 'print a line of JSON for each file')
    .addHelpText(
      'after',
      '\nFiles go to done/ or failed/ with a report, and their rejected rows as errors.csv. Names that begin with a dot\n' +
        'or do not end in .csv, .ndjson, .json (and .gz) are left alone.\n' +
        'Exit codes: 0 all succeeded, 1 a file failed or needs review, 2 wrong usage.',
    )
    .action((folder: string, options: FolderOptions) => endWith(() => importFolder(folder, options)));
}
