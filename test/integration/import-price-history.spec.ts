import { z } from 'zod';
import { rowAt, TestImports } from '../support/imports';

const change = z.object({
  previous_price: z.string().nullable(),
  previous_currency: z.string().nullable(),
  price: z.string(),
  currency: z.string(),
  suspicious: z.boolean(),
  run: z.string().nullable(),
  changed_at: z.date(),
});

describe('the price history', () => {
  let imports: TestImports;

  beforeAll(async () => {
    imports = await TestImports.open();
  });
  afterEach(() =>
    imports.execute(
      'TRUNCATE instrument, sighting, import_run, listed_instrument, listed_block, search_document, search_term, search_facet CASCADE',
    ),
  );
  afterAll(() => imports.close());

  const history = () =>
    imports.query(change, 'SELECT *, import_run_id AS run FROM price_change ORDER BY price_change.id');
  const priced = (price: string) => imports.rows([rowAt(1, { price })]);

  it('says nothing about the first sight', async () => {
    expect(await priced('100')).toMatchObject({ created: 1, priceChanged: 0 });
    expect(await history()).toEqual([]);
    expect(await imports.listing(1)).toMatchObject({
      previous: null,
      price_changed_at: null,
      suspicious: false,
    });
  });

  it('has a row for each change, with the price before, the run and its time', async () => {
    await priced('100');
    const second = await priced('90');
    const third = await priced('95,50');
    await priced('95,50');
    const started = [second, third].map(({ startedAt }) => new Date(startedAt));
    expect(await history()).toEqual([
      {
        previous_price: '100.00',
        previous_currency: 'EUR',
        price: '90.00',
        currency: 'EUR',
        suspicious: false,
        run: second.id,
        changed_at: started[0],
      },
      {
        previous_price: '90.00',
        previous_currency: 'EUR',
        price: '95.50',
        currency: 'EUR',
        suspicious: false,
        run: third.id,
        changed_at: started[1],
      },
    ]);
    expect(await imports.listing(1)).toMatchObject({
      previous: '90.00',
      price_changed_at: started[1],
      version: 3,
    });
  });

  it('keeps the price before when something else changes', async () => {
    await priced('100');
    await priced('90');
    const before = await imports.listing(1);
    await imports.rows([rowAt(1, { price: '90', location: 'Soria' })]);
    expect(await imports.listing(1)).toMatchObject({
      previous: '100.00',
      price_changed_at: before.price_changed_at,
      version: 3,
    });
    expect(await history()).toHaveLength(1);
  });

  it('has a row for the first price of a listing that had none', async () => {
    await priced('A convenir');
    expect(await priced('250')).toMatchObject({ updated: 1, priceChanged: 1 });
    expect(await history()).toMatchObject([
      { previous_price: null, previous_currency: null, price: '250.00' },
    ]);
    expect(await imports.listing(1)).toMatchObject({ previous: null, price: '250.00', suspicious: false });
  });

  it('has a row for another currency', async () => {
    await priced('100 €');
    expect(await priced('100 £')).toMatchObject({ priceChanged: 1 });
    expect(await history()).toMatchObject([{ previous_currency: 'EUR', currency: 'GBP', suspicious: false }]);
  });

  it('has a row for what is given away, and no division by zero afterwards', async () => {
    await priced('100');
    await priced('Gratis');
    await priced('0');
    await priced('100');
    expect(await history()).toMatchObject([
      { previous_price: '100.00', price: '0.00', suspicious: false },
      { previous_price: '0.00', price: '100.00', suspicious: false },
    ]);
  });

  it('has no row for a price that goes missing and comes back', async () => {
    await priced('100');
    await priced('');
    expect(await priced('100')).toMatchObject({ unchanged: 1, priceChanged: 0 });
    expect(await history()).toEqual([]);
  });

  it.each([
    ['1', '979', false],
    ['1', '980', true],
    ['1', '999', true],
    ['1', '1000', true],
    ['1', '1019', true],
    ['1', '1020', true],
    ['1', '1021', false],
    ['1,20', '1200', true],
    ['1200', '1,2', true],
    ['450000', '450', true],
    ['1200', '120', false],
  ])('keeps a jump from %s to %s; suspicious: %s', async (before, after, suspicious) => {
    await priced(before);
    expect(await priced(after)).toMatchObject({ state: 'succeeded', updated: 1, priceChanged: 1 });
    expect((await history()).map((row) => row.suspicious)).toEqual([suspicious]);
    expect(await imports.listing(1)).toMatchObject({ suspicious });
  });

  it('does not take a thousandfold jump between two currencies for suspicious', async () => {
    await priced('1000 JPY');
    await priced('1 €');
    expect((await history()).map(({ suspicious }) => suspicious)).toEqual([false]);
  });

  it('is no longer suspicious when the next price is back', async () => {
    await priced('1200');
    await priced('1,20');
    await priced('1200');
    expect((await history()).map(({ suspicious }) => suspicious)).toEqual([true, true]);
    await priced('1150');
    expect(await imports.listing(1)).toMatchObject({ suspicious: false });
  });
});
