import './small-heap';
import cluster from 'node:cluster';
import { readConfig } from '@app/config';
import { DomainError, errorOf } from '@app/kernel';
import { openLogFile } from './http/log-file';
import { createLogger } from './http/logging';
import { stopOnSignals } from './stop-on-signals';

async function main(): Promise<void> {
  const config = readConfig();
  const file = config.log.file === null ? undefined : openLogFile(config.log.file, complain);
  const logger = createLogger(config, file);
  // without a file too: nobody who rotates logs shall end the process
  process.on('SIGUSR2', () => file?.reopen());
  // in production every line is one of the log, and those of a start are told whatever LOG_LEVEL says
  const told = logger.child({}, { level: 'info' });
  const say = (line: string): void =>
    config.production ? told.info(line) : void process.stdout.write(`${line}\n`);
  const several = cluster.isPrimary && config.operations.processes > 1;
  // loaded now and not before: settings that cannot be are told at once, and a signal is heard while all of it loads
  const starting = several
    ? import('./supervise').then(({ supervise }) => supervise(config, say, logger))
    : import('./serve').then(({ serve }) => serve(config, say, logger));
  stopOnSignals(starting, complain);

  const { url, metricsUrl } = await starting;
  // one of several: who started it tells where they are
  if (cluster.isWorker) return;
  const lines = [
    '',
    `  Buscainstrumentos answers at ${url}`,
    '',
    `  Listings   ${url}/listInstrument`,
    `  Search     ${url}/searchInstrument?name=telecaster`,
    `  Panel      ${url}/admin`,
    ...(config.apiDocs ? [`  API        ${url}/api/docs`] : []),
    `  Health     ${url}/health/ready`,
    ...(metricsUrl === null ? [] : [`  Figures    ${metricsUrl}`]),
    '',
    '  Ctrl-C stops it.',
    '',
  ];
  say(config.production ? `answers at ${url}` : lines.join('\n'));
}

main().catch((error: unknown) => {
  const known = error instanceof DomainError;
  complain(known ? error.message : `Could not start: ${describe(error)}`);
  process.exit(1);
});

function complain(line: string): void {
  process.stderr.write(`${line}\n`);
}

function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ');
  return errorOf(error).message;
}
