import { type ImportSettings, manyRows, type Row, rowAt, TestImports } from '../support/imports';

const TEN = manyRows(1, 10);
const NINE = manyRows(2, 10);

describe('what a complete run makes of the listings that it does not see', () => {
  let imports: TestImports;

  beforeAll(async () => {
    imports = await TestImports.open();
  });
  afterEach(async () => {
    expect(await imports.projectionFaults()).toEqual([]);
    await imports.execute(
      'TRUNCATE instrument, sighting, import_run, listed_instrument, listed_block, search_document, search_term, search_facet CASCADE',
    );
  });
  afterAll(() => imports.close());

  const complete = (rows: readonly Row[], settings: ImportSettings = {}) =>
    imports.rows(rows, { complete: true, ...settings });
  /** As if the last sight of a listing had been so long ago. */
  const age = (number: number, interval: string) =>
    imports.execute(
      `UPDATE sighting SET last_seen_at = now() - $2::interval
         FROM instrument WHERE instrument.id = instrument_id AND link = $1`,
      [`https://example.com/${number}`, interval],
    );
  const listed = () => imports.count('SELECT sum(listings) AS n FROM listed_block');

  it('flags it as stale after one miss, still listed', async () => {
    await complete(TEN);
    expect(await complete(NINE)).toMatchObject({ state: 'succeeded', unchanged: 9, stale: 1, removed: 0 });
    expect(await imports.listing(1)).toMatchObject({ status: 'stale', missed: 1, version: 2 });
    expect(await listed()).toBe(10);
  });

  it('leaves it stale, and counts it no more, after a second miss within ten days', async () => {
    await complete(TEN);
    await complete(NINE);
    await age(1, '9 days 23 hours 59 minutes');
    expect(await complete(NINE)).toMatchObject({ stale: 0, removed: 0 });
    expect(await imports.listing(1)).toMatchObject({ status: 'stale', missed: 2, version: 2 });
    expect(await listed()).toBe(10);
  });

  it('removes it after a second miss and ten days', async () => {
    await complete(TEN);
    await complete(NINE);
    await age(1, '10 days');
    expect(await complete(NINE)).toMatchObject({ stale: 0, removed: 1 });
    expect(await imports.listing(1)).toMatchObject({ status: 'removed', missed: 2, version: 3 });
    expect(await imports.count('SELECT count(*) AS n FROM instrument WHERE removed_at IS NOT NULL')).toBe(1);
    expect(await listed()).toBe(9);
    expect(await complete(NINE)).toMatchObject({ stale: 0, removed: 0 });
  });

  it('does not remove it after one miss, however long ago it was seen', async () => {
    await complete(TEN);
    await age(1, '400 days');
    expect(await complete(NINE)).toMatchObject({ stale: 1, removed: 0 });
    expect(await imports.listing(1)).toMatchObject({ status: 'stale' });
  });

  it('begins to count anew when it is seen in between', async () => {
    await complete(TEN);
    await complete(NINE);
    expect(await imports.rows([rowAt(1)])).toMatchObject({ reactivated: 1, unchanged: 0 });
    expect(await imports.listing(1)).toMatchObject({ status: 'active', missed: 0, version: 3 });
    await age(1, '30 days');
    expect(await complete(NINE)).toMatchObject({ stale: 1, removed: 0 });
  });

  it('lets the sweep remove it when the ten days pass without another run', async () => {
    await complete(TEN);
    await complete(NINE);
    await complete(NINE);
    await age(1, '10 days');
    expect(await imports.listingsService.sweep()).toEqual({ expired: 0, removed: 1 });
    expect(await imports.listing(1)).toMatchObject({ status: 'removed' });
    expect(await imports.listingsService.sweep()).toEqual({ expired: 0, removed: 0 });
  });

  it('lets the sweep expire what has run out', async () => {
    await imports.rows([rowAt(1, { expiration: '2026-11-21' }), rowAt(2)]);
    expect(await imports.listingsService.sweep()).toEqual({ expired: 0, removed: 0 });
    imports.clock.set('2026-11-22T12:00:00Z');
    expect(await imports.listingsService.sweep()).toEqual({ expired: 1, removed: 0 });
    expect(await imports.listing(1)).toMatchObject({ status: 'expired', version: 2 });
    imports.clock.set('2026-11-21T12:00:00Z');
  });

  it('touches no listing of another source', async () => {
    await complete(TEN);
    await complete(manyRows(11, 20), { source: 'guitarristas' });
    expect(await complete(manyRows(11, 19), { source: 'guitarristas' })).toMatchObject({ stale: 1 });
    expect((await imports.listings()).filter(({ status }) => status === 'stale')).toMatchObject([
      { name: 'listing 20' },
    ]);
  });

  it('touches no listing of another category when it is complete for one', async () => {
    await imports.rows([...manyRows(1, 4, { category: 'bajos' }), ...manyRows(5, 8, { category: 'teclas' })]);
    const settings = { category: 'bajos' };
    expect(await complete(manyRows(2, 4), settings)).toMatchObject({
      category: 'bajos',
      stale: 1,
      unchanged: 3,
    });
    expect((await imports.listings()).filter(({ status }) => status === 'stale')).toMatchObject([
      { name: 'listing 1' },
    ]);
  });

  it('is nothing when the run is not complete', async () => {
    await complete(TEN);
    expect(await imports.rows(NINE)).toMatchObject({ state: 'succeeded', stale: 0, removed: 0 });
    expect(await imports.listing(1)).toMatchObject({ status: 'active', missed: 0 });
  });

  it('leaves alone what is expired or removed already', async () => {
    await complete([...NINE, rowAt(1, { expiration: '2026-11-01' })]);
    expect(await complete(NINE)).toMatchObject({ stale: 0, removed: 0 });
    expect(await imports.listing(1)).toMatchObject({ status: 'expired', missed: 0, version: 1 });
  });

  it('is refused without a source, before anything is stored', async () => {
    const outcome = imports.rows([rowAt(1, { website: 'hispasonic' })], { complete: true, source: null });
    await expect(outcome).rejects.toMatchObject({ code: 'imports.complete_needs_source' });
    expect(await imports.count('SELECT count(*) AS n FROM import_run')).toBe(0);
  });

  describe('stands under the gate:', () => {
    const bad = (from: number, to: number) => manyRows(from, to, { price: '-1' });

    it('over 20 % rejected needs review, keeps its rows and sweeps nothing', async () => {
      await complete(TEN);
      const report = await complete([...manyRows(2, 9), rowAt(11), ...bad(20, 22)]);
      expect(report).toMatchObject({
        state: 'needs_review',
        received: 12,
        created: 1,
        rejected: 3,
        stale: 0,
      });
      expect(report.reason).toBe('3 of 12 rows were rejected, over 20 %.');
      expect((await imports.listings()).map(({ status }) => status)).toEqual(Array(11).fill('active'));
    });

    it('20 % rejected passes', async () => {
      await complete(TEN);
      expect(await complete([...manyRows(2, 9), ...bad(20, 21)])).toMatchObject({
        state: 'succeeded',
        stale: 2,
      });
    });

    it('a run that is not complete needs review as well', async () => {
      expect(await imports.rows([rowAt(1), ...bad(2, 2)])).toMatchObject({
        state: 'needs_review',
        created: 1,
      });
    });

    it('fewer than half of the usual rows need review', async () => {
      await complete(TEN);
      const report = await complete(manyRows(1, 4));
      expect(report).toMatchObject({ state: 'needs_review', unchanged: 4, stale: 0 });
      expect(report.reason).toBe('4 rows were accepted, fewer than half of the usual 10.');
      expect(await complete(manyRows(1, 5))).toMatchObject({ state: 'succeeded', stale: 5 });
    });

    it('the usual is the median of the last five complete runs that succeeded', async () => {
      await complete(manyRows(1, 400)); // too long ago to count
      for (const rows of [200, 150, 100, 100, 100]) await complete(manyRows(1, rows));
      await imports.rows(manyRows(1, 3)); // not complete
      expect(await complete(manyRows(1, 49))).toMatchObject({ state: 'needs_review' }); // not succeeded
      expect(await complete(manyRows(1, 50))).toMatchObject({ state: 'succeeded' });
    });

    it('the usual is that of the same category', async () => {
      await complete(TEN);
      expect(await complete([rowAt(11)], { category: 'bajos' })).toMatchObject({ state: 'succeeded' });
    });

    it('the first complete run needs review when it has fewer rows than half of the listings that are shown', async () => {
      await imports.rows([...TEN, rowAt(11, { expiration: '2026-11-01' })]);
      await imports.rows(manyRows(12, 20, { category: 'bajos' }));
      expect(await complete([rowAt(12)], { category: 'bajos', dryRun: true })).toMatchObject({
        ...{ state: 'needs_review', stale: 0, onApproval: { stale: 8, removed: 0 } },
      });
      const report = await complete(manyRows(1, 9));
      expect(report).toMatchObject({
        state: 'needs_review',
        stale: 0,
        onApproval: { stale: 10, removed: 0 },
      });
      expect(report.reason).toBe('9 rows were accepted, fewer than half of the 19 listings that are shown.');
      expect((await imports.listings()).filter(({ status }) => status === 'stale')).toEqual([]);
      expect(await complete(TEN)).toMatchObject({ state: 'succeeded', stale: 9, onApproval: null });
    });

    it('an empty complete file needs review', async () => {
      await complete(TEN);
      expect(await complete([])).toMatchObject({ state: 'needs_review', received: 0, stale: 0 });
    });
  });
});
