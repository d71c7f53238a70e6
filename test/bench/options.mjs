// What the person at the terminal wants of a benchmark.
import path from 'node:path';
import { parseArgs } from 'node:util';

const HELP = `Usage: npm run bench -- [options]

Measures the built API, the importer and the purge on databases of their own, next to references in the same run:
a bare node:http + pg server that sends the same page, the plan of the old backend, the hash work of a sign-in
alone, a guarded door without its guard, the time before a purge; of the public API ("api …") the SQL of each request
alone, and the same framework with a constant answer; of the panel ("admin …") every request of each screen, at one
and a half times as many tokens as listings. No test: the exit code says whether it could run, not whether a target
was met.

  --rows <n>          listings in the database, and up to a million expired tokens in another one (1000000)
  --seconds <n>       time for each participant of a case (5)
  --connections <n>   requests at once in the second table (8)
  --only <pattern>    cases whose name matches this regular expression, such as "^api", "import",
                      "^api facets", "^admin", "auth" or "purge"; the last two need no listings
  --fresh             make the database anew; else it is kept in .data/bench and used again
  --json <file>       write all figures there
  --help              this text

The first run seeds the database, a few minutes for a million rows. Nothing else should run on the machine.`;

/**
 * Reads the arguments; ends the process after --help (0) or a wrong one (2).
 *
 * @param {readonly string[]} args
 */
export function readOptions(args) {
  let values;
  try {
    ({ values } = parseArgs({
      args: [...args],
      options: {
        rows: { type: 'string', default: '1000000' },
        seconds: { type: 'string', default: '5' },
        connections: { type: 'string', default: '8' },
        only: { type: 'string', default: '' },
        fresh: { type: 'boolean', default: false },
        json: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    }));
    if (values.help) {
      console.log(HELP);
      process.exit(0);
    }
    return {
      rows: wholeNumber('rows', values.rows, 2_000, 10_000_000),
      seconds: wholeNumber('seconds', values.seconds, 1, 3_600),
      connections: wholeNumber('connections', values.connections, 1, 100),
      only: new RegExp(values.only, 'i'),
      fresh: values.fresh,
      json: values.json === undefined ? null : path.resolve(process.env.INIT_CWD ?? '.', values.json),
    };
  } catch (error) {
    console.error(`${error.message.split('\n', 1)[0]} (--help tells what there is)`);
    process.exit(2);
  }
}

function wholeNumber(name, text, least, most) {
  const number = Number(text);
  if (text.trim() === '' || !Number.isInteger(number) || number < least || number > most) {
    throw new Error(`--${name} must be a whole number from ${least} to ${most}.`);
  }
  return number;
}
