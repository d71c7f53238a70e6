import { Command } from 'commander';
import { type ApiKey, ApiKeysService, AuthModule } from '@app/auth';
import { EXIT } from '../exit-codes';
import { momentOption } from '../moment';
import { endWith, withServices } from '../run-command';
import { table } from '../table';

const MOST = 1_000;
const HEAD = ['prefix', 'name', 'owner', 'state', 'expires', 'last used', 'permissions'];

interface CreateOptions {
  user: string;
  name: string;
  permission: string[];
  expires?: Date;
}

function createCommand(): Command {
  return new Command('create')
    .description('make a key and print it, this once')
    .requiredOption('--user <email>', 'whose key: it never reaches further than this user')
    .requiredOption('--name <name>', 'what it is for')
    .requiredOption('--permission <code...>', 'what it may do, such as instruments.import')
    .option('--expires <time>', 'from when on it is dead; never if absent', momentOption)
    .action(({ user, name, permission: permissions, expires }: CreateOptions) =>
      endWith(() =>
        withServices([AuthModule], async (services) => {
          const issued = await services
            .get(ApiKeysService)
            .createFor(user, { name, permissions, expiresAt: expires ?? null });
          process.stdout.write(`${issued.key}\n`);
          process.stderr.write('Keep it now: it cannot be shown again.\n');
          return EXIT.done;
        }),
      ),
    );
}

const minute = (moment: Date | null): string =>
  moment?.toISOString().slice(0, 16).replace('T', ' ') ?? 'never';

function rowOf(key: ApiKey): string[] {
  const { prefix, name, owner, state, expiresAt, lastUsedAt, permissions } = key;
  return [
    prefix,
    name,
    owner === null ? '-' : `${owner.email}${owner.isActive ? '' : ' (inactive)'}`,
    state,
    minute(expiresAt),
    minute(lastUsedAt),
    permissions.join(' '),
  ];
}

function listCommand(): Command {
  return new Command('list')
    .description(`list the newest ${MOST} keys, without their secrets`)
    .option('--json', 'as JSON')
    .action(({ json = false }: { json?: boolean }) =>
      endWith(() =>
        withServices([AuthModule], async (services) => {
          const page = { sort: 'created_at', descending: true, size: MOST, number: 1, cursor: null } as const;
          const { items } = await services.get(ApiKeysService).list({}, page);
          process.stdout.write(json ? `${JSON.stringify(items, null, 2)}\n` : table(HEAD, items.map(rowOf)));
          return EXIT.done;
        }),
      ),
    );
}

function revokeCommand(): Command {
  return new Command('revoke')
    .description('take a key back: it is dead on the next request')
    .argument('<prefix>', 'the eight characters behind bik_; never the whole key')
    .action((prefix: string) =>
      endWith(() =>
        withServices([AuthModule], async (services) => {
          await services.get(ApiKeysService).revokeByPrefix(prefix);
          process.stdout.write('Revoked.\n');
          return EXIT.done;
        }),
      ),
    );
}

/** `apikeys create|list|revoke` */
export function apikeysCommand(): Command {
  return new Command('apikeys')
    .description('the keys of scrapers and other programs')
    .addCommand(createCommand())
    .addCommand(listCommand())
    .addCommand(revokeCommand());
}
