import { Parameters } from './listing-predicate';

/** Which documents are wanted, in the words of the database. */
export interface Selection {
  /** `YYYY-MM-DD`: what had its last day before is over. */
  readonly today: string;
  readonly active: boolean;
  readonly expired: boolean;
  /** Words and filters as a `tsquery` without exclusions alone; `null`: whatever words. */
  readonly terms: string | null;
  /** Ids, when the terms are categories and nothing else. */
  readonly categories: readonly number[];
  /** Phrases that must occur, each in one of its spellings. */
  readonly phrases: readonly (readonly string[])[];
  /** Phrases that may not occur. */
  readonly excluded: readonly string[];
  /** In hundredths. */
  readonly priceMin: number | null;
  readonly priceMax: number | null;
  readonly includeUnpriced: boolean;
  readonly hasImage: boolean | null;
  /** Dates, and instants as `timestamptz` reads them. */
  readonly publishedSince: string | null;
  readonly publishedUntil: string | null;
  readonly firstSeenSince: string | null;
  readonly firstSeenBefore: string | null;
  readonly priceChangedSince: string | null;
  readonly priceChangedBefore: string | null;
}

/**
 * How the rows of a selection are come by. `collect` finds all of them by an index over terms or ranges; `walk` reads
 * an order and looks at each row, and leaves the planner no index to wander off to.
 */
export type Access = 'collect' | 'walk';

/** What is walked: the order of a column, along the rows that have a value there or along those that have none. */
export interface Walked {
  readonly column: string;
  readonly valued: boolean;
}

/**
 * Documents of a selection, of one state each: the conditions of a SELECT from `search_document AS document`.
 *
 * @param walked a range of its column says where the walk begins and ends
 */
export function stateConditions(
  selection: Selection,
  access: Access,
  parameters: Parameters,
  walked?: Walked,
): string[] {
  const legs = priceLegs(selection, access, walked).map((leg) =>
    rowConditions(selection, access, parameters, walked?.column, leg),
  );
  const states: string[] = [];
  if (selection.active) {
    const today = `${parameters.add(selection.today)}::date`;
    states.push(`NOT document.is_over AND document.expires_on >= ${today}`);
  }
  if (selection.expired) states.push('document.is_over');
  return states.flatMap((state) => legs.map((rest) => [state, ...rest].join(' AND ')));
}

/**
 * The same for counting: an index that has all that is asked of a row suffices for what was over, or was not, at the last
 * sweep. What has run out since is apart; `null` where it is among the others whatever it counts for.
 */
export function countedConditions(
  selection: Selection,
  parameters: Parameters,
): { readonly swept: readonly string[]; readonly runOut: string | null } {
  const { active, expired } = selection;
  const states = [...(active ? ['NOT document.is_over'] : []), ...(expired ? ['document.is_over'] : [])];
  const legs = priceLegs(selection, 'collect').map((leg) =>
    rowConditions(selection, 'collect', parameters, undefined, leg),
  );
  return {
    swept: states.flatMap((state) => legs.map((rest) => [state, ...rest].join(' AND '))),
    runOut: active && expired ? null : runOutCondition(selection, parameters),
  };
}

/** What has expired since the last sweep, by its small index; `null` when nobody asks for it. */
export function unsweptCondition(selection: Selection, parameters: Parameters): string | null {
  return selection.expired ? runOutCondition(selection, parameters) : null;
}

function runOutCondition(selection: Selection, parameters: Parameters): string {
  return [
    ranOut(`${parameters.add(selection.today)}::date`),
    ...rowConditions(selection, 'walk', parameters),
  ].join(' AND ');
}

/**
 * What has run out since the last sweep, of `search_document AS document`. It is next to nothing, and the planner takes it
 * for a tenth of all listings, knowing nothing of the two columns together. No index holds a system column: without it an
 * index that holds all else that is asked for would be read from end to end (250 ms at a million listings), and not the
 * small one of what is going to run out.
 *
 * @param today an SQL expression of a date
 */
export function ranOut(today: string): string {
  return `NOT document.is_over AND document.expires_on < ${today} AND document.expires_on < 'infinity'
          AND document.tableoid = 'search_document'::regclass`;
}

/** Whether an index leads to the rows by what they hold. */
export function isCollectable(selection: Selection): boolean {
  return selection.terms !== null || hasRange(selection);
}

/** Whether terms decide alone, or nothing does: the active documents, whatever their words, prices, days and images. */
export function isByTermsAlone(selection: Selection): boolean {
  return (
    !hasRange(selection) &&
    selection.phrases.length + selection.excluded.length === 0 &&
    selection.includeUnpriced &&
    selection.hasImage === null &&
    !selection.expired
  );
}

