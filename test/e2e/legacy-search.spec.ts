import { mixSeed, pick, Random } from '../../libs/instruments/src/seed/random';
import { startApp, type TestApp } from '../support/app';
import { insertListings, type NewListing } from '../support/listings';
import { type NaiveFilter, naiveSearch, searchAll, searchPage } from '../support/naive';

/** Change it to search elsewhere; a failure names the term that it found. */
const SEED = 20_261_120;
const NOW = '2026-11-20T12:00:00Z';
const TODAY = '2026-11-20';
const PAGE = 50;

/** What names are made of; the last ones are letters with a past: ß, İ, ı, ſ, the Kelvin sign, accents apart. */
const PIECES = [
  ...Array.from('aAbBcCeEnNoOsSiIkK 0123456789'),
  ...Array.from('%_\\\'"`-./,;:()&<>*|!?$^[]{}@#+=~  '),
  ...Array.from('áÁéÉíñÑüÜçÇàèøØłŁßẞİıſ\u212A¿¡ªº«»€中あй'),
  ...['e\u0301', 'n\u0303', 'A\u030A', '🎸', '🎻', '👩🏽‍🎤', '🇪🇸', ' Fender ', 'guitarra', 'GUITARRA', 'ñandú'],
];
const SLUGS = ['guitarras', 'bajos', 'teclados', 'otros'];
/** How clients write those; the last one is nothing. */
const SPELLINGS = new Map([
  ['Guitarras', 'guitarras'],
  ['BASS', 'bajos'],
  ['teclas', 'teclados'],
  ['Otros Instrumentos', 'otros'],
  ['zithers', 'zithers'],
]);

let api: TestApp;
let names: string[];

function randomText(random: Random, pieces: number): string {
  return Array.from({ length: pieces }, () => pick(random, PIECES)).join('');
}

function randomListing(random: Random): NewListing {
  return {
    name: randomText(random, random.between(1, 24)),
    price: random.chance(0.2) ? null : random.between(0, 40_000) / 100,
    category: pick(random, SLUGS),
    expiresOn: random.chance(0.2) ? pick(random, ['2026-11-19', '2026-11-20', '2034-01-01']) : null,
    status: pick(random, ['active', 'active', 'active', 'active', 'stale', 'expired', 'removed']),
  };
}

/** One to twelve characters out of a name in any case, or made of anything. */
function randomTerm(random: Random): string {
  const length = random.between(1, random.chance(0.5) ? 3 : 12);
  if (random.chance(0.25)) return randomText(random, length);
  const characters = Array.from(pick(random, names));
  const from = random.below(characters.length);
  const term = characters.slice(from, from + length).join('');
  return pick(random, [term, term, term.toUpperCase(), term.toLowerCase()]);
}

/** Expects all pages of a search to hold what a look at every listing finds. */
async function expectAllPages(filter: NaiveFilter, spelling = filter.category): Promise<number> {
  const expected = await naiveSearch(api.database, filter, TODAY);
  const { counts, ids } = await searchAll(api, { ...filter, category: spelling });
  expect({ filter, ids }).toEqual({ filter, ids: expected });
  expect(new Set(counts)).toEqual(new Set([expected.length]));
  return expected.length;
}

beforeAll(async () => {
  api = await startApp();
  api.setNow(NOW);
  const random = new Random(SEED);
  // blocks of 1,024 ids with few and with many matches, a boundary inside a run, and blocks with none
  const runs = new Map([
    [1, 9],
    [1_000, 60],
    [5_000, 1],
    [6_200, 8],
    [70_000, 260],
    [2_000_000_000, 40],
    [5_000_000_000, 0],
  ]);
  names = [];
  for (const [first, length] of runs) {
    await api.database.query("SELECT setval(pg_get_serial_sequence('instrument', 'id'), $1)", [first]);
    const listings = Array.from({ length }, () => randomListing(random));
    names.push(...listings.map(({ name }) => name));
    await insertListings(api.database, listings);
  }
  await api.database.query("SELECT setval(pg_get_serial_sequence('instrument', 'id'), 90000)");
});

afterAll(() => api.close());

