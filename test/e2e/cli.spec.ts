import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { z } from 'zod';
import { migrateDown, migrationsOf } from '@app/database';
import { Cli } from '../support/cli';
import { csvOf, manyRows, rowAt } from '../support/imports';
import { ROOT } from '../support/source-files';
import { PRODUCTION } from '../support/production';

const LISTINGS = 'SELECT count(*) AS n FROM instrument';
const source = z.object({
  slug: z.string(),
  name: z.string(),
  priceHabit: z.string(),
  currency: z.string(),
  intervalHours: z.number(),
  enabled: z.boolean(),
  listings: z.number(),
});
const unmapped = z.array(z.object({ source: z.string(), label: z.string(), listings: z.number() }));
const categories = z.array(z.object({ slug: z.string(), listings: z.number(), aliases: z.number() }));

let cli: Cli;

beforeAll(() => Cli.compile());
beforeEach(async () => {
  cli = await Cli.open();
});
afterEach(() => cli.close());

async function sources(): Promise<z.infer<typeof source>[]> {
  return z.array(source).parse(JSON.parse(await cli.ok('sources', 'list', '--json')));
}

/** Takes migrations back as `migrate down` does, without a process for each, until this one is the newest. */
async function takeBackUntil(newest: string): Promise<number> {
  for (let taken = 0; ; taken++) {
    const applied = (await migrationsOf(cli.url)).filter((migration) => migration.applied);
    if (applied.at(-1)?.name.startsWith(newest) ?? true) return taken;
    await migrateDown(cli.url);
  }
}

describe('migrate', () => {
  it('lists, takes back one by one and applies again', async () => {
    const first = await cli.ok('migrate', 'status');
    const names = first.trim().split('\n').slice(1);
    expect(names.length).toBeGreaterThanOrEqual(4);
    expect(names.every((line) => line.endsWith('applied'))).toBe(true);
    expect(await cli.ok('migrate')).toBe('Nothing to apply.\n');

    expect(await cli.ok('migrate', 'down')).toMatch(/^took back \w+\n$/);
    expect((await cli.ok('migrate', 'status')).match(/pending/g)).toHaveLength(1);
    expect(await takeBackUntil('SourcesAndCategories')).toBe(names.length - 2);
    expect(await cli.ok('migrate', 'down')).toMatch(/^took back SourcesAndCategories\d+\n$/);
    expect(await cli.ok('migrate', 'down')).toBe('Nothing to take back.\n');
    expect(await cli.count(`SELECT count(*) AS n FROM pg_tables WHERE schemaname = 'public'`)).toBe(1);

    expect((await cli.ok('migrate', 'up')).match(/^applied /gm)).toHaveLength(names.length);
    expect(await cli.ok('migrate', 'status')).toBe(first);
    expect(await cli.ok('seed')).toMatch(/^\d+ created/);
  });

  it('happens by itself before another command, unless AUTO_MIGRATE says no', async () => {
    await takeBackUntil('ListedInstruments');
    await cli.ok('migrate', 'down');
    const off = await cli.with({ AUTO_MIGRATE: 'off' }).run('listings', 'rebuild');
    expect(off.code).toBe(1);
    expect(off.stderr).toMatch(/^[^\n]+\n$/);
    expect(await cli.ok('listings', 'rebuild')).toBe('0 listings are shown.\n');
  });
});

describe('sources', () => {
  it('are listed as a table and as JSON', async () => {
    expect(await cli.ok('sources', 'list')).toMatch(
      /^source +name +prices +currency +hours +state +listings +last import\n/,
    );
    expect((await sources()).map(({ slug }) => slug)).toEqual([
      'guitarristas',
      'hispasonic',
      'reverb',
      'soundmarket',
    ]);
  });

  it('are added and changed by set, and imports go by it', async () => {
    const set = ['sources', 'set', 'sitio-nuevo'];
    const options = [
      '--name',
      'Sitio Nuevo',
      '--prices',
      'api',
      '--currency',
      'GBP',
      '--interval',
      '48',
      '--state',
      'off',
    ];
    expect(await cli.ok(...set, ...options)).toMatch(
      /^sitio-nuevo: Sitio Nuevo, api prices in GBP, .*every 48 h, off\n$/,
    );
    expect(await cli.ok(...set, '--currency', 'eur')).toMatch(
      /^sitio-nuevo: Sitio Nuevo, api prices in EUR, .*off\n$/,
    );
    cli.write('rows.csv', csvOf([rowAt(1, { price: '1.200', website: 'Sitio Nuevo' })]));
    await cli.ok('import', 'rows.csv');
    expect(await cli.count('SELECT price AS n FROM instrument')).toBe(1.2);
    expect((await sources()).find(({ slug }) => slug === 'sitio-nuevo')).toMatchObject({
      listings: 1,
      intervalHours: 48,
    });
  });
});