/** Whether bounds of the price decide, alone or within categories: the active documents, whatever else they hold. */
export function isByPrice(selection: Selection): boolean {
  const { terms, categories } = selection;
  const unpriced = { ...selection, priceMin: null, priceMax: null, includeUnpriced: true };
  const isOfPrices = terms === null || categories.length > 0;
  return hasPriceRange(selection) && isOfPrices && isByTermsAlone(unpriced);
}

/** Whether a value has to be within bounds. */
function hasRange(selection: Selection): boolean {
  return (
    hasPriceRange(selection) ||
    selection.publishedSince !== null ||
    selection.publishedUntil !== null ||
    selection.firstSeenSince !== null ||
    selection.firstSeenBefore !== null ||
    selection.priceChangedSince !== null ||
    selection.priceChangedBefore !== null
  );
}

function hasPriceRange({ priceMin, priceMax }: Selection): boolean {
  return priceMin !== null || priceMax !== null;
}

/** Rows whose price is within the bounds, those that have none, or whatever is wanted of both. */
type PriceLeg = 'within' | 'without' | 'wanted';

/**
 * No index serves a choice of two conditions: where one of prices leads to the rows, each is looked up by itself, and
 * where their order is walked, rows with a price and those without are walked apart.
 */
function priceLegs(selection: Selection, access: Access, walked?: Walked): PriceLeg[] {
  if (walked?.column === 'price') return [walked.valued ? 'within' : 'without'];
  const apart = access === 'collect' && selection.includeUnpriced && isByPrice(selection);
  return apart ? ['within', 'without'] : ['wanted'];
}

/** What is added to a column so that no index serves it. */
const NOTHING = { bigint: '0', date: '0', timestamptz: "interval '0'" } as const;

function rowConditions(
  selection: Selection,
  access: Access,
  parameters: Parameters,
  walked?: string,
  leg: PriceLeg = 'wanted',
): string[] {
  const conditions: string[] = [];
  const byPrice = access === 'collect' && isByPrice(selection);
  // ranges may lead to the rows only where no term does
  const byRange = access === 'collect' && (selection.terms === null || byPrice);
  if (byPrice && selection.terms !== null) {
    conditions.push(`document.category_id = ANY (${parameters.add(selection.categories)}::smallint[])`);
  } else if (selection.terms !== null) {
    const query = `${parameters.add(selection.terms)}::tsquery`;
    // as a function no index serves it
    conditions.push(
      access === 'collect' ? `document.terms @@ ${query}` : `ts_match_vq(document.terms, ${query})`,
    );
  }
  const bound = (
    column: string,
    operator: string,
    value: string | number | null,
    type: keyof typeof NOTHING,
  ): void => {
    if (value === null) return;
    const left =
      byRange || column === walked ? `document.${column}` : `(document.${column} + ${NOTHING[type]})`;
    conditions.push(`${left} ${operator} ${parameters.add(value)}::${type}`);
  };
  if (leg === 'without') conditions.push('document.price IS NULL');
  else {
    const from = conditions.length;
    bound('price', '>=', selection.priceMin, 'bigint');
    bound('price', '<=', selection.priceMax, 'bigint');
    const priced = conditions.splice(from);
    if (leg === 'within' || !selection.includeUnpriced)
      conditions.push(...priced, 'document.price IS NOT NULL');
    else if (priced.length > 0) conditions.push(`(document.price IS NULL OR ${priced.join(' AND ')})`);
  }
  bound('published_on', '>=', selection.publishedSince, 'date');
  bound('published_on', '<=', selection.publishedUntil, 'date');
  bound('first_seen_at', '>=', selection.firstSeenSince, 'timestamptz');
  bound('first_seen_at', '<', selection.firstSeenBefore, 'timestamptz');
  bound('price_changed_at', '>=', selection.priceChangedSince, 'timestamptz');
  bound('price_changed_at', '<', selection.priceChangedBefore, 'timestamptz');
  if (selection.hasImage !== null)
    conditions.push(selection.hasImage ? 'document.has_image' : 'NOT document.has_image');
  // letters, digits and single spaces: nothing that LIKE reads in another way
  for (const spellings of selection.phrases) {
    const any = spellings.map((phrase) => contains(parameters.add(`% ${phrase} %`)));
    conditions.push(any.length === 1 ? any.join('') : `(${any.join(' OR ')})`);
  }
  for (const phrase of selection.excluded) {
    conditions.push(`NOT ${contains(parameters.add(`% ${phrase} %`))}`);
  }
  return conditions;
}

function contains(pattern: string): string {
  return `((' ' || document.words || ' ') LIKE ${pattern}::text)`;
}
