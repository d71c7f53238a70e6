// The import benchmark: the real command line, into a copy of the database with all its rows and indexes.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { benchDirectory, commandSettings, copyDatabase, dropDatabase, withClient } from './database.mjs';
import { SOURCE, writeMixedRows, writeNewRows } from './import-files.mjs';
import { runCli } from './processes.mjs';

/** What can be chosen by name. */
export const IMPORTS = 'import';

const ROWS = 100_000;
const FEWER = 20_000;
const COPY = 'bench_import';
/** Rows a second. */
const TARGETS = { new: 8_000, mixed: 15_000 };

/**
 * Imports files, and removes the copy that they went into.
 *
 * @returns a row of figures for each import, and what is wrong with any
 */
export async function benchImports(server, database, rows, say) {
  const folder = path.join(benchDirectory(), 'import');
  mkdirSync(folder, { recursive: true });
  const scale = Math.min(rows / 1_000_000, 1);
  const many = Math.round(ROWS * scale);
  const few = Math.round(FEWER * scale);
  const file = (name) => path.join(folder, `${name}.csv`);
  const faults = [];
  const results = [];
  try {
    await copyDatabase(server, database, COPY);
    const url = server.url(COPY);
    await writeNewRows(file('few'), few, 0);
    await writeNewRows(file('new'), many, few);
    const { known, repriced } = await withClient(url, (client) =>
      writeMixedRows(client, file('mixed'), many, few + many),
    );
    const imports = [
      { name: `import ${few} new`, file: file('few'), expected: { created: few }, target: null },
      { name: `import ${many} new`, file: file('new'), expected: { created: many }, target: TARGETS.new },
      {
        name: `import ${many}, 80 % known`,
        file: file('mixed'),
        expected: { created: many - known, priceChanged: repriced },
        target: TARGETS.mixed,
      },
    ];
    for (const { name, file: csv, expected, target } of imports) {
      const run = await runCli(['import', csv, '--source', SOURCE, '--json'], commandSettings(url));
      const report = JSON.parse(run.output);
      results.push({ name, target, ...figuresOf(report, run), megabytes: statSync(csv).size / 1e6 });
      for (const [outcome, count] of Object.entries(expected)) {
        if (report[outcome] !== count)
          faults.push(`${name}: ${report[outcome]} ${outcome} instead of ${count}`);
      }
      say(`${name}: ${Math.round(results.at(-1).perSecond)} rows/s`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
    await dropDatabase(server, COPY);
  }
  return { results, faults };
}

function figuresOf(report, { seconds: wall, peakMiB }) {
  const seconds = (Date.parse(report.finishedAt) - Date.parse(report.startedAt)) / 1000;
  const { received, created, updated, unchanged } = report;
  return { received, created, updated, unchanged, seconds, wall, peakMiB, perSecond: received / seconds };
}
