import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { csvOf, rowAt, TestImports } from '../support/imports';
import { ROOT } from '../support/source-files';

const SCRAPED = join(ROOT, '../shared/data/scraped');
const CLEAN = [
  ['reverb', 6000],
  ['hispasonic', 100],
  ['soundmarket', 10],
] as const;

const LINK = 'https://www.hispasonic.com/anuncios/dirty/';
/** Rows of dirty.csv that are refused, whatever source is given. */
const REFUSED = {
  7: 'price_negative',
  8: 'price_too_high',
  10: 'price_infinite',
  13: 'date_impossible',
  16: 'link_missing',
  17: 'link_scheme',
  18: 'link_unreadable',
  19: 'name_missing',
  20: 'name_too_long',
  21: 'link_too_long',
  35: 'too_many_columns',
  36: 'too_few_columns',
  37: 'quote_not_closed',
};
/** What becomes of the others, by the number in their link: name, price, currency, publication, expiration. */
const ACCEPTED = [
  [1, 'ok plain row', '100.00', 'EUR', '2026-11-01', '2030-01-31'],
  [2, 'price with euro sign and thousands dot', '1200.00', 'EUR', '2026-11-01', '2030-01-31'],
  [3, 'price with comma decimals', '1234.50', 'EUR', '2026-11-01', '2030-01-31'],
  [4, 'price as the API of another site writes it', '5762.44', 'GBP', '2026-11-01', '2030-01-31'],
  [5, 'price to be agreed', null, null, '2026-11-01', '2030-01-31'],
  [6, 'price empty', null, null, '2026-11-01', '2030-01-31'],
  [9, 'price three decimals', '10999.00', 'EUR', '2026-11-01', '2030-01-31'],
  [11, 'price NaN', null, null, '2026-11-01', '2030-01-31'],
  [12, 'expiration in Spanish order', '1.00', 'EUR', '2026-11-01', '2026-12-31'],
  [14, 'publish with a time zone', '1.00', 'EUR', '2026-11-01', '2030-01-31'],
  [15, 'publish relative', '1.00', 'EUR', '2026-10-31', '2030-01-31'],
  [22, 'second of two with one link', '20.00', 'EUR', '2026-11-01', '2030-01-31'],
  [23, 'quoted, comma "and" quotes', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [24, 'line break inside', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [25, 'spaces   around', '7.00', 'EUR', '2026-11-01', '2030-01-31'],
  [26, '<script>alert(1)</script> strat', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [27, "'; DROP TABLE instrument; --", '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [28, '=HYPERLINK("http://evil","x")', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [29, 'emoji 🎸 and combining é', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [30, 'website missing', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [31, 'category of another spelling', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [32, 'Guitarra española in Latin-1', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
  [33, 'nul  byte', '5.00', 'EUR', '2026-11-01', '2030-01-31'],
] as const;

const sequence = `SELECT last_value AS n FROM instrument_id_seq`;
const fault = z.object({ row: z.number(), code: z.string() });

describe('ids of listings', () => {
  it('are not used up by rows that are known', async () => {
    const imports = await TestImports.open();
    try {
      const file = csvOf([rowAt(1), rowAt(2)]);
      await imports.file('rows.csv', file);
      const before = await imports.count(sequence);
      await imports.file('rows.csv', file);
      await imports.file('again.csv', file);
      await imports.rows([rowAt(1, { price: '5' }), rowAt(2, { price: '6' })]);
      expect(await imports.count(sequence)).toBe(before);
    } finally {
      await imports.close();
    }
  });
});

// the files are beside the repository only where the project is worked on
if (existsSync(SCRAPED)) {
  describe('the scraped files', () => {
    let imports: TestImports;

    beforeAll(async () => {
      imports = await TestImports.open();
    });
    afterAll(() => imports.close());

    const scraped = (name: string, source: string | null = null) =>
      imports.file(`${name}.csv`, readFileSync(join(SCRAPED, `${name}.csv`)), { source });

    it.each(CLEAN)('%s.csv goes in: %i rows, none refused', async (name, rows) => {
      expect(await scraped(name)).toMatchObject({
        source: name,
        state: 'succeeded',
        received: rows,
        created: rows,
        rejected: 0,
        duplicates: 0,
        errors: [],
      });
    });

    it('are all there, listed and counted', async () => {
      expect(await imports.count('SELECT count(*) AS n FROM instrument')).toBe(6110);
      expect(await imports.count('SELECT sum(listings) AS n FROM listed_block')).toBe(6110);
      expect(await imports.projectionFaults()).toEqual([]);
    });

    it('change nothing the second time, and use up no id', async () => {
      const before = await imports.count(sequence);
      const versions = await imports.count('SELECT sum(version) AS n FROM instrument');
      for (const [name, rows] of CLEAN) {
        expect(await scraped(name)).toMatchObject({
          created: 0,
          updated: 0,
          unchanged: rows,
          priceChanged: 0,
        });
      }
      expect(await imports.count(sequence)).toBe(before);
      expect(await imports.count('SELECT sum(version) AS n FROM instrument')).toBe(versions);
      expect(await imports.count('SELECT count(*) AS n FROM price_change')).toBe(0);
    });
  });

  describe('dirty.csv', () => {
    let imports: TestImports;

    beforeEach(async () => {
      imports = await TestImports.open();
    });
    afterEach(() => imports.close());

    const dirty = (source: string | null) =>
      imports.file('dirty.csv', readFileSync(join(SCRAPED, 'dirty.csv')), { source });
    const faults = async () => {
      const rows = await imports.query(fault, 'SELECT row, code FROM import_fault ORDER BY row, position');
      return Object.fromEntries(rows.map(({ row, code }) => [row, code]));
    };

    it('gives 24 rows of a given source, and a reason for each of the others', async () => {
      const report = await dirty('hispasonic');
      expect(report).toMatchObject({
        state: 'needs_review',
        received: 37,
        created: 23,
        duplicates: 1,
        rejected: 13,
      });
      expect(await faults()).toEqual(REFUSED);
      expect(
        (await imports.listings()).map(({ link, name, price, currency, published, expires }) => [
          Number(link.slice(LINK.length)),
          name,
          price,
          currency,
          published,
          expires,
        ]),
      ).toEqual(ACCEPTED);
      expect(report.warnings.map(({ code, rows }) => [code, rows])).toEqual([
        ['bytes_not_utf8', [33]],
        ['nul_removed', [34]],
        ['price_on_request', [5]],
      ]);
      expect(new Set((await imports.listings()).map(({ category }) => category))).toEqual(
        new Set(['guitarras']),
      );
    });

    it('refuses the row without a website when no source is given', async () => {
      expect(await dirty(null)).toMatchObject({
        source: 'hispasonic',
        created: 22,
        duplicates: 1,
        rejected: 14,
      });
      expect(await faults()).toEqual({ ...REFUSED, 31: 'website_missing' });
    });
  });
}
