import { canonicalSlugs, categoryAliases } from './category-aliases';
import { fixtureListings } from './fixtures';
import { seedSources } from './vocabulary';

const today = '2026-11-21';
const listings = fixtureListings(today);

const fold = (label: string) => label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const slugOf = (label: string) => canonicalSlugs.find((slug) => categoryAliases[slug].includes(fold(label)));
const share = (part: readonly unknown[]) => part.length / listings.length;

describe('fixtureListings', () => {
  it('gives about five hundred listings, always the same', () => {
    expect(listings.length).toBeGreaterThan(480);
    expect(listings.length).toBeLessThan(560);
    expect(fixtureListings(today)).toEqual(listings);
  });

  it('moves nothing but the dates from day to day', () => {
    const undated = (day: string) =>
      fixtureListings(day).map((listing) => ({ ...listing, expiresOn: null, publishedOn: null }));
    expect(undated('2027-02-03')).toEqual(undated(today));
    expect(fixtureListings('2027-02-03')).not.toEqual(listings);
  });

  it('gives every link once, on reserved names only', () => {
    expect(new Set(listings.map(({ link }) => link)).size).toBe(listings.length);
    for (const { link } of listings) expect(new URL(link).hostname).toMatch(/\.example$/);
  });

  it('has every category on every site', () => {
    const seen = new Set(
      listings.map(({ source, category }) => `${source} ${slugOf(category) ?? 'unmapped'}`),
    );
    for (const source of seedSources) {
      for (const slug of canonicalSlugs) expect(seen).toContain(`${source} ${slug}`);
    }
  });

  it('leaves a handful of labels unmapped on purpose', () => {
    const unmapped = new Set(listings.map(({ category }) => category).filter((label) => !slugOf(label)));
    expect([...unmapped].sort()).toEqual(['Home Audio', 'Ukeleles raros', 'Varios', 'varios y curiosidades']);
  });

  it('prices believably, leaves some prices out and gives some things away', () => {
    for (const { price, currency } of listings) {
      expect(currency).toBe(price === null ? null : 'EUR');
      if (price !== null) expect(price).toMatch(/^\d{1,5}\.\d\d$/);
    }
    expect(share(listings.filter(({ price }) => price === null))).toBeGreaterThan(0.03);
    expect(share(listings.filter(({ price }) => price === null))).toBeLessThan(0.1);
    expect(listings.filter(({ price }) => price === '0.00').length).toBeGreaterThanOrEqual(3);
    const squiers = listings.filter(({ name }) => /squier/i.test(name));
    expect(squiers.length).toBeGreaterThan(0);
    for (const { price } of squiers) expect(Number(price ?? 0)).toBeLessThan(1500);
  });

  it('dates within the last 120 days and has about one in twenty expired', () => {
    for (const { publishedOn, expiresOn } of listings) {
      if (publishedOn !== null) {
        expect(publishedOn <= today).toBe(true);
        expect(publishedOn >= '2026-07-24').toBe(true);
        if (expiresOn !== null) expect(expiresOn > publishedOn).toBe(true);
      }
    }
    const expired = listings.filter(({ expiresOn }) => expiresOn !== null && expiresOn < today);
    expect(share(expired)).toBeGreaterThan(0.03);
    expect(share(expired)).toBeLessThan(0.07);
    expect(share(listings.filter(({ expiresOn }) => expiresOn === null))).toBeGreaterThan(0.2);
  });

  it('leaves out what the sites leave out', () => {
    for (const { source, location, expiresOn } of listings) {
      if (source === 'reverb') expect([location, expiresOn]).toEqual([null, null]);
    }
    expect(listings.some(({ image }) => image === null)).toBe(true);
    expect(listings.some(({ brand }) => brand === null)).toBe(true);
  });

  it.each(['jv-1080', 'telecaster', 'batería', '4P', 'dx7', 'E11', 'LP_copy', '100%', 'back\\slash', '🎸'])(
    'finds something for %s',
    (text) => {
      const found = listings.filter(({ name }) => name.toLowerCase().includes(text.toLowerCase()));
      expect(found.length).toBeGreaterThan(0);
    },
  );

  it('writes titles that are trimmed, neither short nor endless, and finished', () => {
    for (const { name } of listings) {
      expect(name).toBe(name.trim());
      expect(name.length).toBeGreaterThan(6);
      expect(name.length).toBeLessThan(130);
      expect(name).not.toMatch(/@|undefined| {2}/);
    }
  });
});
