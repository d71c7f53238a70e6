import { queryOf } from './saved-filter';

it('the query of a list is what its address holds, without the page', () => {
  const query = queryOf({
    filterValues: { q: 'jazz & bass', category: ['bajos'] },
    displayedFilters: undefined,
    sort: { field: 'price', order: 'ASC' },
  });
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    filter: '{"q":"jazz & bass","category":["bajos"]}',
    displayedFilters: '{}',
    sort: 'price',
    order: 'ASC',
  });
});
