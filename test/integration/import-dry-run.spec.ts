import type { ImportReport } from '@app/instruments';
import { csvOf, type ImportSettings, manyRows, type Row, rowAt, TestImports } from '../support/imports';

/** Everything about a report that does not depend on the hour or on being stored. */
function comparable(report: ImportReport): ImportReport {
  return { ...report, id: null, dryRun: true, startedAt: '', finishedAt: '' };
}

const KNOWN = [
  ...manyRows(1, 40, { category: 'guitarras' }),
  rowAt(41, { expiration: '2026-11-01' }),
  ...manyRows(42, 44, { category: 'Zanfonas' }),
];

const FILES: readonly [string, readonly Row[], ImportSettings][] = [
  ['nothing', [], {}],
  ['what is known', KNOWN, {}],
  ['new rows', manyRows(100, 150), {}],
  ['twins', [rowAt(1, { price: '5' }), rowAt(200), rowAt(200, { price: '6' }), rowAt(1, { price: '7' })], {}],
  ['changed prices', manyRows(1, 40, { price: '99' }), {}],
  [
    'a later expiration',
    [rowAt(41, { expiration: '2027-01-01' }), rowAt(1, { expiration: '2026-01-01' })],
    {},
  ],
  ['refused rows', [rowAt(1), rowAt(300, { price: '-1' }), { name: 'no link', link: '' }], {}],
  ['unknown categories', manyRows(300, 305, { category: 'Theremines' }), {}],
  ['a category of the import', manyRows(1, 3), { category: 'bajos' }],
  ['a complete file', KNOWN.slice(0, 30), { complete: true }],
  [
    'a complete file with everything',
    [...KNOWN.slice(5), rowAt(400), rowAt(401, { price: '-1' })],
    { complete: true },
  ],
  ['too small a complete file', KNOWN.slice(0, 3), { complete: true }],
  [
    'a complete category',
    manyRows(1, 20, { category: 'guitarras' }),
    { complete: true, category: 'guitarras' },
  ],
  [
    'the first complete file of a category, and too small a one',
    manyRows(1, 5, { category: 'guitarras' }),
    { complete: true, category: 'guitarras' },
  ],
  ['on_error=abort with a refused row', [rowAt(500), rowAt(501, { price: '-1' })], { onError: 'abort' }],
  ['on_error=abort without one', [rowAt(500), rowAt(2, { price: '3' })], { onError: 'abort' }],
];

describe('a dry run', () => {
  let imports: TestImports;

  beforeEach(async () => {
    imports = await TestImports.open();
    await imports.rows(KNOWN, { complete: true });
    await imports.execute(`UPDATE instrument SET status = 'stale' WHERE name = 'listing 40'`);
    await imports.execute(
      `UPDATE sighting SET missed_runs = 1, last_seen_at = now() - interval '11 days'
         FROM instrument WHERE instrument.id = instrument_id AND name = 'listing 40'`,
    );
  });
  afterEach(() => imports.close());

  it.each(FILES)('tells of %s what the real run does, and changes nothing', async (_what, rows, settings) => {
    const before = await imports.fingerprint();
    const dry = await imports.rows(rows, { ...settings, dryRun: true });
    expect(await imports.fingerprint()).toEqual(before);
    const real = await imports.rows(rows, settings);
    expect(dry).toMatchObject({ id: null, dryRun: true });
    expect(comparable(dry)).toEqual(comparable(real));
    expect(await imports.fingerprint()).not.toEqual(before);
  });

  it('changes nothing when the file is refused whole', async () => {
    const before = await imports.fingerprint();
    await expect(imports.file('a.csv', 'name\nx\n', { dryRun: true })).rejects.toMatchObject({
      code: 'imports.file_columns',
    });
    expect(await imports.fingerprint()).toEqual(before);
  });

  it('is noticed by the fingerprint as soon as one value or sequence moves', async () => {
    const before = await imports.fingerprint();
    await imports.execute(`UPDATE listed_instrument SET name_upper = 'X' WHERE instrument_id = 1`);
    await imports.execute(`SELECT nextval('import_run_id_seq')`);
    const after = await imports.fingerprint();
    const moved = Object.keys(after).filter((name) => after[name] !== before[name]);
    expect(moved).toEqual(['import_run_id_seq', 'listed_instrument']);
    expect(await imports.projectionFaults()).toHaveLength(1);
  });
});

describe('on_error=abort', () => {
  let imports: TestImports;

  beforeEach(async () => {
    imports = await TestImports.open();
  });
  afterEach(() => imports.close());

  it('stores nothing when one row is refused, and says why', async () => {
    const rows = [...manyRows(1, 50), rowAt(51, { price: '-1' })];
    const report = await imports.rows(rows, { onError: 'abort' });
    expect(report).toMatchObject({ state: 'failed', received: 51, rejected: 1, created: 0 });
    expect(report.reason).toMatch(/^1 of 51 rows were rejected/);
    expect(report.errors).toMatchObject([{ code: 'price_negative', count: 1, rows: [51] }]);
    expect(await imports.listings()).toEqual([]);
    expect(await imports.count(`SELECT count(*) AS n FROM import_run WHERE state = 'failed'`)).toBe(1);
  });

  it('stores everything when none is', async () => {
    expect(await imports.rows(manyRows(1, 50), { onError: 'abort' })).toMatchObject({
      state: 'succeeded',
      created: 50,
    });
  });

  it('stores all batches or none when it breaks in the middle', async () => {
    const rows = csvOf(manyRows(1, 12_000));
    await imports.execute(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no room'; END $$;
      CREATE TRIGGER refuse BEFORE INSERT ON instrument FOR EACH ROW WHEN (NEW.name = 'listing 11000')
        EXECUTE FUNCTION refuse()`);
    await expect(imports.file('rows.csv', rows, { onError: 'abort' })).rejects.toThrow('no room');
    expect(await imports.listings()).toEqual([]);
    await expect(imports.file('rows.csv', rows)).rejects.toThrow('no room');
    expect(await imports.listings()).toHaveLength(10_000);
    expect(await imports.count(`SELECT count(*) AS n FROM import_run WHERE state = 'failed'`)).toBe(2);
    await imports.execute('DROP TRIGGER refuse ON instrument');
    expect(await imports.file('rows.csv', rows)).toMatchObject({ created: 2_000, unchanged: 10_000 });
  });
});
