import { Command } from 'commander';
import { PermissionsService, UsersModule } from '@app/users';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';

/** `syncpermissions` */
export function syncpermissionsCommand(): Command {
  return new Command('syncpermissions')
    .description('bring the permissions in the database up to those of this version, and remove unknown ones')
    .option('--keep-unknown', 'only name the unknown ones')
    .action(({ keepUnknown = false }: { keepUnknown?: boolean }) =>
      endWith(() =>
        withServices([UsersModule], async (services) => {
          const sync = await services.get(PermissionsService).sync({ prune: !keepUnknown });
          const lines = [
            ...sync.added.map((codename) => `+ ${codename}\n`),
            ...sync.renamed.map((codename) => `~ ${codename}\n`),
            ...sync.unknown.map((codename) => (keepUnknown ? `? ${codename}\n` : `- ${codename}\n`)),
          ];
          process.stdout.write(lines.length === 0 ? 'The permissions are up to date.\n' : lines.join(''));
          return EXIT.done;
        }),
      ),
    );
}
