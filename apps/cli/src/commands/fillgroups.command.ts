import { Command } from 'commander';
import { type GroupDifference, GroupsService, PermissionsService, UsersModule } from '@app/users';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';

function describe({ name, created, added, removed }: GroupDifference): string {
  const lines = [
    ...added.map((codename) => `  + ${codename}\n`),
    ...removed.map((codename) => `  - ${codename}\n`),
  ];
  if (created) return `${name}: new\n${lines.join('')}`;
  return lines.length === 0 ? `${name}: as it should be\n` : `${name}:\n${lines.join('')}`;
}

/** `fillgroups` */
export function fillgroupsCommand(): Command {
  return new Command('fillgroups')
    .description('give the default groups exactly the permissions of the committed file')
    .option('--dry-run', 'only show the difference')
    .action(({ dryRun = false }: { dryRun?: boolean }) =>
      endWith(() =>
        withServices([UsersModule], async (services) => {
          if (!dryRun) await services.get(PermissionsService).sync({ prune: false });
          const differences = await services.get(GroupsService).fillDefaults({ dryRun });
          process.stdout.write(differences.map(describe).join(''));
          if (dryRun) process.stdout.write('Dry run: nothing was changed.\n');
          return EXIT.done;
        }),
      ),
    );
}
