import fc from 'fast-check';
import { fingerprint, writeCursor } from './cursor';
import { queryString, selectionOf } from './instrument-query';
import { parseInstrumentQuery } from './parse-instrument-query';
import type { KnownSets } from './parameter-values';

const known: KnownSets = {
  category: {
    slugs: ['guitarras', 'bajos', 'baterias'],
    spellings: new Map([
      ['guitar', 'guitarras'],
      ['bateria', 'baterias'],
      ['electric guitars', 'guitarras'],
    ]),
  },
  source: { slugs: ['hispasonic', 'reverb'], spellings: new Map() },
};

const faultsOf = (text: string): string[] =>
  (parseInstrumentQuery(text, known).faults ?? []).map(({ parameter, code, suggestion }) =>
    [parameter, code, ...(suggestion === undefined ? [] : [`→ ${suggestion}`])].join(' '),
  );

const read = (text: string) => {
  const { query, faults } = parseInstrumentQuery(text, known);
  if (!query) throw new Error(JSON.stringify(faults));
  return query;
};

describe('the query of the list', () => {
  it('is the newest active listings when it says nothing', () => {
    expect(read('')).toMatchObject({
      search: null,
      statuses: ['active'],
      sort: '-published',
      part: { number: 1, size: 50 },
      count: 'estimated',
      includeUnpriced: true,
      fields: null,
    });
  });

  it('understands every parameter', () => {
    const query = read(
      'q=fender+%22jazz+bass%22+-squier&category=guitar,BATER%C3%8DA&source=Reverb&status=expired,active' +
        '&brand=H%C3%B6fner,fender&location=M%C3%A1laga&price_min=100&price_max=0250.5&has_image=false' +
        '&published_since=P7D&published_until=2026-11-21&first_seen_since=2026-11-21T18:30:00%2B01:00' +
        '&first_seen_until=2026-11-22&price_changed_since=2026-11-01&price_changed_until=P0D&page=2&per_page=100&count=none&facets=price,brand&fields=name,id',
    );
    expect(query).toMatchObject({
      search: { words: ['fender'], phrases: ['jazz bass'], excluded: ['squier'], open: false },
      categories: ['baterias', 'guitarras'],
      sources: ['reverb'],
      statuses: ['active', 'expired'],
      brands: ['fender', 'hofner'],
      locations: ['malaga'],
      priceMin: 10_000,
      priceMax: 25_050,
      includeUnpriced: false,
      hasImage: false,
      publishedSince: { daysBack: 7 },
      publishedUntil: { date: '2026-11-21' },
      firstSeenSince: { instant: '2026-11-21T17:30:00.000Z' },
      firstSeenUntil: { date: '2026-11-22' },
      priceChangedUntil: { daysBack: 0 },
      sort: 'relevance',
      part: { number: 2, size: 100 },
      count: 'none',
      facets: ['brand', 'price'],
      fields: ['id', 'name'],
    });
  });

  it.each([
    ['sort=price&q=fender&category=guitar', 'category=guitarras&sort=price&q=fender'],
    ['category=bajos,guitarras', 'category=guitarras,bajos,guitarras'],
    ['price_min=0100', 'price_min=100'],
    ['q=bater%C3%ADa', 'q=bater\u00c3\u00ada'],
    ['q=bater%C3%ADa', 'q=bateri%CC%81a'],
  ])('is the same whichever way it is written: %s and %s', (one, other) => {
    expect(queryString(read(one).given)).toBe(queryString(read(other).given));
  });

  it('is read again from its own normal form', () => {
    const text = queryString(
      read('q=%22a%26b%22 c%2Bd&brand=D%27Addario&first_seen_since=2026-11-21T18:30:00 01:00').given,
    );
    expect(queryString(read(text).given)).toBe(text);
  });

  it.each([
    ['categroy=bajos', 'categroy parameter_unknown → category'],
    ['colour=red', 'colour parameter_unknown'],
    ['name=jv', 'name parameter_unknown → q'],
    ['minPrice=5', 'minPrice parameter_unknown → price_min'],
    ['max_price=5', 'max_price parameter_unknown → price_max'],
    ['pagesize=5', 'pagesize parameter_unknown → per_page'],
    ['order=price', 'order parameter_unknown → sort'],
    ['Q=fender', 'Q parameter_unknown → q'],
    ['__proto__=1', '__proto__ parameter_unknown'],
    ['constructor=1', 'constructor parameter_unknown'],
    ['category[]=bajos', 'category[] parameter_array → category'],
    ['category[0]=bajos', 'category[0] parameter_array → category'],
    ['page=1&page=1', 'page parameter_repeated'],
    ['category=bajos&category=guitarras', 'category parameter_repeated → category=bajos,guitarras'],
    ['category=', 'category value_empty'],
    ['category', 'category value_empty'],
    ['category=bajos,,guitarras', 'category value_empty'],
    ['category=gitarras', 'category value_unknown → guitarras'],
    ['source=ebay', 'source value_unknown'],
    ['status=removed', 'status value_unknown'],
    ['sort=pricee', 'sort value_unknown → price'],
    ['sort=relevance', 'sort sort_needs_search → -published'],
    ['count=all', 'count value_unknown'],
    ['facets=colour', 'facets value_unknown'],
    ['fields=price,titel', 'fields value_unknown'],
    ['include_unpriced=yes', 'include_unpriced flag_invalid → true'],
    ['has_image=0', 'has_image flag_invalid → false'],
    ['price_min=1.200,50%20%E2%82%AC', 'price_min amount_invalid → 1200.50'],
    ['price_min=1.200', 'price_min amount_invalid → 1200'],
    ['price_min=cheap', 'price_min amount_invalid'],
    ['price_min=0.001', 'price_min amount_invalid'],
    ['price_min=1e3', 'price_min amount_invalid'],
    ['price_min=NaN', 'price_min amount_invalid'],
    ['price_min=-1', 'price_min amount_out_of_range → 0'],
    ['price_max=99999999999', 'price_max amount_out_of_range → 999999999.99'],
    ['price_min=10&price_max=9.99', 'price_min range_empty → price_min=9.99&price_max=10'],
    ['published_since=2026-02-30', 'published_since moment_impossible'],
    ['published_since=3000-01-01', 'published_since moment_out_of_range'],
    ['published_since=1899-12-31T10:00:00Z', 'published_since moment_out_of_range'],
    ['published_since=P36500D', 'published_since moment_out_of_range'],
    ['published_since=21/11/2026', 'published_since moment_invalid → 2026-11-21'],
    ['published_since=P7W', 'published_since moment_invalid → P49D'],
    ['published_since=20261121', 'published_since moment_invalid → 2026-11-21'],
    ['published_since=2026-1-1', 'published_since moment_invalid → 2026-01-01'],
    ['published_since=31/02/2026', 'published_since moment_invalid'],
    ['first_seen_since=2026-11-21T10:00:00', 'first_seen_since moment_invalid → 2026-11-21T10:00:00Z'],
    ['first_seen_since=7d', 'first_seen_since moment_invalid → P7D'],
    ['first_seen_since=300000', 'first_seen_since moment_invalid'],
    [
      'published_since=2026-11-21&published_until=2026-11-20',
      'published_since range_empty → published_since=2026-11-20&published_until=2026-11-21',
    ],
    [
      'published_since=P1D&published_until=P2D',
      'published_since range_empty → published_since=P2D&published_until=P1D',
    ],
    [
      'first_seen_since=2026-11-21&first_seen_until=2026-11-20',
      'first_seen_since range_empty → first_seen_since=2026-11-20&first_seen_until=2026-11-21',
    ],
    [
      'price_changed_since=2026-11-21&price_changed_until=2026-11-20',
      'price_changed_since range_empty → price_changed_since=2026-11-20&price_changed_until=2026-11-21',
    ],
    ['sort=price_desc', 'sort value_unknown → -price'],
    ['sort=published:DESC', 'sort value_unknown → -published'],
    ['sort=first_seen%20desc', 'sort value_unknown → -first_seen'],
    ['sort=price_asc', 'sort value_unknown → price'],
    ['page=0', 'page integer_out_of_range → 1'],
    ['page=1.5', 'page integer_invalid → 1'],
    ['page=1e309', 'page integer_invalid'],
    ['page=10001', 'page page_too_deep → limit=50'],
    [`page=${'9'.repeat(400)}&per_page=10`, 'page page_too_deep → limit=10'],
    ['page=0x10', 'page integer_invalid'],
    ['per_page=101', 'per_page integer_out_of_range → 100'],
    ['limit=201', 'limit integer_out_of_range → 200'],
    ['page=201', 'page page_too_deep → limit=50'],
    ['page=2&limit=10', 'limit paging_mixed → per_page=10'],
    ['q=%20', 'q value_empty'],
    ['q=-fender', 'q search_without_words'],
    ['q=%F0%9F%8E%B8', 'q search_without_words'],
    [`q=${'x'.repeat(201)}`, 'q search_too_long'],
    [`q=${'ab+'.repeat(21)}`, 'q search_too_many_words'],
    ['q=%00', 'q characters_forbidden'],
    ['%00=1', '\ufffd characters_forbidden'],
    ['q=%', 'q encoding_invalid'],
    ['q=%zz', 'q encoding_invalid'],
    ['q=%C3%28', 'q encoding_invalid'],
    ['q=%ED%A0%80', 'q encoding_invalid'],
    ['q=bater\u00eda', 'q encoding_invalid'],
    ['cursor=abc', 'cursor cursor_broken → limit=50'],
    [`brand=${'x'.repeat(101)}`, 'brand value_too_long'],
    [`brand=${'x,'.repeat(60)}x`, 'brand values_too_many'],
    ['a&'.repeat(10_000), ' parameters_too_many'],
  ])('refuses %s', (text, fault) => {
    expect(faultsOf(text)).toEqual([fault]);
  });

  it('tells everything that is wrong at once', () => {
    expect(faultsOf('pgae=2&category=x1,x2&price_min=a&limit=10&per_page=500&q=%')).toEqual([
      'q encoding_invalid',
      'pgae parameter_unknown → page',
      'category value_unknown',
      'category value_unknown',
      'price_min amount_invalid',
      'per_page integer_out_of_range → 100',
      'limit paging_mixed → per_page=10',
    ]);
  });

  it('names the value of a list that is wrong', () => {
    expect(parseInstrumentQuery('category=bajos,foo,gitarras', known).faults).toMatchObject([
      { value: 'foo' },
      { value: 'gitarras', suggestion: 'guitarras' },
    ]);
  });

  it.each([
    ['', 'status=active&sort=-published&page=1&per_page=50&count=estimated&include_unpriced=true'],
    ['q=fender&price_min=5', 'q=FENDER&sort=relevance&price_min=5.00&include_unpriced=false'],
    ['price_min=5.5', 'price_min=05.50&escape_formulas=true'],
  ])('is the question %j whether or not what is usual is said', (short, long) => {
    const door = long.includes('escape') ? 'export' : 'list';
    const [one, other] = [short, long].map((text) => parseInstrumentQuery(text, known, door).query);
    expect(other && queryString(other.given)).toBe(one && queryString(one.given));
  });

  it('accepts a cursor of the same selection only', () => {
    const place = (text: string) =>
      writeCursor({ order: 'value', query: fingerprint(selectionOf(read(text))), id: '7', value: '100' });
    expect(read(`sort=price&limit=10&count=none&cursor=${place('sort=price')}`).part).toEqual({
      after: expect.objectContaining({ id: '7', value: '100' }),
      size: 10,
    });
    expect(faultsOf(`sort=-price&cursor=${place('sort=price')}`)).toEqual([
      'cursor cursor_foreign → limit=50',
    ]);
    expect(faultsOf(`sort=price&q=x&cursor=${place('sort=price')}`)).toEqual([
      'cursor cursor_foreign → limit=50',
    ]);
    expect(faultsOf(`sort=price&cursor=${place('sort=price').replace(/^./, 'f')}`)).toEqual([
      'cursor cursor_broken → limit=50',
    ]);
  });

  it('never throws, whatever comes', () => {
    const names = fc.constantFrom(
      'q',
      'category',
      'page',
      'cursor',
      'price_min',
      'published_since',
      '__proto__',
      'x',
    );
    const value = fc.oneof(
      fc.string({ unit: 'grapheme' }).map(encodeURIComponent),
      fc.string({ unit: 'binary-ascii' }),
    );
    const text = fc
      .array(fc.tuple(names, value))
      .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'));
    fc.assert(
      fc.property(text, (one) => {
        const { query, faults } = parseInstrumentQuery(one, known);
        expect((query === undefined) !== (faults === undefined)).toBe(true);
      }),
    );
  });
});
