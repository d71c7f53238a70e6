import { Command, CommanderError } from 'commander';
import { apikeysCommand } from './commands/apikeys.command';
import { categoriesCommand } from './commands/categories.command';
import { changepasswordCommand } from './commands/changepassword.command';
import { checkCommand } from './commands/check.command';
import { createsuperuserCommand } from './commands/createsuperuser.command';
import { dumpdataCommand } from './commands/dumpdata.command';
import { fillgroupsCommand } from './commands/fillgroups.command';
import { importCommand } from './commands/import.command';
import { importFolderCommand } from './commands/import-folder.command';
import { keysCommand } from './commands/keys.command';
import { listingsCommand } from './commands/listings.command';
import { loaddataCommand } from './commands/loaddata.command';
import { migrateCommand } from './commands/migrate.command';
import { purgeExpiredCommand } from './commands/purge-expired.command';
import { revoketokensCommand } from './commands/revoketokens.command';
import { schemaCommand } from './commands/schema.command';
import { seedCommand } from './commands/seed.command';
import { sourcesCommand } from './commands/sources.command';
import { syncpermissionsCommand } from './commands/syncpermissions.command';
import { unlockuserCommand } from './commands/unlockuser.command';
import { usersCommand } from './commands/users.command';
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

// Cheap, although all of them are named: .swcrc makes imports of the libraries wait until something of them is used,
// so a command loads what it needs when it runs, and help or wrong usage nothing at all.
const program = tame(
  new Command('cli')
    .description('Buscainstrumentos: commands for operators and scripts')
    .usage('<command> [options]')
    .addCommand(importCommand())
    .addCommand(importFolderCommand())
    .addCommand(seedCommand())
    .addCommand(migrateCommand())
    .addCommand(checkCommand())
    .addCommand(schemaCommand())
    .addCommand(sourcesCommand())
    .addCommand(categoriesCommand())
    .addCommand(listingsCommand())
    .addCommand(dumpdataCommand())
    .addCommand(loaddataCommand())
    .addCommand(createsuperuserCommand())
    .addCommand(changepasswordCommand())
    .addCommand(unlockuserCommand())
    .addCommand(usersCommand())
    .addCommand(fillgroupsCommand())
    .addCommand(syncpermissionsCommand())
    .addCommand(revoketokensCommand())
    .addCommand(purgeExpiredCommand())
    .addCommand(keysCommand())
    .addCommand(apikeysCommand())
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
