import { csvOf, manyRows, rowAt, TestImports } from '../support/imports';

describe('categories of imported rows', () => {
  let imports: TestImports;

  beforeEach(async () => {
    imports = await TestImports.open();
  });
  afterEach(async () => {
    expect(await imports.projectionFaults()).toEqual([]);
    await imports.close();
  });

  const categoryOf = async (number: number) => (await imports.listing(number)).category;

  it('are otros when nobody has mapped them: the report counts the rows and names the spellings', async () => {
    const rows = [
      ...manyRows(1, 3, { category: 'Zanfonas' }),
      ...manyRows(4, 5, { category: 'Theremines' }),
      rowAt(6),
    ];
    const { warnings } = await imports.rows(rows);
    expect(warnings).toEqual([
      {
        code: 'category_unmapped',
        count: 5,
        message: 'Rows went to otros, their categories are not known: "Zanfonas", "Theremines".',
        rows: [],
      },
    ]);
    expect(await categoryOf(1)).toBe('otros');
    expect(await imports.categories.unmapped()).toEqual([
      { source: 'hispasonic', label: 'Zanfonas', listings: 3 },
      { source: 'hispasonic', label: 'Theremines', listings: 2 },
    ]);
  });

  it('are reported in a moment, and by ten spellings, when every row has another unknown one', async () => {
    const rows = Array.from({ length: 20_000 }, (_, at) => rowAt(at, { category: `raro ${at}` }));
    const { warnings } = await imports.file('rows.csv', csvOf(rows));
    expect(warnings).toMatchObject([{ code: 'category_unmapped', count: 20_000 }]);
    expect(warnings[0]?.message).toMatch(/and 19990 more\.$/);
  });

  it('are moved when somebody maps them, and later imports follow', async () => {
    await imports.rows([rowAt(1, { category: 'Zanfonas' }), rowAt(2, { category: ' ZANFÓNAS ' }), rowAt(3)]);
    expect(await imports.categories.map('zanfonas', 'cuerdas', null)).toEqual({
      category: 'cuerdas',
      sources: [],
      moved: 2,
    });
    expect(await Promise.all([1, 2, 3].map(categoryOf))).toEqual(['cuerdas', 'cuerdas', 'otros']);
    expect(await imports.listing(1)).toMatchObject({ version: 2, label: 'Zanfonas' });
    expect(await imports.categories.unmapped()).toEqual([]);
    const again = await imports.rows([
      rowAt(1, { category: 'Zanfonas' }),
      rowAt(4, { category: 'zanfonas' }),
    ]);
    expect(again).toMatchObject({ unchanged: 1, created: 1, warnings: [] });
    expect(await categoryOf(4)).toBe('cuerdas');
    expect(await imports.rows([rowAt(5, { category: 'Zanfonas' })], { source: 'reverb' })).toMatchObject({
      warnings: [],
    });
  });

  it('are moved for every source that has them unmapped', async () => {
    await imports.rows([rowAt(1, { category: 'Zanfonas' })]);
    await imports.rows([rowAt(2, { category: 'Zanfonas' })], { source: 'guitarristas' });
    expect(await imports.categories.map('Zanfonas', 'cuerdas', null)).toMatchObject({ moved: 2 });
  });

  it('are moved for one source when the mapping is of that source only', async () => {
    await imports.rows([rowAt(1, { category: 'Zanfonas' })]);
    await imports.rows([rowAt(2, { category: 'Zanfonas' })], { source: 'guitarristas' });
    expect(await imports.categories.map('Zanfonas', 'cuerdas', 'guitarristas')).toEqual({
      category: 'cuerdas',
      sources: ['guitarristas'],
      moved: 1,
    });
    expect(await Promise.all([1, 2].map(categoryOf))).toEqual(['otros', 'cuerdas']);
  });

  it('mean what their source says before what is common', async () => {
    await imports.categories.map('teclas', 'sintetizadores', 'guitarristas');
    await imports.rows([rowAt(1, { category: 'Teclas' })]);
    await imports.rows([rowAt(2, { category: 'Teclas' })], { source: 'guitarristas' });
    expect(await Promise.all([1, 2].map(categoryOf))).toEqual(['teclados', 'sintetizadores']);
  });

  it.each(['teclas', 'teclados'])(
    'are moved too when a source gets its own meaning for "%s"',
    async (label) => {
      await imports.rows([rowAt(1, { category: label })]);
      await imports.rows([rowAt(2, { category: label.toUpperCase() })], { source: 'guitarristas' });
      expect(await imports.categories.map(label, 'sintetizadores', 'guitarristas')).toMatchObject({
        moved: 1,
      });
      expect(await Promise.all([1, 2].map(categoryOf))).toEqual(['teclados', 'sintetizadores']);
      expect(
        await imports.rows([rowAt(2, { category: label.toUpperCase() })], { source: 'guitarristas' }),
      ).toMatchObject({ unchanged: 1 });
    },
  );

  it('are moved too when the common meaning of a spelling changes, but not where a source has its own', async () => {
    await imports.categories.map('teclas', 'sintetizadores', 'guitarristas');
    await imports.rows([rowAt(1, { category: 'teclas' })]);
    await imports.rows([rowAt(2, { category: 'teclas' })], { source: 'guitarristas' });
    expect(await imports.categories.map('teclas', 'accesorios', null)).toMatchObject({ moved: 1 });
    expect(await Promise.all([1, 2].map(categoryOf))).toEqual(['accesorios', 'sintetizadores']);
  });

  it('are not moved when they mean that category already', async () => {
    await imports.rows([rowAt(1, { category: 'teclas' })]);
    expect(await imports.categories.map('teclas', 'teclados', null)).toMatchObject({ moved: 0 });
    expect(await imports.listing(1)).toMatchObject({ version: 1 });
  });

  it.each([
    ['', 'cuerdas', null, 'categories.invalid_label'],
    ['x'.repeat(201), 'cuerdas', null, 'categories.invalid_label'],
    ['zanfonas', 'nada', null, 'categories.unknown'],
    ['zanfonas', 'cuerdas', 'nadie', 'sources.unknown'],
  ])('cannot be mapped: "%s" to %s of %s', async (label, category, source, code) => {
    await expect(imports.categories.map(label, category, source)).rejects.toMatchObject({ code });
  });

  it('of the whole import count instead of those of the rows, and are checked before anything is stored', async () => {
    await imports.rows([rowAt(1, { category: 'bajos' })], { category: 'Guitarra eléctrica' });
    expect(await imports.listing(1)).toMatchObject({ category: 'guitarras', label: 'Guitarra eléctrica' });
    await expect(imports.rows([rowAt(2)], { category: 'nada' })).rejects.toMatchObject({
      code: 'categories.unknown',
    });
    expect(await imports.count('SELECT count(*) AS n FROM import_run')).toBe(1);
  });
});
