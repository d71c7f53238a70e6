import type { LegacyFilter, LegacyPage } from '@app/instruments';
import { parsePriceBound } from '@app/instruments';
import type { LegacyQueryDto } from './legacy-query.dto';

/** A bound that no listing reaches, for `minPrice=Infinity` and `maxPrice=-Infinity`. */
const BEYOND = { min: '1e10', max: '-1' } as const;

function boundOf(text: string | undefined, side: 'min' | 'max'): string | null {
  const bound = parsePriceBound(text, side);
  if (typeof bound === 'object') return bound.decimal;
  return bound === 'nothing' ? BEYOND[side] : null;
}

/** The filter that the parameters ask for. */
export function toLegacyFilter({ name, category, minPrice, maxPrice }: LegacyQueryDto): LegacyFilter {
  return {
    name: name ?? null,
    category: category ?? null,
    minPrice: boundOf(minPrice, 'min'),
    maxPrice: boundOf(maxPrice, 'max'),
  };
}

/**
 * The body of the old answer. Its listings are text from the database already, so it is put together as text.
 *
 * @param url the absolute URL that the client asked for
 */
export function toLegacyBody(page: LegacyPage, url: URL): string {
  const link = (number: number): string => {
    const target = new URL(url);
    if (number === 1) target.searchParams.delete('page');
    else target.searchParams.set('page', String(number));
    return JSON.stringify(target.href);
  };
  const next = page.number < page.totalPages ? link(page.number + 1) : 'null';
  const previous = page.number > 1 ? link(page.number - 1) : 'null';
  return (
    `{"next":${next},"previous":${previous},"count":${page.count},"total_pages":${page.totalPages},` +
    `"current_page":${page.number},"results":${page.results}}`
  );
}
