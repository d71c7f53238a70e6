import { canonicalSlugs, categoryAliases } from './category-aliases';
import { seedSources, vocabulary } from './vocabulary';
import { rawLabels } from './vocabulary/labels';

const fold = (label: string) =>
  label.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().trim().replace(/\s+/g, ' ');

const owners = new Map(
  canonicalSlugs.flatMap((slug) => categoryAliases[slug].map((alias) => [alias, slug] as const)),
);

describe('categoryAliases', () => {
  it('stands folded', () => {
    for (const alias of owners.keys()) expect(fold(alias)).toBe(alias);
  });

  it('names no alias twice, neither in one category nor in two', () => {
    const all = canonicalSlugs.flatMap((slug) => categoryAliases[slug]);
    expect(all.filter((alias, at) => all.indexOf(alias) !== at)).toEqual([]);
  });

  it('gives every category its own name and a dozen others or more', () => {
    for (const slug of canonicalSlugs) {
      expect(owners.get(slug)).toBe(slug);
      expect(categoryAliases[slug].length).toBeGreaterThanOrEqual(12);
      expect(categoryAliases[slug].length).toBeLessThanOrEqual(25);
    }
  });

  it.each([
    ['teclas', 'teclados'],
    ['Baterías', 'baterias'],
    ['BATERIAS', 'baterias'],
    ['Electric Guitars', 'guitarras'],
    ['SINTETIZADORES', 'sintetizadores'],
  ])('maps %s to %s', (label, slug) => {
    expect(owners.get(fold(label))).toBe(slug);
  });

  it.each(['bater', 'none such', 'varios', 'ukeleles raros', 'caja', 'pie', ''])(
    'leaves %p to nobody',
    (label) => {
      expect(owners.has(label)).toBe(false);
    },
  );

  it('covers every label that the vocabulary uses, in its own category', () => {
    for (const category of vocabulary) {
      for (const kind of category.kinds) {
        for (const source of [...seedSources, 'another site']) {
          for (const label of rawLabels(category, kind, source)) {
            expect([label, owners.get(fold(label))]).toEqual([label, category.slug]);
          }
        }
      }
    }
  });
});
