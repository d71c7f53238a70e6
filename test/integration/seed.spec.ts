import { z } from 'zod';
import { fixtureListings } from '../../libs/instruments/src/seed/fixtures';
import { TestImports } from '../support/imports';
import { PRODUCTION } from '../support/production';

const printRow = z.object({ print: z.string() });

const TODAY = '2026-11-21';
const ALL = fixtureListings(TODAY).length;

const CONTENT = `
  SELECT md5(string_agg(concat_ws('|', link_key, instrument.name, price, instrument.currency, link, image, location, brand, category_label,
                                  category.slug, source.slug, published_on, expires_on, status), ',' ORDER BY link_key))
         AS print
    FROM instrument JOIN category ON category.id = category_id JOIN source ON source.id = source_id`;

let imports: TestImports;

afterEach(async () => {
  expect(await imports.projectionFaults()).toEqual([]);
  await imports.close();
});

describe('the fixtures', () => {
  beforeEach(async () => {
    imports = await TestImports.open();
  });

  it('are about 500 listings of every source and category, a few of them with spellings to be mapped', async () => {
    expect(await imports.seeds.loadFixtures()).toEqual({ created: ALL, updated: 0, unchanged: 0 });
    expect(ALL).toBeGreaterThanOrEqual(450);
    expect(ALL).toBeLessThanOrEqual(550);
    expect(await imports.count('SELECT count(*) AS n FROM instrument')).toBe(ALL);
    const pairs = 'SELECT count(DISTINCT (source_id, category_id)) AS n FROM instrument';
    expect(await imports.count(pairs)).toBe(4 * 12);
    const unmapped = (await imports.categories.unmapped()).length;
    expect(unmapped).toBeGreaterThan(0);
    expect(unmapped).toBeLessThan(10);
  });

  it('are as varied as real ones: without a price, expired, with accents', async () => {
    await imports.seeds.loadFixtures();
    const listings = await imports.listings();
    const share = (matching: number) => matching / listings.length;
    expect(share(listings.filter(({ price }) => price === null).length)).toBeGreaterThan(0.01);
    expect(share(listings.filter(({ status }) => status === 'expired').length)).toBeGreaterThan(0.02);
    expect(share(listings.filter(({ name }) => /[áéíóúñ]/i.test(name)).length)).toBeGreaterThan(0.05);
  });

  it('change nothing the second time', async () => {
    await imports.seeds.loadFixtures();
    const before = await imports.listings();
    expect(await imports.seeds.loadFixtures()).toEqual({ created: 0, updated: 0, unchanged: ALL });
    const seenAgain = (await imports.listings()).map((listing, at) => ({
      ...listing,
      last_seen_at: before[at]?.last_seen_at,
    }));
    expect(seenAgain).toEqual(before);
    expect(await imports.count('SELECT last_value AS n FROM instrument_id_seq')).toBe(ALL);
  });

  it('are the same listings on another day, with other dates', async () => {
    await imports.seeds.loadFixtures();
    imports.clock.set('2026-12-24T12:00:00Z');
    expect(await imports.seeds.loadFixtures()).toMatchObject({ created: 0 });
    expect(await imports.count('SELECT count(*) AS n FROM instrument')).toBe(ALL);
    expect(await imports.count(`SELECT count(*) AS n FROM price_change`)).toBe(0);
  });
});

describe('in production, made-up listings', () => {
  beforeEach(async () => {
    imports = await TestImports.open(PRODUCTION);
  });

  it('are refused, and nothing is stored', async () => {
    await expect(imports.seeds.loadFixtures()).rejects.toMatchObject({ code: 'seed.refused' });
    await expect(imports.seeds.generate(10)).rejects.toMatchObject({ code: 'seed.refused' });
    expect(await imports.count('SELECT count(*) AS n FROM instrument')).toBe(0);
    expect(await imports.count('SELECT count(*) AS n FROM import_run')).toBe(0);
  });

  it('are loaded by force', async () => {
    expect(await imports.seeds.generate(10, { force: true })).toMatchObject({ created: 10 });
  });
});

describe('generated listings', () => {
  beforeEach(async () => {
    imports = await TestImports.open();
  });

  const print = async (): Promise<string> => {
    const [row] = await imports.query(printRow, CONTENT);
    return row?.print ?? '';
  };

  it('are as many as asked for, spread over the sources, with progress', async () => {
    const progress: number[] = [];
    const onProgress = (rows: number, total: number) => {
      expect(total).toBe(3_000);
      progress.push(rows);
    };
    expect(await imports.seeds.generate(3_000, { onProgress })).toEqual({
      created: 3_000,
      updated: 0,
      unchanged: 0,
    });
    expect(progress.at(-1)).toBe(3_000);
    expect(progress).toEqual([...progress].sort((a, b) => a - b));
    expect(await imports.count('SELECT count(DISTINCT source_id) AS n FROM instrument')).toBe(4);
  });

  it('are the same every time for the same number', async () => {
    await imports.seeds.generate(3_000);
    const first = await print();
    expect(await imports.seeds.generate(3_000)).toEqual({ created: 0, updated: 0, unchanged: 3_000 });
    expect(await print()).toBe(first);
    await imports.close();
    imports = await TestImports.open();
    await imports.seeds.generate(3_000);
    expect(await print()).toBe(first);
  });

  it('can be stopped', async () => {
    const stop = new AbortController();
    const onProgress = () => stop.abort();
    await expect(imports.seeds.generate(3_000, { onProgress, signal: stop.signal })).rejects.toMatchObject({
      code: 'imports.interrupted',
    });
    expect(await imports.count(`SELECT count(*) AS n FROM import_run WHERE state = 'running'`)).toBe(0);
  });
});
