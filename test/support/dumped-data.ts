import { Cli } from './cli';
import { execute } from './database';

/** A database with something of everything, and what dumpdata writes of it. */
export class DumpedData {
  private constructor(
    readonly cli: Cli,
    readonly text: string,
    readonly lines: readonly string[],
  ) {}

  /** Left in the folder of its CLI as `all.ndjson`. */
  static async make(): Promise<DumpedData> {
    const cli = await Cli.open();
    await cli.ok('seed');
    await cli.ok('sources', 'set', 'ebay-es', '--name', 'eBay', '--prices', 'api');
    await execute(cli.url, ODDITIES);
    await cli.ok('dumpdata', '--output', 'all.ndjson');
    const text = cli.read('all.ndjson') ?? '';
    return new DumpedData(cli, text, text.trimEnd().split('\n'));
  }

  /** The dump with one line written otherwise, and the number of that line. */
  mended(find: RegExp, change: (line: string) => string): { text: string; line: number } {
    const at = this.lines.findIndex((line) => find.test(line));
    const mended = change(this.lines[at] ?? '');
    if (mended === (this.lines[at] ?? '')) throw new Error(`no line to change matches ${String(find)}`);
    return { text: `${this.lines.with(at, mended).join('\n')}\n`, line: at + 1 };
  }

  count(model: string): number {
    return this.lines.filter((line) => line.startsWith(`{"model":"${model}"`)).length;
  }
}

/** What the seed has none of. */
const ODDITIES = [
  `WITH priced AS (SELECT id FROM instrument WHERE price IS NOT NULL ORDER BY id LIMIT 3)
   INSERT INTO price_change (instrument_id, changed_at, previous_price, previous_currency, price, currency)
   SELECT priced.id, '2026-01-01T10:00:00.123456Z'::timestamptz + n * interval '1 day', 10 * n, 'EUR', 10 * n + 1, 'EUR'
     FROM priced, generate_series(1, 3) AS n`,
  `UPDATE instrument SET status = 'removed', removed_at = now() WHERE id = (SELECT max(id) FROM instrument)`,
  `UPDATE sighting SET missed_runs = 1 WHERE instrument_id = (SELECT min(id) FROM instrument)`,
  `UPDATE app_user SET display_name = E'Ana "Ñ" \\\\ \\t 🎸', last_login_at = now() WHERE email = 'admin@example.org'`,
];

/** A migrated database of its own for what a test changes. */
export async function onEmptyDatabase(work: (cli: Cli) => Promise<void>): Promise<void> {
  const cli = await Cli.open();
  try {
    await work(cli);
  } finally {
    await cli.close();
  }
}
