import { BEGIN_WALK, fingerprint, readCursor } from './cursor';
import { type InstrumentQuery, type Part, selectionOf } from './instrument-query';
import type { Moment } from './moment';
import { type KnownSets, readValue, type Value } from './parameter-values';
import type { QueryFault } from './query-fault';
import {
  COUNTS,
  DEEPEST_ROW,
  DOOR_PARAMETERS,
  EXPORT_FORMATS,
  FACETS,
  FIELDS,
  PARAMETER_NAMES,
  type ParameterName,
  PARAMETERS,
  type QueryDoor,
  SORTS,
  STATUSES,
  USUAL_SIZE,
} from './query-parameters';
import { type Pair, readQueryString, shorten, unknownName } from './query-string';

/** A query that was understood, or everything that is wrong with it. */
export type Parsed =
  | { readonly query: InstrumentQuery; readonly faults?: never }
  | { readonly query?: never; readonly faults: readonly QueryFault[] };

type Values = ReadonlyMap<ParameterName, Value>;

/** Bounds of days and moments. */
const TIMES = [
  ['published_since', 'published_until'],
  ['first_seen_since', 'first_seen_until'],
  ['price_changed_since', 'price_changed_until'],
] as const satisfies readonly (readonly [ParameterName, ParameterName])[];

/**
 * Reads the query of the list of listings. Nothing is ever ignored: whatever is unknown, given twice, unusable or
 * contradictory is a fault, and all faults are told at once.
 *
 * @param text what stands after the question mark, as it came
 * @param known the closed sets of the database
 * @param door decides which parameters there are
 */
export function parseInstrumentQuery(text: string, known: KnownSets, door: QueryDoor = 'list'): Parsed {
  const { pairs, faults } = readQueryString(text);
  const { values, given } = readPairs(pairs, DOOR_PARAMETERS[door], known, faults);
  checkTogether(values, given, faults);
  if (faults.length > 0) return { faults };
  const query = assemble(values);
  const cursor = values.get('cursor')?.text;
  if (cursor === undefined) return { query };
  const place = readCursor(cursor, fingerprint(selectionOf(query)));
  if (typeof place === 'string') {
    return { faults: [{ parameter: 'cursor', code: place, suggestion: BEGIN_WALK }] };
  }
  return { query: { ...query, part: { after: place, size: query.part.size } } };
}

function readPairs(
  pairs: readonly Pair[],
  allowed: readonly ParameterName[],
  known: KnownSets,
  faults: QueryFault[],
): { values: Values; given: ReadonlySet<ParameterName> } {
  const values = new Map<ParameterName, Value>();
  const given = new Set<ParameterName>();
  const refused = new Set<string>();
  for (const [typed, text] of pairs) {
    const name = allowed.find((one) => one === typed);
    if (name === undefined) {
      if (!refused.has(typed)) faults.push(unknownName(typed, allowed));
      refused.add(typed);
    } else if (given.has(name)) {
      if (!refused.has(name)) faults.push(repeated(name, pairs));
      refused.add(name);
    } else {
      given.add(name);
      const outcome = readValue(PARAMETERS[name].kind, text, known);
      if ('faults' in outcome) faults.push(...outcome.faults.map((one) => ({ parameter: name, ...one })));
      else values.set(name, outcome);
    }
  }
  return { values, given };
}

/** Lists have a way to say several values. */
function repeated(name: ParameterName, pairs: readonly Pair[]): QueryFault {
  const isList = ['choices', 'slugs', 'names'].includes(PARAMETERS[name].kind.type);
  const values = pairs.flatMap(([other, value]) => (other === name && value !== '' ? [value] : []));
  const suggestion = shorten(`${name}=${[...new Set(values)].join(',')}`);
  return { parameter: name, code: 'parameter_repeated', ...(isList ? { suggestion } : {}) };
}

/** What contradicts each other, among the values that can be used by themselves. */
function checkTogether(values: Values, given: ReadonlySet<ParameterName>, faults: QueryFault[]): void {
  const paged = given.has('page') || given.has('per_page');
  if (paged && (given.has('limit') || given.has('cursor'))) {
    const limit = numberOf(values, 'limit');
    faults.push({
      parameter: given.has('cursor') ? 'cursor' : 'limit',
      code: 'paging_mixed',
      ...(given.has('cursor') || limit === null ? {} : { suggestion: `per_page=${Math.min(limit, 100)}` }),
    });
  }
  const size = numberOf(values, 'per_page') ?? USUAL_SIZE;
  const page = numberOf(values, 'page') ?? 1;
  if (page * size > DEEPEST_ROW) {
    const params = { deepest: DEEPEST_ROW, last_page: Math.floor(DEEPEST_ROW / size) };
    faults.push({ parameter: 'page', code: 'page_too_deep', params, suggestion: `limit=${size}` });
  }
  const min = numberOf(values, 'price_min');
  const max = numberOf(values, 'price_max');
  if (min !== null && max !== null && min > max) faults.push(emptyRange(values, 'price_min', 'price_max'));
  for (const [from, to] of TIMES) {
    const [since, until] = [momentOf(values, from), momentOf(values, to)];
    if (since && until && isAfter(since, until)) faults.push(emptyRange(values, from, to));
  }
  if (values.get('sort')?.text === 'relevance' && !given.has('q')) {
    faults.push({
      parameter: 'sort',
      code: 'sort_needs_search',
      allowed: SORTS.filter((sort) => sort !== 'relevance'),
      suggestion: PARAMETERS.sort.kind.usual,
    });
  }
}

