import { type BulkOptions, bulkListings } from './bulk';
import { canonicalSlugs, categoryAliases } from './category-aliases';
import { fixtureListings } from './fixtures';

const today = '2026-11-21';
const take = (options: Partial<BulkOptions> = {}) => [
  ...bulkListings({ rows: 200, source: 'hispasonic', seed: 1, offset: 0, today, ...options }),
];

const rows = take({ rows: 20_000 });
const names = rows.map(({ name }) => name.toLowerCase());
const share = (part: readonly unknown[]) => part.length / rows.length;
const containing = (text: string) => names.filter((name) => name.includes(text));

const fold = (label: string) => label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const slugOf = (label: string) => canonicalSlugs.find((slug) => categoryAliases[slug].includes(fold(label)));

describe('bulkListings', () => {
  it('is the same for the same seed and offset', () => {
    expect(take()).toEqual(take());
    expect(take({ seed: 2 })).not.toEqual(take());
    expect(take({ source: 'bench' }).map(({ name }) => name)).not.toEqual(take().map(({ name }) => name));
  });

  it('may be made in slices', () => {
    expect([...take({ rows: 80 }), ...take({ rows: 120, offset: 80 })]).toEqual(take());
  });

  it('moves nothing but the dates from day to day', () => {
    const undated = (day: string) =>
      take({ today: day }).map((listing) => ({ ...listing, expiresOn: null, publishedOn: null }));
    expect(undated('2027-02-03')).toEqual(undated(today));
  });

  it('never gives a link twice: not across sources, seeds and offsets, nor one of the fixtures', () => {
    const links = [
      ...rows,
      ...take({ offset: 20_000 }),
      ...take({ source: 'reverb' }),
      ...take({ source: 'my bench/1' }),
      ...take({ seed: 2 }),
      ...fixtureListings(today),
    ].map(({ link }) => link);
    expect(new Set(links).size).toBe(links.length);
    for (const link of links) expect(new URL(link).href).toBe(link);
  });

  it('shares the categories out as life does', () => {
    const slugs = rows.map(({ category }) => slugOf(category));
    const shareOf = (wanted: string) => share(slugs.filter((slug) => slug === wanted));
    expect(slugs).not.toContain(undefined);
    expect(shareOf('guitarras')).toBeGreaterThan(0.36);
    expect(shareOf('guitarras')).toBeLessThan(0.4);
    expect(shareOf('sintetizadores')).toBeGreaterThan(shareOf('teclados'));
    expect(shareOf('otros')).toBeGreaterThan(0);
    expect(shareOf('otros')).toBeLessThan(0.015);
  });

  it('has common, frequent and rare terms', () => {
    expect(share(containing('guitarra'))).toBeGreaterThan(0.25);
    expect(share(containing('guitarra'))).toBeLessThan(0.3);
    expect(share(containing('fender'))).toBeGreaterThan(0.09);
    expect(share(containing('fender'))).toBeLessThan(0.14);
    expect(containing('stratocaster').length).toBeGreaterThan(100);
    expect(containing('jv-1080').length).toBeGreaterThan(0);
    const words = new Map<string, number>();
    for (const word of names.flatMap((name) => name.split(/\s+/)))
      words.set(word, (words.get(word) ?? 0) + 1);
    expect(words.size).toBeGreaterThan(8000);
    expect([...words.values()].filter((count) => count === 1).length).toBeGreaterThan(4000);
  });

  it('writes titles of the usual length, some of them without accents', () => {
    const mean = rows.reduce((sum, { name }) => sum + name.length, 0) / rows.length;
    expect(mean).toBeGreaterThan(39);
    expect(mean).toBeLessThan(45);
    const without = containing('guitarra electrica').length;
    const all = without + containing('guitarra eléctrica').length;
    expect(without / all).toBeGreaterThan(0.14);
    expect(without / all).toBeLessThan(0.22);
    for (const name of names) expect(name).not.toMatch(/@|undefined/);
  });

  it('leaves out prices and lets listings expire as often as it says', () => {
    const priceless = share(rows.filter(({ price }) => price === null));
    const expired = share(rows.filter(({ expiresOn }) => expiresOn !== null && expiresOn < today));
    expect(priceless).toBeGreaterThan(0.09);
    expect(priceless).toBeLessThan(0.11);
    expect(expired).toBeGreaterThan(0.13);
    expect(expired).toBeLessThan(0.15);
    for (const { price, currency, publishedOn } of rows) {
      expect(currency).toBe(price === null ? null : 'EUR');
      if (price !== null) expect(price).toMatch(/^\d{1,5}\.\d\d$/);
      if (publishedOn !== null) expect(publishedOn <= today).toBe(true);
    }
  });

  it('has odd characters, rarely', () => {
    const odd = share(rows.filter(({ name }) => /[%_\\]|\p{Extended_Pictographic}/u.test(name)));
    expect(odd).toBeGreaterThan(0.002);
    expect(odd).toBeLessThan(0.03);
  });
});
