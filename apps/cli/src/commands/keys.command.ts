import { Command } from 'commander';
import { AuthModule, KeysService, type KeyStatus, rotatedRing } from '@app/auth';
import { readAuthKeys } from '@app/config';
import { EXIT } from '../exit-codes';
import { endWith, withServices } from '../run-command';
import { table } from '../table';

const HEAD = ['key', 'state', 'tokens', 'needed until'];

function rowOf({ kid, state, tokens, neededUntil }: KeyStatus): (string | number)[] {
  return [kid, state, tokens, neededUntil?.toISOString().slice(0, 16).replace('T', ' ') ?? '-'];
}

function listCommand(): Command {
  return new Command('list')
    .description('list the keys by name, and until when tokens need them')
    .option('--json', 'as JSON')
    .action(({ json = false }: { json?: boolean }) =>
      endWith(() =>
        withServices([AuthModule], async (services) => {
          const keys = await services.get(KeysService).list();
          process.stdout.write(json ? `${JSON.stringify(keys, null, 2)}\n` : table(HEAD, keys.map(rowOf)));
          return EXIT.done;
        }),
      ),
    );
}

const ADVICE = `
The line above holds secrets: keep it where AUTH_KEYS is kept, and restart every API process with it.
Several processes: start them first with the new key behind the old one, then with this line, so that none meets a key it does not know.
A key at the end of the line may go when "keys list" says that no token needs it.
`;

function rotateCommand(): Command {
  return new Command('rotate')
    .description('print AUTH_KEYS with a new key in front; changes nothing by itself')
    .action(() =>
      endWith(() => {
        process.stdout.write(`AUTH_KEYS=${rotatedRing(readAuthKeys(), new Date())}\n`);
        process.stderr.write(ADVICE);
        return Promise.resolve(EXIT.done);
      }),
    );
}

/** `keys rotate|list` */
export function keysCommand(): Command {
  return new Command('keys')
    .description('the keys that tokens are signed with')
    .addCommand(rotateCommand())
    .addCommand(listCommand());
}
