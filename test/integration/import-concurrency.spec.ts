import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { z } from 'zod';
import { databaseFault } from '@app/database';
import type { ImportReport } from '@app/instruments';
import { Cli } from '../support/cli';
import { execute } from '../support/database';
import { csvOf, type ImportSettings, manyRows, rowAt, TestImports } from '../support/imports';

/** Rows that are written in one transaction. */
const BATCH = 10_000;

const LISTINGS = 'SELECT count(*) AS n FROM instrument';
const LOCKS = `SELECT count(*) AS n FROM pg_locks
                WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;
const END_IMPORT = `SELECT pg_terminate_backend(pid) FROM pg_locks
                     WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

const run = z.object({ id: z.string(), state: z.string(), failure: z.string().nullable() });

let imports: TestImports;

beforeAll(() => Cli.compile());
beforeEach(async () => {
  imports = await TestImports.open();
});
afterEach(async () => {
  expect(await imports.projectionFaults()).toEqual([]);
  await imports.close();
});

const runs = () => imports.query(run, 'SELECT id, state, failure FROM import_run ORDER BY id');

/** Runs work as another program would: not on the connection of the import that it is called from. */
const elsewhere = AsyncLocalStorage.snapshot();

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await setTimeout(20);
}

describe('two imports at once', () => {
  it('of one source: the second says which run is under way, and stores nothing', async () => {
    let second: Promise<unknown> | undefined;
    const first = await imports.file('rows.csv', csvOf(manyRows(1, 5_000)), {
      onProgress: () => {
        second ??= elsewhere(() => imports.rows([rowAt(9_999)])).catch((error: unknown) => error);
      },
    });
    const refusal = await second;
    expect(refusal).toMatchObject({
      code: 'imports.source_busy',
      kind: 'conflict',
      params: { source: 'hispasonic', run: first.id },
    });
    expect(String(refusal)).toContain(`Run ${first.id ?? ''} is importing hispasonic since 20`);
    expect(first).toMatchObject({ state: 'succeeded', created: 5_000 });
    expect(await runs()).toHaveLength(1);
    expect(await imports.rows([rowAt(9_999)])).toMatchObject({ created: 1 });
  });

  it('of one source, the first a dry run: the second waits its turn as well', async () => {
    let second: Promise<unknown> | undefined;
    await imports.file('rows.csv', csvOf(manyRows(1, 5_000)), {
      dryRun: true,
      onProgress: () => {
        second ??= elsewhere(() => imports.rows([rowAt(1)])).catch((error: unknown) => error);
      },
    });
    expect(await second).toMatchObject({ code: 'imports.source_busy', params: { source: 'hispasonic' } });
  });

  it('of one source, the first refused whole: the second goes in', async () => {
    await expect(imports.file('rows.csv', 'name\n')).rejects.toMatchObject({ code: 'imports.file_columns' });
    expect(await imports.rows([rowAt(1)])).toMatchObject({ created: 1 });
    expect(await imports.count(LOCKS)).toBe(0);
  });

  it('of two sources: both succeed, and every counter is exact', async () => {
    const order = (source: string): ImportSettings => ({ source });
    const reports = await Promise.all([
      imports.file('a.csv', csvOf(manyRows(1, 12_000)), order('hispasonic')),
      imports.file('b.csv', csvOf(manyRows(20_001, 32_000, { category: 'bajos' })), order('reverb')),
    ]);
    expect(reports.map(({ state, created }) => [state, created])).toEqual([
      ['succeeded', 12_000],
      ['succeeded', 12_000],
    ]);
    expect(await imports.count(LISTINGS)).toBe(24_000);
    expect(await imports.count('SELECT sum(listings) AS n FROM listed_block')).toBe(24_000);
  });

  it('of two sources with the same links: each listing is created once', async () => {
    const order = (source: string): ImportSettings => ({ source });
    const file = csvOf(manyRows(1, 4_000));
    const reports = await Promise.all(
      ['hispasonic', 'reverb', 'guitarristas'].map((source) => imports.file('a.csv', file, order(source))),
    );
    const sum = (of: (report: ImportReport) => number) =>
      reports.reduce((total, report) => total + of(report), 0);
    expect(sum(({ created }) => created)).toBe(4_000);
    expect(sum(({ unchanged }) => unchanged)).toBe(8_000);
    expect(await imports.count(LISTINGS)).toBe(4_000);
  });
});

