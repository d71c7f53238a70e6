import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { Cli } from '../support/cli';
import { csvOf, manyRows, rowAt } from '../support/imports';

const report = z.object({
  id: z.string().nullable(),
  source: z.string(),
  state: z.string(),
  received: z.number(),
  created: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  dryRun: z.boolean(),
  bytes: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  warnings: z.array(z.object({ code: z.string(), count: z.number() })),
  errors: z.array(z.object({ code: z.string(), count: z.number(), rows: z.array(z.number()) })),
});

const LISTINGS = 'SELECT count(*) AS n FROM instrument';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.open();
  await Cli.compile();
});
afterAll(() => cli.close());

const importing = (file: string, ...options: string[]) =>
  cli.run('import', file, '--source', 'hispasonic', ...options);

describe('import', () => {
  it('prints a report, nothing on standard error, and ends with 0', async () => {
    cli.write('rows.csv', csvOf([...manyRows(1, 3), rowAt(3, { category: 'Zanfonas' })]));
    const { code, stdout, stderr } = await importing('rows.csv');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^rows\.csv: hispasonic, succeeded \(run \d+\), \d+\.\d s\n/);
    expect(stdout).toContain(
      '4 received: 3 created, 0 updated, 0 reactivated, 0 unchanged, 1 duplicates, 0 rejected',
    );
    expect(stdout).toContain('1 × category_unmapped: Rows went to otros');
    expect(await cli.count(LISTINGS)).toBe(3);
  });

  it('prints the report as JSON, of several files as a list', async () => {
    cli.write('more.ndjson', '{"name": "a", "link": "https://example.com/a"}\n');
    const both = await cli.ok('import', 'rows.csv', 'more.ndjson', '--source', 'hispasonic', '--json');
    expect(z.array(report).parse(JSON.parse(both))).toMatchObject([
      { received: 4, created: 0, unchanged: 3 },
      { received: 1, created: 1 },
    ]);
    const one = await cli.ok('import', 'more.ndjson', '--source', 'hispasonic', '--json');
    expect(report.parse(JSON.parse(one))).toMatchObject({ source: 'hispasonic', unchanged: 1 });
  });

  it('names the refused file among several, and imports those behind it', async () => {
    cli.write('header.csv', 'name\nx\n');
    const files = ['rows.csv', 'header.csv', 'more.ndjson'];
    const options = ['--source', 'hispasonic'];
    const { code, stdout, stderr } = await cli.run('import', ...files, ...options, '--json');
    expect({ code, stderr }).toEqual({ code: 2, stderr: 'header.csv: The header lacks "link".\n' });
    expect(JSON.parse(stdout)).toEqual([
      expect.objectContaining({ file: 'rows.csv', state: 'succeeded' }),
      { file: 'header.csv', error: { code: 'imports.file_columns', message: 'The header lacks "link".' } },
      expect.objectContaining({ file: 'more.ndjson', state: 'succeeded' }),
    ]);
    const people = await cli.run('import', ...files, ...options);
    expect(people.code).toBe(2);
    expect(people.stdout).toMatch(/^rows\.csv: [\s\S]*\nmore\.ndjson: hispasonic, succeeded/);
  });

  it('says of a single refused file on standard error alone why', async () => {
    const refused = await importing('header.csv', '--json');
    expect(refused).toMatchObject({ code: 2, stdout: '', stderr: 'The header lacks "link".\n' });
  });

  it('tells what is wrong with a file that cannot say where it comes from', async () => {
    cli.write('headeronly.csv', 'name,link,website\n');
    cli.write('none.json', '[]');
    cli.write('broken.csv', 'name,link,website\na,"b"c,reverb\nd,e\n');
    const said = async (file: string) => (await cli.run('import', file)).stderr;
    expect(await said('headeronly.csv')).toBe('The file has no rows.\n');
    expect(await said('none.json')).toBe('The file has no rows.\n');
    expect(await said('broken.csv')).toMatch(/^The first rows cannot be read.* 1 × quote.* \(rows 1\)/);
    expect(await said('rows.csv')).toMatch(/name the source/);
  });

  it('ends with 1 when the run needs review', async () => {
    cli.write('half.csv', csvOf([rowAt(50), rowAt(51, { price: '-1' })]));
    const { code, stdout } = await importing('half.csv');
    expect(code).toBe(1);
    expect(stdout).toMatch(/needs review/);
    expect(stdout).toContain('1 of 2 rows were rejected, over 20 %.');
    expect(stdout).toContain('1 × price_negative: The price is below zero. (rows 2)');
  });

  it('ends with 1 when on_error=abort stored nothing', async () => {
    cli.write('abort.csv', csvOf([...manyRows(60, 69), rowAt(70, { price: '-1' })]));
    const before = await cli.count(LISTINGS);
    const { code, stdout } = await importing('abort.csv', '--on-error=abort');
    expect(code).toBe(1);
    expect(stdout).toContain('on_error is abort: nothing was stored');
    expect(await cli.count(LISTINGS)).toBe(before);
  });

  it('stores nothing on a dry run', async () => {
    cli.write('dry.csv', csvOf(manyRows(80, 89)));
    const before = await cli.count(LISTINGS);
    const { code, stdout } = await importing('dry.csv', '--dry-run');
    expect(code).toBe(0);
    expect(stdout).toContain('(dry run, nothing stored)');
    expect(stdout).toContain('10 created');
    expect(await cli.count(LISTINGS)).toBe(before);
  });

  it('takes --complete, and says what became stale', async () => {
    const complete = ['--complete', '--category', 'bajos'];
    cli.write('all.csv', csvOf(manyRows(100, 103)));
    cli.write('less.csv', csvOf(manyRows(100, 102)));
    await cli.ok('import', 'all.csv', '--source', 'guitarristas', ...complete);
    const stdout = await cli.ok('import', 'less.csv', '--source', 'guitarristas', ...complete);
    expect(stdout).toContain('guitarristas / bajos');
    expect(stdout).toContain('1 stale, 0 removed');
  });

  it('reads files where the caller stands, whatever folder npm moves to', async () => {
    mkdirSync(join(cli.folder, 'inner'));
    cli.write('inner/deep.csv', csvOf([rowAt(200)]));
    await cli.ok('import', join('inner', 'deep.csv'), '--source', 'hispasonic');
    await cli.ok('import', join(cli.folder, 'inner', 'deep.csv'), '--source', 'hispasonic');
    expect(await cli.count(`SELECT count(*) AS n FROM import_run WHERE file_name = 'deep.csv'`)).toBe(2);
  });

  it('tells gzip by its bytes', async () => {
    cli.write('packed.csv.gz', gzipSync(csvOf([rowAt(210)])));
    cli.write('named.csv.gz', csvOf([rowAt(211)]));
    await cli.ok('import', 'packed.csv.gz', 'named.csv.gz', '--source', 'hispasonic');
  });
});

