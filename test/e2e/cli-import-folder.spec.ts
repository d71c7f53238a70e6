import { existsSync, mkdirSync, readdirSync, readFileSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Client } from 'pg';
import { Cli } from '../support/cli';
import { csvOf, manyRows, rowAt } from '../support/imports';

let cli: Cli;
let drop: string;
let number = 0;

beforeAll(async () => {
  cli = await Cli.open();
  await Cli.compile();
});
afterAll(() => cli.close());
beforeEach(() => mkdirSync((drop = join(cli.folder, `drop${(number += 1)}`))));

/** Leaves a file that was finished so many seconds ago. */
function leave(name: string, content: string | Uint8Array, age = 600): void {
  cli.write(join(`drop${number}`, name), content);
  const then = Date.now() / 1000 - age;
  utimesSync(join(drop, name), then, then);
}

const shelf = (name: string): string[] =>
  readdirSync(join(drop, name))
    .map((file) => file.replace(/^\d{8}T\d{9}Z-/, ''))
    .sort();
const left = (): string[] => readdirSync(drop).filter((name) => !/^(done|failed)$/.test(name));
const take = (...options: string[]) => cli.run('import-folder', drop, ...options);
const runs = () => cli.count('SELECT count(*) AS n FROM import_run');

describe('import-folder', () => {
  it('imports each finished file once, whatever its format, and puts it away with its report', async () => {
    leave('reverb-2026-11-27.csv', csvOf(manyRows(1, 3)));
    leave('Hispasonic.ndjson.gz', gzipSync('{"name": "a", "link": "https://example.com/a"}\n'));
    leave('guitarristas_1.json', '[{"name": "b", "link": "https://example.com/b"}]');
    const { code, stdout, stderr } = await take();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/: reverb, succeeded/);
    expect(stdout).toMatch(/: hispasonic, succeeded/);
    const done = ['Hispasonic.ndjson.gz', 'guitarristas_1.json', 'reverb-2026-11-27.csv'];
    expect(shelf('done')).toEqual(done.flatMap((name) => [name, `${name}.report.json`]).sort());
    expect(left()).toEqual([]);
    expect(await runs()).toBe(3);
    expect(await take()).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    expect(await runs()).toBe(3);
  });

  it('leaves alone what is not finished, and what it does not know', async () => {
    const names = ['.reverb.csv', 'reverb.csv.part', 'reverb.csv.tmp', 'notes.md'];
    for (const name of names) leave(name, csvOf([rowAt(1)]));
    mkdirSync(join(drop, 'reverb.csv'));
    leave('reverb-now.csv', csvOf([rowAt(1)]), 1);
    expect(await take()).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    expect(left().sort()).toEqual([...names, 'reverb-now.csv', 'reverb.csv'].sort());
    expect((await take('--settle', '0')).code).toBe(0);
    expect(shelf('done')).toContain('reverb-now.csv');
  });

  it('puts what failed aside, with errors.csv and reason, and goes on with the others', async () => {
    leave('reverb-1.csv', 'name\nx\n', 900);
    leave('nobody.csv', csvOf([rowAt(1)]), 800);
    leave('reverb-2.csv', csvOf([rowAt(60), rowAt(61, { price: '-1' })]), 700);
    leave('reverb-3.csv', csvOf([rowAt(70)]), 600);
    const { code, stdout, stderr } = await take('--json');
    expect(code).toBe(1);
    expect(stderr).toMatch(/^reverb-1\.csv: The header lacks "link"\.\nnobody\.csv: The name does not begin/);
    expect(shelf('done')).toEqual(['reverb-3.csv', 'reverb-3.csv.report.json']);
    const failed = ['nobody.csv', 'reverb-1.csv', 'reverb-2.csv'];
    expect(shelf('failed')).toEqual(
      [...failed.flatMap((name) => [name, `${name}.report.json`]), 'reverb-2.csv.errors.csv'].sort(),
    );
    const states = stdout
      .trim()
      .split('\n')
      .map((line) => {
        const parsed: { file: string; state?: string } = JSON.parse(line);
        return parsed;
      });
    expect(states.map(({ file, state }) => [file, state])).toEqual([
      ['reverb-1.csv', undefined],
      ['nobody.csv', undefined],
      ['reverb-2.csv', 'needs_review'],
      ['reverb-3.csv', 'succeeded'],
    ]);
    const errors = readdirSync(join(drop, 'failed')).find((name) => name.endsWith('errors.csv')) ?? '';
    expect(readFileSync(join(drop, 'failed', errors), 'utf8')).toMatch(/price/);
  });

  it('does the work once when it is called twice at once', async () => {
    for (let file = 0; file < 4; file++) leave(`soundmarket-${file}.csv`, csvOf(manyRows(100 * file, 50)));
    const before = await runs();
    const outcomes = await Promise.all([take(), take(), take()]);
    expect(outcomes.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(await runs()).toBe(before + 4);
    expect(shelf('done')).toHaveLength(8);
  });

  it('leaves a file whose source is being imported for the next time', async () => {
    leave('reverb-busy.csv', csvOf([rowAt(1)]));
    const client = new Client(cli.url);
    await client.connect();
    try {
      // what an import that runs holds
      await client.query(`SELECT pg_advisory_lock(727274, id) FROM source WHERE slug = 'reverb'`);
      const { code, stderr } = await take();
      expect([code, stderr]).toEqual([0, expect.stringContaining('Left for the next time.')]);
      expect(left()).toEqual(['reverb-busy.csv']);
    } finally {
      await client.end();
    }
    expect((await take()).code).toBe(0);
    expect(left()).toEqual([]);
  });

  it('forgets what was imported long ago, and nothing else', async () => {
    expect((await take()).code).toBe(0);
    const old = ['20200101T000000000Z-reverb.csv', '20200101T000000000Z-reverb.csv.report.json', 'kept.csv'];
    for (const name of old) leave(`done/${name}`, '');
    leave('failed/20200101T000000000Z-reverb.csv', '');
    leave('reverb-today.csv', csvOf([rowAt(1)]));
    expect((await take('--keep-days', '30')).code).toBe(0);
    expect(shelf('done')).toEqual(['kept.csv', 'reverb-today.csv', 'reverb-today.csv.report.json']);
    expect(shelf('failed')).toEqual(['reverb.csv']);
  });

  it('loses no file when the database is away', async () => {
    leave('reverb-away.csv', csvOf([rowAt(1)]));
    const { code, stderr } = await Cli.on('postgres://127.0.0.1:1/none').run('import-folder', drop);
    expect([code, stderr.trim().split('\n')]).toEqual([1, [expect.any(String)]]);
    expect(left()).toEqual(['reverb-away.csv']);
  });

  it('says of a folder that is not there, or of a setting, that it cannot be used', async () => {
    const missing = await cli.run('import-folder', join(drop, 'none'));
    expect([missing.code, missing.stderr]).toEqual([
      2,
      expect.stringContaining('cannot be worked in (ENOENT)'),
    ]);
    expect((await take('--settle', 'soon')).code).toBe(2);
    expect(existsSync(join(drop, 'none'))).toBe(false);
  });
});
