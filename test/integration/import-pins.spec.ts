import { z } from 'zod';
import { InstrumentsService } from '@app/instruments';
import { rowAt, TestImports } from '../support/imports';

const pinsRow = z.object({ pinned: z.array(z.string()).nullable() });

describe('a field that somebody has fixed', () => {
  let imports: TestImports;

  beforeAll(async () => {
    imports = await TestImports.open();
  });
  afterEach(() =>
    imports.execute(
      'TRUNCATE instrument, sighting, import_run, listed_instrument, listed_block, search_document, search_term CASCADE',
    ),
  );
  afterAll(() => imports.close());

  const change = async (cells: Parameters<InstrumentsService['change']>[2]) => {
    const { id } = await imports.listing(1);
    return imports.services.get(InstrumentsService).change(id, null, cells);
  };
  const pins = async () => (await imports.query(pinsRow, 'SELECT pinned FROM instrument'))[0]?.pinned;

  it('stays as it is, whatever the site says; the others are updated', async () => {
    await imports.rows([rowAt(1, { price: '1.2', location: 'Madrid', category: 'bajos' })]);
    await change({ price: '1200.00', category: 'guitarras' });
    expect(await pins()).toEqual(['category', 'price']);

    const again = [rowAt(1, { price: '1.3', location: 'Sevilla', category: 'bajos' })];
    expect(await imports.rows(again)).toMatchObject({ updated: 1, priceChanged: 0 });
    expect(await imports.listing(1)).toMatchObject({
      price: '1200.00',
      category: 'guitarras',
      label: 'guitarras',
      location: 'Sevilla',
      version: 3,
    });
    expect(await imports.rows(again)).toMatchObject({ updated: 0, unchanged: 1 });
    expect((await imports.listing(1)).version).toBe(3);
  });

  it('is compared by nobody: a row that differs only there is unchanged', async () => {
    await imports.rows([rowAt(1, { name: 'Guitara Fender', image: 'https://example.com/a.jpg' })]);
    await change({ name: 'Guitarra Gibson', image: null });
    // the maker followed from the name
    expect(await pins()).toEqual(['brand', 'image', 'name']);
    const dry = { dryRun: true };
    const row = [rowAt(1, { name: 'Guitara Fender', image: 'https://example.com/b.jpg' })];
    expect(await imports.rows(row, dry)).toMatchObject({ unchanged: 1 });
    expect(await imports.rows(row)).toMatchObject({ unchanged: 1, updated: 0 });
    expect(await imports.listing(1)).toMatchObject({ name: 'Guitarra Gibson', brand: 'Gibson', image: null });
  });

  it('may be each of them', async () => {
    const [first, second] = ['2026-11-01', '2026-11-02'];
    const row = (n: string, date: string) =>
      rowAt(1, {
        ...{ name: `name ${n}`, price: n, image: `https://example.com/${n}.jpg`, location: `place ${n}` },
        ...{ brand: `brand ${n}`, publish: date, expiration: `2027${date.slice(4)}` },
        category: n === '1' ? 'bajos' : 'guitarras',
      });
    await imports.rows([row('1', first)]);
    await change({
      ...{ name: 'x', price: '7', image: null, location: 'x', brand: 'x', category: 'otros' },
      ...{ publish: '2026-10-01', expiration: '2028-01-01', link: 'https://EXAMPLE.com/1?utm_source=x' },
    });
    const fixed = await imports.listing(1).catch(async () => (await imports.listings())[0]);
    expect(await pins()).toHaveLength(9);
    expect(await imports.rows([row('2', second)])).toMatchObject({ unchanged: 1 });
    expect((await imports.listings())[0]).toMatchObject({ ...fixed, last_seen_at: expect.any(Date) });
  });

  it('keeps its category when somebody maps the spelling of its site', async () => {
    await imports.rows([rowAt(1, { category: 'cachivaches' }), rowAt(2, { category: 'cachivaches' })]);
    await imports.execute(`UPDATE instrument SET pinned = '{category}' WHERE link = 'https://example.com/1'`);
    expect(await imports.categories.map('cachivaches', 'efectos', null)).toMatchObject({ moved: 1 });
    expect((await imports.listings()).map(({ category }) => category)).toEqual(['otros', 'efectos']);
  });

  it('is none that nobody has changed', async () => {
    await imports.rows([rowAt(1, { location: 'Madrid' })]);
    await change({ location: 'Madrid' });
    expect(await pins()).toBeNull();
    await expect(imports.execute(`UPDATE instrument SET pinned = '{status}'`)).rejects.toThrow(
      'instrument_pinned_check',
    );
  });
});
