import type { INestApplicationContext } from '@nestjs/common';
import { Command, InvalidArgumentError } from 'commander';
import { InstrumentsModule, SeedService } from '@app/instruments';
import { DevelopmentUsersService, UsersModule } from '@app/users';
import { EXIT } from '../exit-codes';
import { interruptible } from '../interruption';
import { createProgress } from '../progress';
import { endWith, withServices } from '../run-command';

const MOST_ROWS = 10_000_000;

function parseRows(text: string): number {
  const rows = Number(text);
  if (!Number.isInteger(rows) || rows < 1 || rows > MOST_ROWS) {
    throw new InvalidArgumentError(`Give a whole number from 1 to ${MOST_ROWS}.`);
  }
  return rows;
}

async function load(
  services: INestApplicationContext,
  rows: number | undefined,
  force: boolean,
  signal: AbortSignal,
): Promise<number> {
  const seeds = services.get(SeedService);
  const progress = createProgress(false);
  const started = Date.now();
  const options = {
    force,
    signal,
    onProgress: (done: number, total: number) => progress.update('seed', done, total),
  };
  try {
    const { created, updated, unchanged } = await (rows === undefined
      ? seeds.loadFixtures(options)
      : seeds.generate(rows, options));
    progress.end();
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    process.stdout.write(`${created} created, ${updated} updated, ${unchanged} unchanged in ${seconds} s.\n`);
    if (rows === undefined && !force) await seedUsers(services);
    return EXIT.done;
  } finally {
    progress.end();
  }
}

/** Passwords are told this once. */
async function seedUsers(services: INestApplicationContext): Promise<void> {
  const made = await services.get(DevelopmentUsersService).seed();
  if (made.length === 0) return;
  process.stdout.write('Users for development; their passwords are shown this once:\n');
  for (const { email, password } of made) process.stdout.write(`  ${email.padEnd(26)} ${password}\n`);
}

/** `seed` */
export function seedCommand(): Command {
  return new Command('seed')
    .description('load the fixtures and users of each kind, or as many made-up listings as a benchmark wants')
    .option('--rows <number>', 'make this many listings instead of loading the fixtures', parseRows)
    .option('--force', 'load the listings into production too; users never')
    .action(({ rows, force = false }: { rows?: number; force?: boolean }) =>
      endWith(() =>
        withServices([InstrumentsModule, UsersModule], (services) =>
          interruptible((signal) => load(services, rows, force, signal)),
        ),
      ),
    );
}