/** The other way round it is probably what was meant. */
function emptyRange(values: Values, from: ParameterName, to: ParameterName): QueryFault {
  const [begin = '', end = ''] = [from, to].map((name) => values.get(name)?.text);
  return { parameter: from, code: 'range_empty', suggestion: `${from}=${end}&${to}=${begin}` };
}

function isAfter(since: Moment, until: Moment): boolean {
  if ('daysBack' in since && 'daysBack' in until) return since.daysBack < until.daysBack;
  if ('daysBack' in since || 'daysBack' in until) return false;
  const day = (moment: Moment): string =>
    'date' in moment ? moment.date : 'instant' in moment ? moment.instant.slice(0, 10) : '';
  return day(since) > day(until);
}

function assemble(values: Values): InstrumentQuery {
  const search = searchOf(values);
  const min = numberOf(values, 'price_min');
  const max = numberOf(values, 'price_max');
  const statuses = listOf(values, 'status');
  const facets = listOf(values, 'facets');
  const fields = listOf(values, 'fields');
  return {
    search,
    categories: listOf(values, 'category'),
    sources: listOf(values, 'source'),
    statuses: statuses.length === 0 ? ['active'] : STATUSES.filter((one) => statuses.includes(one)),
    brands: listOf(values, 'brand'),
    locations: listOf(values, 'location'),
    priceMin: min,
    priceMax: max,
    includeUnpriced: flagOf(values, 'include_unpriced') ?? (min === null && max === null),
    hasImage: flagOf(values, 'has_image'),
    publishedSince: momentOf(values, 'published_since'),
    publishedUntil: momentOf(values, 'published_until'),
    firstSeenSince: momentOf(values, 'first_seen_since'),
    firstSeenUntil: momentOf(values, 'first_seen_until'),
    priceChangedSince: momentOf(values, 'price_changed_since'),
    priceChangedUntil: momentOf(values, 'price_changed_until'),
    sort: oneOf(SORTS, values.get('sort')?.text) ?? (search ? 'relevance' : '-published'),
    part: partOf(values),
    count: oneOf(COUNTS, values.get('count')?.text) ?? PARAMETERS.count.kind.usual,
    facets: FACETS.filter((facet) => facets.includes(facet)),
    fields: fields.length === 0 ? null : FIELDS.filter((field) => fields.includes(field)),
    format: oneOf(EXPORT_FORMATS, values.get('format')?.text) ?? null,
    escapeFormulas: flagOf(values, 'escape_formulas') ?? true,
    given: givenBy(values),
  };
}

/** What is usual is left out: the same question has one text, cursor and tag, said or not. `limit` begins a walk. */
function givenBy(values: Values): InstrumentQuery['given'] {
  const bounded = values.has('price_min') || values.has('price_max');
  const usual: Readonly<Partial<Record<ParameterName, string>>> = {
    status: 'active',
    include_unpriced: String(!bounded),
    sort: values.has('q') ? 'relevance' : PARAMETERS.sort.kind.usual,
    page: String(PARAMETERS.page.kind.usual),
    per_page: String(PARAMETERS.per_page.kind.usual),
    count: PARAMETERS.count.kind.usual,
    escape_formulas: 'true',
  };
  return new Map(
    PARAMETER_NAMES.flatMap((name) => {
      const text = values.get(name)?.text;
      return text === undefined || text === usual[name] ? [] : [[name, text] as const];
    }),
  );
}

function partOf(values: Values): Part {
  const limit = numberOf(values, 'limit');
  if (values.has('cursor') || limit !== null) return { after: null, size: limit ?? USUAL_SIZE };
  return { number: numberOf(values, 'page') ?? 1, size: numberOf(values, 'per_page') ?? USUAL_SIZE };
}

function oneOf<T extends string>(all: readonly T[], text: string | undefined): T | undefined {
  return all.find((one) => one === text);
}

function listOf(values: Values, name: ParameterName): readonly string[] {
  const value = values.get(name);
  return value && 'list' in value ? value.list : [];
}

function numberOf(values: Values, name: ParameterName): number | null {
  const value = values.get(name);
  return value && 'number' in value ? value.number : null;
}

function flagOf(values: Values, name: ParameterName): boolean | null {
  const value = values.get(name);
  return value && 'flag' in value ? value.flag : null;
}

function momentOf(values: Values, name: ParameterName): InstrumentQuery['publishedSince'] {
  const value = values.get(name);
  return value && 'moment' in value ? value.moment : null;
}

function searchOf(values: Values): InstrumentQuery['search'] {
  const value = values.get('q');
  return value && 'search' in value ? value.search : null;
}