describe('readers during an import', () => {
  it('see whole batches, and counters that agree with the listings', async () => {
    const seen = new Set<number>();
    const faults: unknown[] = [];
    const over = new AbortController();
    const reading = (async () => {
      while (!over.signal.aborted) {
        faults.push(...(await imports.projectionFaults()));
        seen.add(await imports.count('SELECT coalesce(sum(listings), 0) AS n FROM listed_block'));
      }
    })();
    await imports.file('rows.csv', csvOf(manyRows(1, 30_000)));
    over.abort();
    await reading;
    expect(faults).toEqual([]);
    expect([...seen].filter((count) => count % BATCH !== 0)).toEqual([]);
    expect(seen.size).toBeGreaterThan(1);
  });
});

describe('an import that loses its database connection', () => {
  const file = csvOf(manyRows(1, 30_000));

  it('leaves whole batches and a failed run that says why; the same file again completes it', async () => {
    let ended: Promise<void> | undefined;
    const failure = await imports
      .file('rows.csv', file, {
        onProgress: ({ phase }) => {
          if (phase === 'writing') ended ??= execute(imports.url, [END_IMPORT]);
        },
      })
      .catch((error: unknown) => error);
    await ended;
    expect(databaseFault(failure)).toMatchObject({ code: 'database.unavailable' });
    const stored = await imports.count(LISTINGS);
    expect([BATCH, 2 * BATCH]).toContain(stored);
    expect(await runs()).toMatchObject([
      { state: 'failed', failure: 'The database is not available now: try again in a moment.' },
    ]);
    expect(await imports.file('rows.csv', file)).toMatchObject({
      state: 'succeeded',
      created: 30_000 - stored,
      unchanged: stored,
    });
  });

  it('leaves nothing when it was still reading', async () => {
    let ended: Promise<void> | undefined;
    const failure = await imports
      .file('rows.csv', file, {
        onProgress: () => {
          ended ??= execute(imports.url, [END_IMPORT]);
        },
      })
      .catch((error: unknown) => error);
    await ended;
    expect(databaseFault(failure)).toMatchObject({ code: 'database.unavailable' });
    expect(await imports.count(LISTINGS)).toBe(0);
    expect(await runs()).toMatchObject([{ state: 'failed' }]);
  });
});

describe('an import whose process is killed', () => {
  it('leaves whole batches; the next import closes its run as failed, and completes it', async () => {
    const file = csvOf(manyRows(1, 4 * BATCH));
    const cli = Cli.on(imports.url);
    cli.write('rows.csv', file);
    const killed = cli.start('import', 'rows.csv', '--source', 'hispasonic');
    await until(async () => (await imports.count(LISTINGS)) >= BATCH);
    killed.process.kill('SIGKILL');
    expect(await killed.outcome).toMatchObject({ signal: 'SIGKILL' });
    await until(async () => (await imports.count(LOCKS)) === 0);
    const stored = await imports.count(LISTINGS);
    expect(stored % BATCH).toBe(0);
    expect(stored).toBeLessThan(4 * BATCH);
    expect(await runs()).toMatchObject([{ state: 'running' }]);

    expect(await imports.file('rows.csv', file)).toMatchObject({
      state: 'succeeded',
      created: 4 * BATCH - stored,
      unchanged: stored,
    });
    expect(await runs()).toMatchObject([
      { state: 'failed', failure: 'The program was interrupted.' },
      { state: 'succeeded', failure: null },
    ]);
    cli.forget();
  });
});