describe('--errors', () => {
  const bad = [
    { name: '=1+1', link: 'javascript:alert(1)', price: '10', location: 'Madrid, centro' },
    { name: 'a "quoted"\nname', link: 'https://example.com/301', price: '-1', location: '@home' },
    { name: '', link: 'https://example.com/302', price: '12.5.5', location: '-' },
  ];
  const rows = csvOf([...manyRows(300, 300), ...bad, ...manyRows(310, 330)]);

  it('writes the refused rows as they were, with what is wrong, safe for spreadsheets', async () => {
    cli.write('some.csv', rows);
    const { code } = await importing('some.csv', '--errors', 'errors.csv');
    expect(code).toBe(0);
    const text = cli.read('errors.csv') ?? '';
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(parse(text, { bom: true })).toEqual([
      ['name', 'link', 'price', 'location', '_row', '_field', '_code', '_message'],
      [
        "'=1+1",
        'javascript:alert(1)',
        '10',
        'Madrid, centro',
        '2',
        'link',
        'link_scheme',
        expect.any(String),
      ],
      [
        'a "quoted"\nname',
        'https://example.com/301',
        "'-1",
        "'@home",
        '3',
        'price',
        'price_negative',
        expect.any(String),
      ],
      [
        '',
        'https://example.com/302',
        '12.5.5',
        "'-",
        '4',
        'name;price',
        'name_missing;price_unreadable',
        expect.any(String),
      ],
    ]);
    expect(cli.files().filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('comes back as it went: sent again it is refused again, mended it is accepted whole', async () => {
    await importing('errors.csv', '--errors', 'again.csv');
    const strip = (text: string | null) => text?.replace(/,[234],/g, ',N,').replace(/,[123],/g, ',N,');
    expect(strip(cli.read('again.csv'))).toBe(strip(cli.read('errors.csv')));
    const mended = (cli.read('errors.csv') ?? '')
      .replace('javascript:alert(1)', 'https://example.com/303')
      .replace("'-1", '1')
      .replace('\n,https', '\nnow named,https')
      .replace('12.5.5', '12');
    cli.write('mended.csv', mended);
    const stdout = await cli.ok('import', 'mended.csv', '--source', 'hispasonic', '--json');
    expect(report.parse(JSON.parse(stdout))).toMatchObject({
      received: 3,
      created: 3,
      rejected: 0,
      warnings: [],
    });
    expect(await cli.count(`SELECT count(*) AS n FROM instrument WHERE name = '=1+1'`)).toBe(1);
    expect(await cli.count(`SELECT count(*) AS n FROM instrument WHERE location = '@home'`)).toBe(1);
  });

  it('is only a header when nothing is refused', async () => {
    cli.write('fine.csv', csvOf([rowAt(400)]));
    await cli.ok('import', 'fine.csv', '--source', 'hispasonic', '--errors', 'none.csv');
    expect(cli.read('none.csv')).toBe('\ufeffname,link,price,_row,_field,_code,_message\r\n');
  });

  it('works on a dry run, and replaces what was there before', async () => {
    cli.write('old.csv', 'something old');
    await importing('some.csv', '--dry-run', '--errors', 'old.csv');
    expect(parse(cli.read('old.csv') ?? '', { bom: true })).toHaveLength(4);
  });

  it('leaves the old file alone when the import is refused', async () => {
    cli.write('kept.csv', 'something old');
    const { code } = await importing('header.csv', '--errors', 'kept.csv');
    expect(code).toBe(2);
    expect(cli.read('kept.csv')).toBe('something old');
    expect(cli.files().filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it('writes thousands of rows', async () => {
    cli.write('bad.csv', csvOf(manyRows(1, 5_000, { price: '-1' })));
    await importing('bad.csv', '--errors', 'many.csv');
    expect(parse(cli.read('many.csv') ?? '', { bom: true })).toHaveLength(5_001);
  });
});
