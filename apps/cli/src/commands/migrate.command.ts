import { Argument, Command } from 'commander';
import { migrateDown, migrateUp, migrationsOf } from '@app/database';
import { EXIT } from '../exit-codes';
import { endWith, withDatabase } from '../run-command';
import { table } from '../table';

async function up(url: string): Promise<void> {
  const applied = await migrateUp(url);
  process.stdout.write(
    applied.length === 0 ? 'Nothing to apply.\n' : applied.map((name) => `applied ${name}\n`).join(''),
  );
}

async function down(url: string): Promise<void> {
  const reverted = await migrateDown(url);
  process.stdout.write(reverted === null ? 'Nothing to take back.\n' : `took back ${reverted}\n`);
}

async function status(url: string): Promise<void> {
  const states = await migrationsOf(url);
  process.stdout.write(
    table(
      ['migration', 'state'],
      states.map(({ name, applied }) => [name, applied ? 'applied' : 'pending']),
    ),
  );
}

const directions = { up, down, status };

/** `migrate [up|down|status]` */
export function migrateCommand(): Command {
  const direction = new Argument(
    '[direction]',
    'up applies all, down takes back the newest, status lists them',
  );
  return new Command('migrate')
    .description('apply, take back or list migrations of the database')
    .addArgument(direction.choices(Object.keys(directions)).default('up'))
    .action((chosen: keyof typeof directions) =>
      endWith(() =>
        withDatabase(async ({ url }) => {
          await directions[chosen](url);
          return EXIT.done;
        }),
      ),
    );
}
