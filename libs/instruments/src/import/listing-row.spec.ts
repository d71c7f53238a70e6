import { parseListingRow, websiteOf, type ListingContext } from './listing-row';
import { rowFault } from './row-fault';
import type { ScrapedRow } from './scraped-row';

const context: ListingContext = {
  habit: 'spanish',
  currency: 'EUR',
  now: new Date('2026-10-31T10:00:00Z'),
  timeZone: 'Europe/Madrid',
  category: null,
};

function rowOf(cells: ScrapedRow['cells']): ScrapedRow {
  return {
    row: 3,
    cells: { name: 'a', link: 'https://x.com/1', ...cells },
    original: [],
    fault: null,
    notes: [],
  };
}

function listingOf(cells: ScrapedRow['cells'], other: Partial<ListingContext> = {}) {
  return parseListingRow(rowOf(cells), { ...context, ...other }).listing;
}

describe('parseListingRow', () => {
  it('reads every column', () => {
    const cells = {
      name: ' Fender Strat ',
      price: '1.200',
      link: ' https://www.x.com/1?utm_source=a ',
      image: 'https://x.com/1.jpg',
      location: ' Jaén ',
      category: '  GUITARRAS ',
      expiration: '2030-01-31',
      publish: 'ayer',
    };
    expect(parseListingRow(rowOf(cells), context)).toEqual({
      listing: {
        row: 3,
        name: 'Fender Strat',
        price: '1200.00',
        currency: 'EUR',
        link: 'https://www.x.com/1?utm_source=a',
        linkKey: 'x.com/1',
        image: 'https://x.com/1.jpg',
        location: 'Jaén',
        category: 'GUITARRAS',
        expiresOn: '2030-01-31',
        publishedOn: '2026-10-30',
        brand: 'Fender',
      },
      faults: [],
      notes: [],
    });
  });

  it('knows nothing of what a row does not say', () => {
    expect(listingOf({ location: 'N/A', category: '-', brand: 'null', image: '' })).toEqual({
      row: 3,
      name: 'a',
      price: null,
      currency: null,
      link: 'https://x.com/1',
      linkKey: 'x.com/1',
      image: null,
      location: null,
      category: null,
      expiresOn: null,
      publishedOn: null,
      brand: null,
    });
  });

  it.each([
    ['line\r\nbreak\tinside', 'line break inside'],
    ['   two  spaces   inside   ', 'two  spaces   inside'],
    ['cafe\u0301', 'café'],
    ['zero\u200dwidth', 'zero\u200dwidth'],
    ['🎸'.repeat(500), '🎸'.repeat(500)],
  ])('the name %j is kept as %j', (name, kept) => {
    expect(listingOf({ name })?.name).toBe(kept);
  });

  it.each([
    ['100', undefined, 'EUR'],
    ['100', 'GBP', 'GBP'],
    ['100', '£', 'GBP'],
    ['100 €', 'GBP', 'EUR'],
    ['$100', 'CAD', 'CAD'],
    ['$100', 'GBP', 'USD'],
    ['', 'GBP', undefined],
  ])('price %j with currency column %j is in %j', (price, currency, expected) => {
    const listing = listingOf(currency === undefined ? { price } : { price, currency });
    expect(listing?.currency ?? undefined).toBe(expected);
  });

  it.each([
    ['FENDER', 'x', 'Fender'],
    ['Fender Custom Shop', 'x', 'Fender Custom Shop'],
    ['Nobody', 'Fender', 'Nobody'],
    ['', 'fender strat', 'Fender'],
  ])('brand column %j and name %j give %j', (brand, name, expected) => {
    expect(listingOf({ brand, name })?.brand).toBe(expected);
  });

  it('lists every fault of a row', () => {
    const cells = {
      name: ' ',
      link: 'ftp://x.com',
      price: '-5',
      currency: 'doubloons',
      location: 'x'.repeat(501),
      category: 'x'.repeat(201),
      brand: 'x'.repeat(101),
      expiration: '2026-02-30',
      publish: '1999-01-01',
    };
    const { listing, faults } = parseListingRow(rowOf(cells), context);
    expect(listing).toBeNull();
    expect(faults.map(({ code }) => code).sort()).toEqual([
      'brand_too_long',
      'category_too_long',
      'currency_unknown',
      'date_impossible',
      'date_too_early',
      'link_scheme',
      'location_too_long',
      'name_missing',
      'price_negative',
    ]);
  });

  it.each([
    [{ name: 'x'.repeat(501) }, 'name', 'name_too_long'],
    [{ link: 'null' }, 'link', 'link_missing'],
  ])('refuses %j: %s, %s', (cells, field, code) => {
    expect(parseListingRow(rowOf(cells), context)).toMatchObject({
      listing: null,
      faults: [{ field, code }],
    });
  });

  it('keeps a listing without an image that cannot be used, and one without a price to be agreed', () => {
    const { listing, notes } = parseListingRow(
      rowOf({ image: 'javascript:x', price: 'A convenir' }),
      context,
    );
    expect(listing).toMatchObject({ image: null, price: null, currency: null });
    expect(notes.map(({ code }) => code).sort()).toEqual(['image_dropped', 'price_on_request']);
  });

  it('goes by the import category before that of the file', () => {
    expect(listingOf({ category: 'x'.repeat(201) }, { category: 'bajos' })?.category).toBe('bajos');
  });

  it('says of a row that could not be cut into cells only that', () => {
    const fault = rowFault(null, 'too_few_columns');
    expect(parseListingRow({ ...rowOf({ name: '' }), fault }, context)).toEqual({
      listing: null,
      faults: [fault],
      notes: [],
    });
  });
});

describe('websiteOf', () => {
  it.each([
    [' hispasonic ', 'hispasonic'],
    ['', null],
    ['N/A', null],
  ])('%j is %j', (website, expected) => {
    expect(websiteOf(rowOf({ website }))).toBe(expected);
    expect(websiteOf(rowOf({}))).toBeNull();
  });
});
