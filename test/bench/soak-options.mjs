// What the person at the terminal wants of a soak.
import path from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `Usage: npm run soak -- [options]

Starts the built API as in production on a database of its own, asks it about ten times a second for everything that it
does, also for what it refuses and with clients that hang up, and looks every ten seconds what it holds: memory, open
files, connections to the database. Exit code 1 if it holds more and more, or if an answer is a 5xx.

  --minutes <n>   how long (60)
  --json <file>   write every look there
  --help          this text`;

/** Reads the arguments; ends the process after --help (0) or a wrong one (2). */
export function readSoakOptions(args) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        minutes: { type: 'string', default: '60' },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    const minutes = Number(values.minutes);
    if (!(minutes >= 1 && minutes <= 10_000)) throw new Error('--minutes must be a number from 1 to 10000.');
    const json = values.json === undefined ? null : path.resolve(process.env.INIT_CWD ?? '.', values.json);
    return { minutes, json };
  } catch (error) {
    console.error(`${error.message.split('\n', 1)[0]} (--help tells what there is)`);
    process.exit(2);
  }
}