describe('categories', () => {
  it('that nobody has mapped are listed, mapped, and gone from the list', async () => {
    cli.write(
      'rows.csv',
      csvOf([...manyRows(1, 2, { category: 'Zanfonas' }), rowAt(3, { category: 'Theremines' })]),
    );
    await cli.ok('import', 'rows.csv', '--source', 'hispasonic');
    const list = async () => unmapped.parse(JSON.parse(await cli.ok('categories', 'unmapped', '--json')));
    expect(await list()).toEqual([
      { source: 'hispasonic', label: 'Zanfonas', listings: 2 },
      { source: 'hispasonic', label: 'Theremines', listings: 1 },
    ]);
    expect(await cli.ok('categories', 'map', 'ZANFONAS', 'cuerdas')).toBe(
      '"ZANFONAS" is cuerdas for every source; 2 listings moved.\n',
    );
    expect(await cli.ok('categories', 'map', 'theremines', 'teclados', '--source', 'hispasonic')).toBe(
      '"theremines" is teclados for hispasonic; 1 listings moved.\n',
    );
    expect(await list()).toEqual([]);
    const all = categories.parse(JSON.parse(await cli.ok('categories', 'list', '--json')));
    expect(all.filter(({ listings }) => listings > 0).map(({ slug, listings }) => [slug, listings])).toEqual([
      ['teclados', 1],
      ['cuerdas', 2],
    ]);
    expect(await cli.ok('categories', 'list')).toMatch(/^category +Spanish +English +listings +aliases\n/);
  });
});

describe('listings', () => {
  it('sweep takes off what has run out, rebuild makes the projection anew', async () => {
    await cli.ok('seed');
    expect(await cli.ok('listings', 'sweep')).toMatch(/^\d+ expired, 0 removed\.\n$/);
    expect(JSON.parse(await cli.ok('listings', 'sweep', '--json'))).toEqual({ expired: 0, removed: 0 });
    const shown = await cli.count('SELECT count(*) AS n FROM listed_instrument');
    await cli.count(`WITH gone AS (DELETE FROM listed_block RETURNING 1) SELECT count(*) AS n FROM gone`);
    expect(await cli.ok('listings', 'rebuild')).toBe(`${shown} listings are shown.\n`);
    expect(await cli.count('SELECT sum(listings) AS n FROM listed_block')).toBe(shown);
  });
});

describe('seed', () => {
  it('loads the fixtures once, and as many listings as asked for', async () => {
    const first = await cli.ok('seed');
    expect(first).toMatch(/^(\d+) created, 0 updated, 0 unchanged in \d+\.\d s\.\n/);
    expect(first).toMatch(/passwords are shown this once:\n( {2}[a-z]+@example\.org +[\w-]{16}\n){8}$/);
    expect(await cli.ok('seed')).toMatch(/^0 created, 0 updated, \d+ unchanged in \d+\.\d s\.\n$/);
    const fixtures = await cli.count(LISTINGS);
    expect(await cli.ok('seed', '--rows', '1000')).toMatch(/^1000 created/);
    expect(await cli.count(LISTINGS)).toBe(fixtures + 1_000);
  });

  it('is refused in production with one line and exit code 1, but for --force', async () => {
    const production = cli.with(PRODUCTION);
    const { code, stdout, stderr } = await production.run('seed');
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toMatch(/^This is production[^\n]+\n$/);
    expect(await cli.count(LISTINGS)).toBe(0);
    expect(await production.ok('seed', '--rows', '10', '--force')).toMatch(/^10 created/);
  });
});

describe('a reader that goes away', () => {
  it('ends the command without a stack trace', async () => {
    const child = spawn(process.execPath, [join(ROOT, 'scripts/cli.mjs'), 'sources', 'list'], {
      env: { ...process.env, NODE_ENV: 'development', DATABASE_URL: cli.url },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child.stdout.destroy();
    let stderr = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
    await once(child, 'close');
    expect(stderr).toBe('');
  });
});
