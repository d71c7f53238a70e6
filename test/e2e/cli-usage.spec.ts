import { spawnSync } from 'node:child_process';
import { mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { Cli } from '../support/cli';
import { csvOf, manyRows, rowAt } from '../support/imports';
import { ROOT } from '../support/source-files';

let cli: Cli;

beforeAll(async () => {
  cli = await Cli.open();
  cli.write('rows.csv', csvOf(manyRows(1, 3)));
  cli.write('other.csv', csvOf([rowAt(4)]));
  cli.write('header.csv', 'name\nx\n');
  cli.write('empty.csv', '');
  cli.write('rows.xlsx', 'x');
  cli.write('array.json', '{"name": 1}');
  mkdirSync(join(cli.folder, 'folder.csv'));
  symlinkSync('other.csv', join(cli.folder, 'link.csv'));
  await Cli.compile();
});
afterAll(() => cli.close());

describe('--help', () => {
  const commands = [
    '',
    'import',
    'seed',
    'migrate',
    'sources',
    'sources list',
    'sources set',
    'categories',
    'categories list',
    'categories map',
    'categories unmapped',
    'listings',
    'listings sweep',
    'listings rebuild',
  ];

  it.each(commands)('tells what the command does and how: %s', async (command) => {
    // no database needed
    const { code, stdout, stderr } = await cli
      .with({ DATABASE_URL: 'postgres://127.0.0.1:1/none' })
      .run(...command.split(' ').filter(Boolean), '--help');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: cli ${command}`));
    expect(stdout).toContain('-h, --help');
  });
});

it('neither help nor a wrong option loads the framework, the ORM or a service', () => {
  const main = join(ROOT, 'dist/apps/cli/src/main.js');
  const loaded = `process.on('exit', () => process.stdout.write(JSON.stringify(Object.keys(require.cache))))`;
  for (const usage of [['--help'], ['users', 'list', '--help'], ['import', 'rows.csv', '--quickly']]) {
    // as Node starts a program, with a word about what it loaded
    const script = `process.argv.splice(1, 0, ${JSON.stringify(main)}); ${loaded}; require(process.argv[1])`;
    const { stdout } = spawnSync(process.execPath, ['-e', script, '--', ...usage], { encoding: 'utf8' });
    const files: string[] = JSON.parse(/\[.*\]$/.exec(stdout)?.[0] ?? '[]');
    expect(files).toContain(main);
    expect(files.filter((file) => /node_modules\/(@nestjs|typeorm|pg|zod)\//.test(file))).toEqual([]);
    expect(files.filter((file) => /\.(module|service|repository)\.js$/.test(file))).toEqual([]);
  }
});

describe('wrong usage is one line on standard error and exit code 2:', () => {
  it.each([
    ['an unknown command', ['fly'], /unknown command 'fly'/],
    ['an unknown subcommand', ['sources', 'fly'], /unknown command 'fly'/],
    ['an unknown option', ['import', 'rows.csv', '--quickly'], /unknown option '--quickly'/],
    ['a missing file name', ['import'], /missing required argument 'file'/],
    ['a missing argument', ['categories', 'map', 'zanfonas'], /missing required argument 'category'/],
    ['too many arguments', ['categories', 'list', 'x'], /too many arguments/],
    ['an option without its value', ['import', 'rows.csv', '--source'], /argument missing/],
    [
      'a choice that is none',
      ['import', 'rows.csv', '--on-error', 'cry'],
      /Allowed choices are continue, abort/,
    ],
    ['a direction that is none', ['migrate', 'sideways'], /Allowed choices are up, down, status/],
    ['a bad number', ['seed', '--rows', 'many'], /whole number from 1 to 10000000/],
    ['a number out of range', ['seed', '--rows', '0'], /whole number from 1/],
    ['a bad interval', ['sources', 'set', 'x', '--interval', 'daily'], /whole number of hours/],
    ['an interval out of range', ['sources', 'set', 'x', '--interval', '0'], /from 1 to 8760/],
    ['a bad slug', ['sources', 'set', 'No Slug'], /is no slug/],
    ['a bad currency', ['sources', 'set', 'x', '--currency', 'euro'], /ISO 4217/],
    ['a missing file', ['import', 'nowhere.csv', '--source', 'reverb'], /^nowhere\.csv: no such file\.$/],
    [
      'a missing second file',
      ['import', 'rows.csv', 'nowhere.csv', '--source', 'reverb'],
      /^nowhere\.csv: no such/,
    ],
    ['a folder as file', ['import', 'folder.csv', '--source', 'reverb'], /^folder\.csv is no file\.$/],
    ['a file of another kind', ['import', 'rows.xlsx'], /the name must end in \.csv/],
    [
      'an unknown source',
      ['import', 'rows.csv', '--source', 'nobody'],
      /no source "nobody"; there are guitarristas/,
    ],
    [
      'an unknown category',
      ['import', 'rows.csv', '--source', 'reverb', '--category', 'x'],
      /no category "x"/,
    ],
    ['no source at all', ['import', 'rows.csv'], /name the source/],
    ['--complete without --source', ['import', 'rows.csv', '--complete'], /name the source/],
    [
      '--complete with two files',
      ['import', 'rows.csv', 'other.csv', '--complete', '--source', 'reverb'],
      /--complete/,
    ],
    ['--errors with two files', ['import', 'rows.csv', 'other.csv', '--errors', 'e.csv'], /--errors/],
    [
      '--errors in a missing folder',
      ['import', 'rows.csv', '--source', 'reverb', '--errors', 'no/e.csv'],
      /cannot be written/,
    ],
    [
      '--errors as a folder',
      ['import', 'rows.csv', '--source', 'reverb', '--errors', 'folder.csv'],
      /it is a folder/,
    ],
    [
      '--errors as a link, which would be replaced',
      ['import', 'rows.csv', '--source', 'reverb', '--errors', 'link.csv'],
      /it is no regular file/,
    ],
    [
      '--errors as the file itself',
      ['import', 'rows.csv', '--source', 'reverb', '--errors', './rows.csv'],
      /name another one/,
    ],
    ['a file without a link column', ['import', 'header.csv', '--source', 'reverb'], /header lacks "link"/],
    ['an empty file', ['import', 'empty.csv', '--source', 'reverb'], /holds nothing/],
    ['a JSON file that is no list', ['import', 'array.json', '--source', 'reverb'], /not a JSON array/],
    ['mapping to an unknown category', ['categories', 'map', 'x', 'y'], /no category "y"/],
    ['mapping nothing', ['categories', 'map', ' ', 'otros'], /1 to 200 characters/],
  ])('%s', async (_what, args, message) => {
    const { code, stdout, stderr } = await cli.run(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd()).toMatch(message);
    expect(stderr).toMatch(/^[^\n]+\n$/);
  });

  it('and nothing was stored by any of them, and no file left behind', async () => {
    expect(await cli.count('SELECT count(*) AS n FROM instrument')).toBe(0);
    expect(await cli.count('SELECT count(*) AS n FROM source')).toBe(4);
    expect(cli.files().filter((file) => file.endsWith('.part'))).toEqual([]);
  });

  it.each([[[]], [['sources']], [['categories']], [['listings']]])(
    '%s alone shows its help',
    async (command) => {
      const { code, stderr } = await cli.run(...command);
      expect(code).toBe(2);
      expect(stderr).toMatch(/^Usage: cli/);
    },
  );
});

describe('a configuration with faults', () => {
  it('is told with all of them, and exit code 2', async () => {
    const faulty = cli.with({
      TIME_ZONE: 'Mars/Olympus',
      DATABASE_POOL_SIZE: 'many',
      LOG_LEVEL: 'loud',
      DATABASE_URL: 'x',
    });
    for (const command of [['sources', 'list'], ['migrate'], ['import', 'rows.csv', '--source', 'reverb']]) {
      const { code, stdout, stderr } = await faulty.run(...command);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      const lines = stderr.trimEnd().split('\n');
      expect(lines[0]).toBe('The configuration is not usable:');
      for (const name of ['TIME_ZONE', 'DATABASE_POOL_SIZE', 'LOG_LEVEL', 'DATABASE_URL']) {
        expect(lines.slice(1).filter((line) => line.startsWith(`  - ${name} `))).toHaveLength(1);
      }
      expect(lines).toHaveLength(5);
      expect(stderr).not.toContain('Mars');
    }
  });
});

describe('a database that cannot be reached is one line and exit code 1:', () => {
  it.each([
    ['nobody listens', { port: '1' }, /^The database is not available now/],
    ['no such database', { pathname: '/test_no_such_database' }, /does not exist/],
    ['another password', { password: 'wrong' }, /^Failed: password authentication failed|^The database/],
  ])('%s', async (_what, change, message) => {
    const url = Object.assign(new URL(cli.url), change).href;
    const { code, stdout, stderr } = await cli.with({ DATABASE_URL: url }).run('sources', 'list');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).not.toContain('wrong');
  });
});
