import { chosenBy, filterOf, isAll, wayToBulk } from './bulk-selection';

describe('the way from a list to a bulk job', () => {
  it.each([
    ['instruments', { ids: [3, 7] }],
    ['removed-instruments', { query: 'q=fender&source=reverb' }],
    ['instruments', { query: '' }],
    ['instruments', { query: 'q=%C3%B1and%C3%BA+%26+co' }],
  ] as const)('from %s keeps %j', (from, selection) => {
    const { search, state } = wayToBulk(from, selection);
    expect(chosenBy(search, state)).toEqual({ from, selection });
  });

  it('keeps ids out of the address', () => {
    expect(wayToBulk('instruments', { ids: [3, 7] }).search).toBe('?from=instruments');
  });

  it.each([[null], [undefined], ['ids'], [{ ids: 'all' }], [{ ids: [] }], [{ ids: ['x', null, 1.5] }]])(
    'takes %j for nothing chosen, never for all listings',
    (state) => {
      expect(chosenBy('', state)).toBeNull();
    },
  );

  it('gives a query back as filters of a list, with the state that it means where it names none', () => {
    const query = 'q=fender+jazz&category=bajos%2Cguitarras';
    const filter = { q: 'fender jazz', category: 'bajos,guitarras' };
    expect(filterOf(query, 'removed-instruments')).toEqual(filter);
    expect(filterOf(query, 'instruments')).toEqual({ ...filter, status: 'active' });
    expect(filterOf('status=expired', 'instruments')).toEqual({ status: 'expired' });
  });

  it.each([
    [{}, true],
    [{ status: 'active,expired' }, true],
    [{ status: 'active' }, false],
    [{ status: 'active,expired', q: 'fender' }, false],
  ])('takes %j for all listings: %s', (filter, all) => {
    expect(isAll(filter)).toBe(all);
  });
});