describe('a search finds what a look at every listing finds', () => {
  it('for any text', async () => {
    const sizes: number[] = [];
    for (let n = 0; n < 300; n += 1) {
      const name = randomTerm(new Random(mixSeed(SEED, n)));
      sizes.push(await expectAllPages({ name }));
    }
    // else the terms prove nothing: some have to find nothing, some a listing, some more than a page
    expect(sizes.filter((size) => size === 0).length).toBeGreaterThan(10);
    expect(sizes.filter((size) => size > 0 && size <= PAGE).length).toBeGreaterThan(50);
    expect(sizes.filter((size) => size > PAGE).length).toBeGreaterThan(10);
  });

  it.each([
    '\u212A',
    'k',
    'K',
    'ß',
    'ẞ',
    'SS',
    'İ',
    'i',
    'I',
    'ı',
    'ſ',
    's',
    'e\u0301',
    'é',
    '\u0301',
    '🎸',
    '🏽',
    ' ',
  ])('for %j, a letter with a past', async (name) => {
    await expectAllPages({ name });
  });

  it('for any mixture of text, category and prices', async () => {
    for (let n = 0; n < 200; n += 1) {
      const random = new Random(mixSeed(SEED + 1, n));
      const [spelling, category] = random.chance(0.6) ? pick(random, [...SPELLINGS]) : [];
      const filter = {
        name: random.chance(0.4) ? randomTerm(random) : undefined,
        category,
        minPrice: random.chance(0.5) ? random.between(1, 40_000) / 100 : undefined,
        maxPrice: random.chance(0.5) ? random.between(0, 40_000) / 100 : undefined,
      };
      await expectAllPages(filter, spelling);
    }
  });
});

describe('while listings change', () => {
  const FILTERS: readonly NaiveFilter[] = [
    {},
    { category: 'guitarras' },
    { minPrice: 100 },
    { name: 'a' },
    { name: 'guit', category: 'bajos', maxPrice: 300 },
  ];

  /** Changes something, as an import, a sweep or an administrator would. */
  async function write(random: Random): Promise<void> {
    const [category, price] = [random.between(1, 4), random.between(0, 400)];
    const some = `id IN (SELECT id FROM instrument WHERE id % 7 = ${random.below(7)} LIMIT ${random.between(1, 30)})`;
    const listings = Array.from({ length: random.between(1, 80) }, () => randomListing(random));
    const change = pick(random, [
      () => insertListings(api.database, listings),
      () => api.database.query(`UPDATE instrument SET category_id = ${category} WHERE ${some}`),
      () =>
        api.database.query(`UPDATE instrument SET price = ${price}, currency = 'EUR', name = name || 'Guit'
                             WHERE length(name) < 400 AND ${some}`),
      () => api.database.query(`UPDATE instrument SET status = 'expired', removed_at = NULL WHERE ${some}`),
      () => api.database.query(`UPDATE instrument SET status = 'active', removed_at = NULL WHERE ${some}`),
      () => api.database.query(`DELETE FROM instrument WHERE ${some}`),
    ]);
    await change();
  }

  it('the next answer shows each write, whatever was remembered before', async () => {
    const random = new Random(SEED + 2);
    for (let round = 0; round < 60; round += 1) {
      await write(random);
      for (const filter of FILTERS) {
        const expected = await naiveSearch(api.database, filter, TODAY);
        const pages = Math.max(Math.ceil(expected.length / PAGE), 1);
        const number = random.between(1, pages);
        const { count, total_pages, results } = await searchPage(api, { ...filter, page: number });
        expect({ filter, count, total_pages }).toEqual({
          filter,
          count: expected.length,
          total_pages: pages,
        });
        expect(results.map(({ id }) => id)).toEqual(expected.slice((number - 1) * PAGE, number * PAGE));
      }
    }
  });

  it('every answer is of one moment: as many listings on its page as its own count leaves for it', async () => {
    let writing = true;
    let answers = 0;
    const counts = new Set<number>();
    const reader = async (random: Random): Promise<void> => {
      while (writing) {
        const filter = pick(random, FILTERS);
        const page = pick(random, [1, 'last']);
        const body = await searchPage(api, { ...filter, page });
        const left = Math.min(body.count - (body.current_page - 1) * PAGE, PAGE);
        expect({ filter, page, on: body.results.length }).toEqual({ filter, page, on: left });
        expect(body.total_pages).toBe(Math.max(Math.ceil(body.count / PAGE), 1));
        if (page === 'last') expect(body.current_page).toBe(body.total_pages);
        counts.add(body.count);
        answers += 1;
      }
    };
    const readers = [1, 2, 3, 4].map((n) => reader(new Random(SEED + n)));
    const random = new Random(SEED + 9);
    for (let round = 0; round < 80 || answers < 150; round += 1) await write(random);
    writing = false;
    await Promise.all(readers);
    expect(counts.size).toBeGreaterThan(20);
  });
});
