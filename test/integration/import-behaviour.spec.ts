import { z } from 'zod';
import { manyRows, rowAt, TestImports } from '../support/imports';

const FULL = {
  price: '1.200 €',
  image: 'https://example.com/1.jpg',
  location: 'Ávila',
  category: 'guitarras',
  publish: '2026-11-01',
  expiration: '2027-01-31',
  brand: 'Fender',
};

describe('what an import does to a listing', () => {
  let imports: TestImports;

  beforeAll(async () => {
    imports = await TestImports.open();
  });
  afterEach(async () => {
    expect(await imports.projectionFaults()).toEqual([]);
    await imports.execute(
      'TRUNCATE instrument, sighting, import_run, listed_instrument, listed_block, search_document, search_term, search_facet CASCADE',
    );
    imports.clock.set('2026-11-21T12:00:00Z');
  });
  afterAll(() => imports.close());

  it('creates it at the first sight', async () => {
    expect(await imports.rows([rowAt(1, FULL)])).toMatchObject({
      received: 1,
      created: 1,
      updated: 0,
      unchanged: 0,
    });
    expect(await imports.listing(1)).toMatchObject({
      name: 'listing 1',
      price: '1200.00',
      version: 1,
      status: 'active',
    });
  });

  it('leaves it as it is when the row says the same in other spellings', async () => {
    await imports.rows([rowAt(1, FULL)]);
    const before = await imports.listing(1);
    const again = { ...FULL, price: '1200,00 EUR', publish: '01/11/2026', name: ' listing 1 ' };
    expect(await imports.rows([rowAt(1, again)])).toMatchObject({ created: 0, updated: 0, unchanged: 1 });
    const { last_seen_at: seen, ...after } = await imports.listing(1);
    expect(after).toEqual({ ...after, version: 1, first_seen_at: before.first_seen_at });
    expect(seen.getTime()).toBeGreaterThan(before.last_seen_at.getTime());
  });

  it.each([
    ['name', { name: 'another name' }, { name: 'another name' }],
    ['price', { price: '900' }, { price: '900.00' }],
    ['currency', { price: '1.200 £' }, { price: '1200.00', currency: 'GBP' }],
    ['image', { image: 'https://example.com/2.jpg' }, { image: 'https://example.com/2.jpg' }],
    ['location', { location: 'Cádiz' }, { location: 'Cádiz' }],
    ['category', { category: 'bajos' }, { category: 'bajos', label: 'bajos' }],
    ['publication', { publish: '2026-11-02' }, { published: '2026-11-02' }],
    ['expiration', { expiration: '2027-02-28' }, { expires: '2027-02-28' }],
    ['brand', { brand: 'Gibson' }, { brand: 'Gibson' }],
    ['link as written', { link: 'https://www.example.com/1#a' }, { link: 'https://www.example.com/1#a' }],
  ])('updates it when its %s is another, and its version grows by one', async (_what, change, expected) => {
    await imports.rows([rowAt(1, FULL)]);
    const [before] = await imports.listings();
    expect(await imports.rows([rowAt(1, { ...FULL, ...change })])).toMatchObject({
      updated: 1,
      unchanged: 0,
    });
    const [after] = await imports.listings();
    expect(after).toMatchObject({
      ...expected,
      id: before?.id,
      version: 2,
      first_seen_at: before?.first_seen_at,
    });
  });

  it('never erases a known value by nothing', async () => {
    await imports.rows([rowAt(1, FULL)]);
    const before = await imports.listing(1);
    const nothing = {
      price: 'A convenir',
      image: '',
      location: '-',
      category: 'N/A',
      publish: 'null',
      expiration: '',
      brand: 'NaN',
    };
    expect(await imports.rows([rowAt(1, nothing)])).toMatchObject({
      unchanged: 1,
      updated: 0,
      priceChanged: 0,
    });
    expect(await imports.rows([{ name: 'listing 1', link: 'https://example.com/1' }])).toMatchObject({
      unchanged: 1,
    });
    const after = await imports.listing(1);
    expect({ ...after, last_seen_at: null }).toEqual({ ...before, last_seen_at: null });
  });

  it('fills in what was not known', async () => {
    await imports.rows([{ name: 'listing 1', link: 'https://example.com/1' }]);
    expect(await imports.rows([rowAt(1, FULL)])).toMatchObject({ updated: 1 });
    expect(await imports.listing(1)).toMatchObject({
      price: '1200.00',
      currency: 'EUR',
      location: 'Ávila',
      category: 'guitarras',
      brand: 'Fender',
      version: 2,
    });
  });

  it('writes down when it was first seen once, and when it was last seen each time', async () => {
    await imports.rows([rowAt(1)]);
    const first = await imports.listing(1);
    await imports.rows([rowAt(1)]);
    const second = await imports.listing(1);
    await imports.rows([rowAt(1, { price: '7' })]);
    const third = await imports.listing(1);
    expect([second, third].map(({ first_seen_at: at }) => at)).toEqual([
      first.first_seen_at,
      first.first_seen_at,
    ]);
    expect(second.last_seen_at.getTime()).toBeGreaterThan(first.last_seen_at.getTime());
    expect(third.last_seen_at.getTime()).toBeGreaterThan(second.last_seen_at.getTime());
  });

  it('takes the last of two rows with one link', async () => {
    const rows = [rowAt(1, { price: '10' }), rowAt(2), rowAt(1, { name: 'the last', price: '20' })];
    expect(await imports.rows(rows)).toMatchObject({
      received: 3,
      created: 2,
      duplicates: 1,
      priceChanged: 0,
    });
    expect(await imports.listing(1)).toMatchObject({ name: 'the last', price: '20.00', version: 1 });
  });

  it('takes the last of two rows with one link in different batches, without a price change', async () => {
    const twins = [
      rowAt(1, { price: '10' }),
      ...manyRows(2, 10_500),
      rowAt(1, { name: 'the last', price: '20' }),
    ];
    expect(await imports.rows(twins)).toMatchObject({
      received: 10_501,
      created: 10_500,
      duplicates: 1,
      priceChanged: 0,
    });
    expect(await imports.rows(twins)).toMatchObject({ unchanged: 10_500, duplicates: 1, priceChanged: 0 });
    expect(await imports.listing(1)).toMatchObject({
      name: 'the last',
      price: '20.00',
      version: 1,
      previous: null,
    });
    expect(await imports.count('SELECT count(*) AS n FROM price_change')).toBe(0);
  });

  it('stores it as expired when its last day is over, and lists it again when a later one comes', async () => {
    await imports.rows([rowAt(1, { expiration: '2026-11-20' }), rowAt(2, { expiration: '2026-11-21' })]);
    expect((await imports.listings()).map(({ status }) => status)).toEqual(['expired', 'active']);
    expect(await imports.count('SELECT count(*) AS n FROM listed_instrument')).toBe(1);
    expect(await imports.rows([rowAt(1, { expiration: '2026-11-20' })])).toMatchObject({
      unchanged: 1,
      reactivated: 0,
    });
    expect(await imports.rows([rowAt(1, { expiration: '2026-12-20' })])).toMatchObject({
      reactivated: 1,
      updated: 0,
    });
    expect(await imports.listing(1)).toMatchObject({ status: 'active', expires: '2026-12-20', version: 2 });
  });

  it('expires it when it is seen after its last day', async () => {
    await imports.rows([rowAt(1, { expiration: '2026-11-21' })]);
    imports.clock.set('2026-11-21T22:59:59Z');
    expect(await imports.rows([rowAt(1)])).toMatchObject({ unchanged: 1 });
    imports.clock.set('2026-11-21T23:00:00Z'); // midnight in Madrid
    expect(await imports.rows([rowAt(1)])).toMatchObject({ updated: 1, reactivated: 0 });
    expect(await imports.listing(1)).toMatchObject({ status: 'expired', version: 2 });
  });

  it('lists it again when it was removed, with its number and its history', async () => {
    await imports.rows([rowAt(1)]);
    const before = await imports.listing(1);
    await imports.execute(`UPDATE instrument SET status = 'removed', removed_at = now()`);
    await imports.execute('UPDATE sighting SET missed_runs = 2');
    expect(await imports.rows([rowAt(1, { price: '90' })])).toMatchObject({
      reactivated: 1,
      updated: 0,
      created: 0,
      priceChanged: 1,
    });
    expect(await imports.listing(1)).toMatchObject({
      id: before.id,
      status: 'active',
      missed: 0,
      previous: '100.00',
    });
    expect(await imports.count('SELECT count(*) AS n FROM instrument WHERE removed_at IS NOT NULL')).toBe(0);
  });

  it('tells apart every outcome in one file', async () => {
    await imports.rows([rowAt(1), rowAt(2), rowAt(3, { expiration: '2026-11-01' })]);
    const rows = [
      rowAt(1),
      rowAt(2, { price: '5' }),
      rowAt(3, { expiration: '2027-11-01' }),
      rowAt(4),
      rowAt(4),
      rowAt(5, { price: '-1' }),
    ];
    const report = await imports.rows(rows);
    expect(report).toMatchObject({
      received: 6,
      unchanged: 1,
      updated: 1,
      reactivated: 1,
      created: 1,
      duplicates: 1,
      rejected: 1,
      priceChanged: 1,
    });
    const run = z.object({
      state: z.string(),
      received: z.number(),
      created: z.number(),
      updated: z.number(),
      unchanged: z.number(),
      sha256: z.string(),
    });
    expect(await imports.query(run, 'SELECT * FROM import_run ORDER BY id DESC LIMIT 1')).toEqual([
      { state: 'succeeded', received: 6, created: 1, updated: 1, unchanged: 1, sha256: report.sha256 },
    ]);
  });

  it('stays with the source that saw it first when another one has it too', async () => {
    await imports.rows([rowAt(1)]);
    expect(await imports.rows([rowAt(1, { price: '100' })], { source: 'guitarristas' })).toMatchObject({
      created: 0,
      unchanged: 1,
    });
    expect(await imports.listing(1)).toMatchObject({ source: 'hispasonic' });
  });
});
