import { Command, CommanderError } from 'commander';
import { categoriesCommand } from './commands/categories.command';
import { importCommand } from './commands/import.command';
import { listingsCommand } from './commands/listings.command';
import { migrateCommand } from './commands/migrate.command';
import { seedCommand } from './commands/seed.command';
import { sourcesCommand } from './commands/sources.command';
import { EXIT } from './exit-codes';

/** Makes a command answer wrong usage in one line, and end with our exit code instead of its own. */
function tame(command: Command): Command {
  command.exitOverride();
  command.configureOutput({
    outputError: (text, write) => write(`${text.trim().replace(/\s*\n\s*/g, ' ')}\n`),
  });
  command.commands.forEach(tame);
  return command;
}

const program = tame(
  new Command('cli')
    .description('Buscainstrumentos: commands for operators and scripts')
    .usage('<command> [options]')
    .addCommand(importCommand())
    .addCommand(seedCommand())
    .addCommand(migrateCommand())
    .addCommand(sourcesCommand())
    .addCommand(categoriesCommand())
    .addCommand(listingsCommand())
    .addHelpText('after', '\nExit codes: 0 done, 1 failed, 2 wrong usage.'),
);

// A reader that has seen enough, such as `head`, closes the pipe: that is no failure of the command.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT.done);
});

program.parseAsync().catch((error: unknown) => {
  if (!(error instanceof CommanderError)) throw error;
  process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.usage;
});
