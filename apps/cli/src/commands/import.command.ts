import { Command, Option } from 'commander';
import { type FileIntake, type ImportReport, ImportService, InstrumentsModule } from '@app/instruments';
import { DomainError } from '@app/kernel';
import { ErrorsFile } from '../errors-file';
import { EXIT, exitCodeOf } from '../exit-codes';
import { fromCaller, openInput } from '../input-files';
import { interruptible } from '../interruption';
import { createProgress } from '../progress';
import { describeReport } from '../report';
import { endWith, withServices } from '../run-command';
import { UsageError } from '../usage.errors';

interface ImportOptions {
  source?: string;
  category?: string;
  complete?: boolean;
  dryRun?: boolean;
  onError: 'continue' | 'abort';
  errors?: string;
  json?: boolean;
}

interface Input {
  readonly file: string;
  readonly intake: FileIntake;
}

/** A file that was refused whole. */
interface Refusal {
  readonly file: string;
  readonly error: { readonly code: string; readonly message: string };
  /** What the program ends with at least. */
  readonly exit: number;
}

interface Work {
  readonly inputs: readonly Input[];
  readonly errors: ErrorsFile | null;
  readonly options: ImportOptions;
  readonly signal: AbortSignal;
}

async function importFile(
  imports: ImportService,
  { file, intake }: Input,
  work: Work,
): Promise<ImportReport> {
  const { errors, options, signal } = work;
  const progress = createProgress(options.json ?? false);
  try {
    const report = await imports.run({
      intake,
      source: options.source ?? null,
      category: options.category ?? null,
      complete: options.complete ?? false,
      dryRun: options.dryRun ?? false,
      onError: options.onError,
      signal,
      onProgress: ({ phase, done, total }) => progress.update(`${file}: ${phase}`, done, total),
      onRejected: (rows, columns) => errors?.add(rows, columns),
    });
    await errors?.close(intake.columns());
    return report;
  } finally {
    progress.end();
  }
}

/** The refusal of one file among several; what stops the others as well is thrown on. */
function refusalOf(error: unknown, { file }: Input, { inputs, signal }: Work): Refusal {
  const itsOwn = error instanceof DomainError && error.kind !== 'unavailable';
  if (!itsOwn || inputs.length === 1 || signal.aborted) throw error;
  process.stderr.write(`${file}: ${error.message}\n`);
  return { file, error: { code: error.code, message: error.message }, exit: exitCodeOf(error) };
}

/** A refused file stops none of those behind it; whatever stops all, the reports of those before it are shown. */
async function importEach(imports: ImportService, work: Work): Promise<number> {
  const { inputs, options } = work;
  const outcomes: (ImportReport | Omit<Refusal, 'exit'>)[] = [];
  let code: number = EXIT.done;
  try {
    for (const input of inputs) {
      const outcome = await importFile(imports, input, work).catch((error: unknown) =>
        refusalOf(error, input, work),
      );
      if ('error' in outcome) {
        const { exit, ...refusal } = outcome;
        outcomes.push(refusal);
        code = Math.max(code, exit);
      } else {
        outcomes.push(outcome);
        if (outcome.state !== 'succeeded') code = Math.max(code, EXIT.failed);
        if (!options.json) process.stdout.write(describeReport(outcome));
      }
    }
  } finally {
    if (options.json && outcomes.length > 0) {
      process.stdout.write(`${JSON.stringify(inputs.length === 1 ? outcomes[0] : outcomes, null, 2)}\n`);
    }
  }
  return code;
}

async function openErrors(files: readonly string[], target: string | undefined): Promise<ErrorsFile | null> {
  if (target === undefined) return null;
  const absolute = fromCaller(target);
  if (files.map(fromCaller).includes(absolute)) {
    throw new UsageError('--errors names the file that is imported: name another one.');
  }
  return ErrorsFile.at(absolute);
}

async function importAll(files: readonly string[], options: ImportOptions): Promise<number> {
  if (options.errors !== undefined && files.length > 1) {
    throw new UsageError('--errors takes the rejected rows of one file: import the files one by one.');
  }
  if (options.complete && files.length > 1) {
    throw new UsageError('--complete says that one file holds all of a source: import the files one by one.');
  }
  const opened = files.map(async (file) => ({
    file,
    intake: await openInput(file, options.source !== undefined),
  }));
  const inputs = await Promise.all(opened);
  const errors = await openErrors(files, options.errors);
  try {
    return await withServices([InstrumentsModule], (services) =>
      interruptible((signal) => importEach(services.get(ImportService), { inputs, errors, options, signal })),
    );
  } finally {
    await errors?.discard();
  }
}

/** `import FILE…` */
export function importCommand(): Command {
  return new Command('import')
    .description('bring scraped listings in from CSV, NDJSON or JSON files, gzip allowed')
    .argument('<file...>', 'files to import, one after the other')
    .option('--source <source>', "where the rows come from; without it the files' website column says")
    .option('--category <category>', "of all rows, instead of the files' own")
    .option(
      '--complete',
      'the file holds all that the source (and category) offers: what is not in it was missed',
    )
    .option('--dry-run', 'the full report, nothing stored')
    .addOption(
      new Option('--on-error <what>', 'abort: one rejected row and nothing is stored')
        .choices(['continue', 'abort'])
        .default('continue'),
    )
    .option(
      '--errors <file>',
      'write the rejected rows there, with what is wrong, ready to be mended and sent again',
    )
    .option('--json', 'print the report as JSON')
    .addHelpText(
      'after',
      '\nExit codes: 0 all succeeded, 1 a run failed or needs review, 2 wrong usage or file. Of several files one that\n' +
        'is refused is named on standard error, and the others are imported all the same.',
    )
    .action((files: string[], options: ImportOptions) => endWith(() => importAll(files, options)));
}
