import type { Place } from './cursor';
import type { Moment } from './moment';
import {
  type CountMode,
  type ExportFormat,
  type Facet,
  type Field,
  PARAMETER_NAMES,
  type ParameterName,
  type QueryStatus,
  type Sort,
} from './query-parameters';
import type { SearchText } from './search-text';

/** Which part of the list: a page by its number, or what comes after a place (`null` begins a walk). */
export type Part =
  | { readonly number: number; readonly size: number }
  | { readonly after: Place | null; readonly size: number };

/** A question about listings, checked and with every value in one spelling. */
export interface InstrumentQuery {
  readonly search: SearchText | null;
  /** Slugs, sorted; none is all. */
  readonly categories: readonly string[];
  readonly sources: readonly string[];
  readonly statuses: readonly QueryStatus[];
  /** Folded names, sorted; none is all. */
  readonly brands: readonly string[];
  readonly locations: readonly string[];
  /** In hundredths. */
  readonly priceMin: number | null;
  readonly priceMax: number | null;
  readonly includeUnpriced: boolean;
  readonly hasImage: boolean | null;
  readonly publishedSince: Moment | null;
  readonly publishedUntil: Moment | null;
  readonly firstSeenSince: Moment | null;
  readonly firstSeenUntil: Moment | null;
  readonly priceChangedSince: Moment | null;
  readonly priceChangedUntil: Moment | null;
  readonly sort: Sort;
  readonly part: Part;
  readonly count: CountMode;
  readonly facets: readonly Facet[];
  /** `null`: all. */
  readonly fields: readonly Field[] | null;
  /** Of an export; `null`: not said. */
  readonly format: ExportFormat | null;
  /** Whether a table makes cells harmless that a spreadsheet would run. */
  readonly escapeFormulas: boolean;
  /** What was given and is not usual, each value in its one spelling, in the order of the grammar: makes links, cursors and tags. */
  readonly given: ReadonlyMap<ParameterName, string>;
}

/** Parameters that do not decide which listings are found, nor in which order. */
const PRESENTATION: readonly ParameterName[] = [
  'page',
  'per_page',
  'limit',
  'cursor',
  'count',
  'facets',
  'fields',
  'format',
  'escape_formulas',
];

/** Two queries with the same text find the same listings in the same order. */
export function selectionOf(query: InstrumentQuery): string {
  return queryString(query.given, Object.fromEntries(PRESENTATION.map((name) => [name, null])));
}

/**
 * A query string with some parameters changed (`null` leaves one out), always written in the same way.
 */
export function queryString(
  given: ReadonlyMap<ParameterName, string>,
  changes: Readonly<Partial<Record<ParameterName, string | null>>> = {},
): string {
  return PARAMETER_NAMES.flatMap((name) => {
    const value = name in changes ? changes[name] : given.get(name);
    return typeof value === 'string' ? [`${name}=${encodeURIComponent(value)}`] : [];
  })
    .join('&')
    .replaceAll('%2C', ',')
    .replaceAll('%20', '+');
}
