import { setTimeout } from 'node:timers/promises';
import { Cli } from '../support/cli';
import { csvOf, manyRows } from '../support/imports';

const LISTINGS = 'SELECT count(*) AS n FROM instrument';
const RUNS = `SELECT count(*) AS n FROM import_run WHERE state = 'running'`;
const INTERRUPTED = `SELECT count(*) AS n FROM import_run WHERE state = 'failed' AND failure LIKE 'The import was interrupted%'`;
const BATCH = 10_000;
const ROWS = 30_000;

let cli: Cli;

beforeAll(() => Cli.compile());
beforeEach(async () => {
  cli = await Cli.open();
  cli.write('rows.csv', csvOf(manyRows(1, ROWS)));
});
afterEach(() => cli.close());

async function until(reached: () => Promise<boolean>): Promise<void> {
  while (!(await reached())) await setTimeout(20);
}

/** Interrupts a command as soon as something is reached. @returns its end, and after how many milliseconds */
async function interrupt(signal: NodeJS.Signals, reached: () => Promise<boolean>, ...command: string[]) {
  const running = cli.start(...command);
  await until(reached);
  const from = performance.now();
  running.process.kill(signal);
  const outcome = await running.outcome;
  return { outcome, after: performance.now() - from };
}

const IMPORT = ['import', 'rows.csv', '--source', 'hispasonic', '--errors', 'errors.csv'];

describe.each(['SIGINT', 'SIGTERM'] as const)('%s during an import', (signal) => {
  it('ends it within two seconds with a failed run, whole batches and one line', async () => {
    const reached = async () => (await cli.count(LISTINGS)) >= BATCH;
    const { outcome, after } = await interrupt(signal, reached, ...IMPORT);
    expect(outcome).toMatchObject({ code: 1, signal: null, stdout: '' });
    expect(outcome.stderr).toMatch(/^The import was interrupted[^\n]+\n$/m);
    expect(outcome.stderr).not.toMatch(/^ +at /m);
    expect(after).toBeLessThan(2_000);
    const stored = await cli.count(LISTINGS);
    expect(stored % BATCH).toBe(0);
    expect(stored).toBeLessThan(ROWS);
    expect(await cli.count(RUNS)).toBe(0);
    expect(await cli.count(INTERRUPTED)).toBe(1);
    expect(cli.files()).toEqual(['rows.csv']);
    expect(await cli.ok(...IMPORT)).toContain(`${ROWS - stored} created`);
  });
});

describe('an interruption', () => {
  it('while the file is read leaves nothing', async () => {
    const { outcome } = await interrupt('SIGTERM', async () => (await cli.count(RUNS)) === 1, ...IMPORT);
    expect(outcome).toMatchObject({ code: 1, signal: null });
    expect(await cli.count(LISTINGS)).toBe(0);
    expect(await cli.count(INTERRUPTED)).toBe(1);
  });

  it('of an import of several files begins none of the others', async () => {
    const files = ['import', 'rows.csv', 'rows.csv', '--source', 'hispasonic'];
    const { outcome } = await interrupt('SIGINT', async () => (await cli.count(RUNS)) === 1, ...files);
    expect(outcome.code).toBe(1);
    expect(await cli.count('SELECT count(*) AS n FROM import_run')).toBe(1);
  });

  it('of a seed ends it as well', async () => {
    const reached = async () => (await cli.count(LISTINGS)) > 0;
    const { outcome, after } = await interrupt('SIGINT', reached, 'seed', '--rows', '200000');
    expect(outcome).toMatchObject({ code: 1, signal: null });
    expect(after).toBeLessThan(2_000);
    expect(await cli.count(RUNS)).toBe(0);
  });
});
