import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { DomainError } from '@app/kernel';
import type { ImportReport } from '@app/instruments';
import { ROOT } from '../support/source-files';
import { type StoredListing, TestImports } from '../support/imports';

const CORPUS = join(ROOT, 'test/corpus/import');
const SUFFIX = '.expected.json';

const settings = z
  .strictObject({ source: z.string().nullable().optional(), category: z.string().optional() })
  .default({});
const text = z.record(z.string(), z.array(z.string()));
/** A file with a report. Counts that are not named are zero, errors are `field: code` by row. */
const reported = z.strictObject({
  settings,
  state: z.string(),
  counts: z.record(z.string(), z.number()),
  errors: text,
  warnings: z.record(z.string(), z.array(z.number())),
  listings: z.array(z.record(z.string(), z.string())),
});
/** A file that is refused whole. */
const refused = z.strictObject({ settings, refused: z.string() });

const fault = z.object({ row: z.string(), fault: z.string() });

function casesIn(folder: string): string[] {
  return readdirSync(join(CORPUS, folder))
    .filter((name) => !name.endsWith(SUFFIX))
    .sort();
}

function expectedOf(file: string): unknown {
  return JSON.parse(readFileSync(join(CORPUS, file + SUFFIX), 'utf8'));
}

function isRefused(file: string): boolean {
  return refused.safeParse(expectedOf(file)).success;
}

/** What a scraped row decides of a listing, without the columns that hold nothing. */
function shown(listing: StoredListing): Record<string, string> {
  const { name, link, price, currency, image, location, brand, label, category, published, expires } =
    listing;
  const { source, status } = listing;
  const all = { name, link, price, currency, image, location, brand, label, category, published, expires };
  const entries = Object.entries({ ...all, source, status });
  return Object.fromEntries(entries.flatMap(([key, value]) => (value === null ? [] : [[key, value]])));
}

function countsOf(report: ImportReport): Record<string, number> {
  const { received, created, updated, unchanged, priceChanged, reactivated } = report;
  const { duplicates, rejected, stale, removed } = report;
  const all = { received, created, updated, unchanged, priceChanged, reactivated, duplicates, rejected };
  return Object.fromEntries(Object.entries({ ...all, stale, removed }).filter(([, count]) => count > 0));
}

describe('the corpus of files', () => {
  let imports: TestImports;

  beforeAll(async () => {
    imports = await TestImports.open();
  });
  afterEach(async () => {
    await imports.execute('TRUNCATE sighting, instrument, import_run RESTART IDENTITY CASCADE');
    await imports.execute('DELETE FROM category_alias WHERE category_id IS NULL');
    await imports.execute(
      'TRUNCATE listed_instrument, listed_block, search_document, search_term, search_facet',
    );
  });
  afterAll(() => imports.close());

  async function faults(): Promise<Record<string, string[]>> {
    const rows = await imports.query(
      fault,
      `SELECT row::text AS row, coalesce(field, '-') || ': ' || code AS fault
         FROM import_fault ORDER BY import_fault.row, position`,
    );
    const byRow: Record<string, string[]> = {};
    for (const { row, fault: found } of rows) byRow[row] = [...(byRow[row] ?? []), found];
    return byRow;
  }

  const all = ['ok', 'not-ok'].flatMap((folder) => casesIn(folder).map((name) => `${folder}/${name}`));

  it.each(all.filter((file) => !isRefused(file)))('%s', async (file) => {
    const expected = reported.parse(expectedOf(file));
    const report = await imports.file(file, readFileSync(join(CORPUS, file)), expected.settings);
    expect({
      state: report.state,
      counts: countsOf(report),
      errors: await faults(),
      warnings: Object.fromEntries(report.warnings.map(({ code, rows }) => [code, rows])),
      listings: (await imports.listings()).map(shown),
    }).toEqual({
      state: expected.state,
      counts: Object.fromEntries(Object.entries(expected.counts).filter(([, count]) => count > 0)),
      errors: expected.errors,
      warnings: expected.warnings,
      listings: expected.listings,
    });
    expect(await imports.projectionFaults()).toEqual([]);
  });

  it.each(all.filter(isRefused))('%s is refused whole', async (file) => {
    const expected = refused.parse(expectedOf(file));
    const outcome = await imports
      .file(file, readFileSync(join(CORPUS, file)), expected.settings)
      .catch((error: unknown) => error);
    expect(outcome).toBeInstanceOf(DomainError);
    expect(outcome).toMatchObject({ code: expected.refused });
    expect(await imports.listings()).toEqual([]);
    expect(await imports.count(`SELECT count(*) AS n FROM import_run WHERE state <> 'failed'`)).toBe(0);
  });

  it('has an expected outcome for every file, and a file for every expected outcome', () => {
    for (const folder of ['ok', 'not-ok']) {
      const names = readdirSync(join(CORPUS, folder));
      const outcomes = names.filter((name) => name.endsWith(SUFFIX));
      expect(outcomes.map((name) => name.slice(0, -SUFFIX.length)).sort()).toEqual(casesIn(folder));
    }
  });

  it('keeps what is accepted apart from what is not', () => {
    for (const name of casesIn('ok')) {
      expect([name, reported.parse(expectedOf(`ok/${name}`)).errors]).toEqual([name, {}]);
    }
    for (const name of casesIn('not-ok').filter((file) => !isRefused(`not-ok/${file}`))) {
      expect(Object.keys(reported.parse(expectedOf(`not-ok/${name}`)).errors)).not.toEqual([]);
    }
  });
});
