import { readConfig } from '@app/config';
import { DomainError } from '@app/kernel';
import { serve } from './serve';

/** A stop that takes longer than this, in milliseconds, is cut short. */
const STOP_LIMIT = 25_000;

async function main(): Promise<void> {
  const config = readConfig();
  const say = (line: string): void => {
    process.stdout.write(`${line}\n`);
  };
  const starting = serve(config, say);
  let stopping = false;
  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT).unref();
    starting
      .then((server) => server.stop())
      .then(
        () => process.exit(0),
        () => process.exit(1),
      );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  process.on('SIGHUP', stop);

  const { url } = await starting;
  say(
    [
      '',
      `  Buscainstrumentos answers at ${url}`,
      '',
      `  Listings   ${url}/listInstrument`,
      `  Search     ${url}/searchInstrument?name=telecaster`,
      `  Health     ${url}/health/ready`,
      '',
      '  Ctrl-C stops it.',
      '',
    ].join('\n'),
  );
}

main().catch((error: unknown) => {
  const known = error instanceof DomainError;
  process.stderr.write(`${known ? error.message : `Could not start: ${describe(error)}`}\n`);
  process.exit(1);
});

function describe(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(describe).join('; ');
  return error instanceof Error ? error.message : String(error);
}
