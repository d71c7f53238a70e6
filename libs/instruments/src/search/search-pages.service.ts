import { Injectable } from '@nestjs/common';
import { isDatabaseValueFault } from '@app/database';
import type { PageOrder, PagePlan } from '../persistence/search-page';
import { NEWEST_FIRST } from '../persistence/search-relevance';
import { type Placement, SearchRepository } from '../persistence/search.repository';
import { AmountsService, type KnownAmount } from './amounts.service';
import { BEGIN_WALK, fingerprint, type Place } from './cursor';
import { type InstrumentQuery, selectionOf } from './instrument-query';
import type { Sort } from './query-parameters';
import type { Total } from './search-answer';
import { InstrumentQueryError } from './search.errors';
import type { Selected } from './selections.service';

/** The ids of a part of the list. */
export interface PageOfIds {
  readonly ids: readonly string[];
  readonly total: Total;
  /** Where what comes after this part begins; `null` at the end. */
  readonly next: Place | null;
}

/**
 * Up to so many matches are all collected and counted; beyond that an order is walked. Where there are many listings it is
 * a part of them, or a walk would pass by too many others.
 */
const LEAST_CAP = 15_000;
const CAP_SHARE = 0.01;

/**
 * What is bound by one day or moment is found before it is ordered by another from its far end, up to so many: these go
 * together, and a walk from the oldest publication passes by nearly everything before it meets what came this week.
 */
const RELATED_CAP = 250_000;

const ORDERS: Readonly<Record<Exclude<Sort, 'relevance'>, PageOrder>> = {
  '-published': NEWEST_FIRST,
  published: { ...NEWEST_FIRST, descending: false },
  price: { column: 'price', type: 'integer', descending: false, nullable: true },
  '-price': { column: 'price', type: 'integer', descending: true, nullable: true },
  '-first_seen': { column: 'first_seen_at', type: 'timestamptz', descending: true, nullable: false },
  '-price_drop': { column: 'price_drop', type: 'integer', descending: true, nullable: true },
};

/** Finds which listings stand on a part of the list, and how many there are. */
@Injectable()
export class SearchPagesService {
  constructor(
    private readonly search: SearchRepository,
    private readonly amounts: AmountsService,
  ) {}

  /**
   * @param listings that are not over
   * @throws InstrumentQueryError for a cursor whose values are none
   */
  async read(query: InstrumentQuery, selected: Selected, listings: number): Promise<PageOfIds> {
    const most = Math.max(LEAST_CAP, Math.round(listings * CAP_SHARE));
    const { size } = query.part;
    const known = await this.amounts.of(query, selected, listings, most);
    const isAcross = isAcrossTimes(query, selected);
    const cap = isAcross ? Math.max(most, RELATED_CAP) : most;
    const plan = planOf(query, known, listings, cap);
    const placement = await this.place(query, selected, size + 1, plan, isAcross).catch((error: unknown) => {
      if (!('after' in query.part) || !isDatabaseValueFault(error)) throw error;
      throw brokenCursor();
    });
    const rows = placement.rows.slice(0, size);
    const last = rows.at(-1);
    const more = placement.rows.length > size;
    return {
      ids: rows.map(({ id }) => id),
      total: await this.total(query, selected, placement.found, known, cap),
      next: more && last ? placeOf(query, selected, placement, last) : null,
    };
  }

  private place(
    query: InstrumentQuery,
    { selection, exact, parts, kindId }: Selected,
    limit: number,
    plan: PagePlan,
    isAcross: boolean,
  ): Promise<Placement> {
    const after = 'after' in query.part ? query.part.after : null;
    const offset = 'number' in query.part ? (query.part.number - 1) * query.part.size : 0;
    if (query.sort !== 'relevance' || after?.order === 'value') {
      const order = query.sort === 'relevance' ? NEWEST_FIRST : ORDERS[query.sort];
      if (after && (after.order !== 'value' || (after.value === null && !order.nullable))) {
        throw brokenCursor();
      }
      const start = { offset, after };
      return isAcross && typeof plan === 'number'
        ? this.search.scatteredPage(selection, order, start, limit, plan)
        : this.search.page(selection, order, start, limit, plan);
    }
    const whole = query.search?.whole ?? '';
    if (!after) {
      const ranking = { whole, exact, parts, kindId, today: selection.today };
      return this.search.ranked(selection, ranking, offset, limit, plan);
    }
    const floor = after.order === 'newest' ? after.floor : null;
    return this.search.rankedAfter(
      selection,
      { whole, exact, parts, kindId, today: after.today },
      after,
      floor,
      limit,
    );
  }

  /** What was collected has been counted; beyond the cap it is as the query wishes, and as far as counters know. */
  private async total(
    query: InstrumentQuery,
    selected: Selected,
    found: number | null,
    known: KnownAmount | null,
    most: number,
  ): Promise<Total> {
    const { count } = query;
    const { selection } = selected;
    if (count === 'none') return { count, total: null };
    if (found !== null && found <= most) return { count: 'exact', total: found };
    if (known?.isExact === true) return { count: 'exact', total: known.likely };
    const kept =
      (await this.amounts.withinPrices(selection)) ?? (await this.amounts.withinCategories(query, selected));
    if (kept !== null) return { count: 'exact', total: kept };
    if (count === 'exact') return { count, total: await this.search.countAll(selection) };
    if (known !== null && known.least > most) return { count, total: known.likely };
    // a walk has collected nothing
    const counted = found ?? (await this.search.count(selection, most + 1));
    if (counted <= most) return { count: 'exact', total: counted };
    return { count, total: Math.max(counted, await this.search.estimate(selection)) };
  }
}

function brokenCursor(): InstrumentQueryError {
  return new InstrumentQueryError([{ parameter: 'cursor', code: 'cursor_broken', suggestion: BEGIN_WALK }]);
}

/** Whether an order by one day or moment begins at the end that bounds of another keep out. */
function isAcrossTimes({ sort }: InstrumentQuery, { selection }: Selected): boolean {
  if (sort === 'relevance') return false;
  const { column, descending } = ORDERS[sort];
  const kept = {
    published_on: descending ? selection.publishedUntil : selection.publishedSince,
    first_seen_at: descending ? selection.firstSeenBefore : selection.firstSeenSince,
    price_changed_at: descending ? selection.priceChangedBefore : selection.priceChangedSince,
  };
  return column in kept && Object.entries(kept).some(([other, bound]) => other !== column && bound !== null);
}

/**
 * What serves a page best. A walk to its end passes by as many rows as there are listings for each match; where that is
 * more than there are matches, these are collected.
 */
function planOf(
  { part }: InstrumentQuery,
  known: KnownAmount | null,
  listings: number,
  most: number,
): PagePlan {
  if (known === null || known.least <= most) return most;
  const end = 'number' in part ? part.number * part.size : part.size;
  return end * listings > known.least ** 2 ? 'collect' : 'walk';
}

/** Where a walk goes on behind a row. */
function placeOf(
  query: InstrumentQuery,
  { selection }: Selected,
  { floor }: Placement,
  { id, value, score }: Placement['rows'][number],
): Place {
  const after = 'after' in query.part ? query.part.after : null;
  const place = { query: fingerprint(selectionOf(query)), id };
  if (score === null) return { order: 'value', ...place, value };
  const today = after && after.order !== 'value' ? after.today : selection.today;
  return floor
    ? { order: 'newest', ...place, score, today, floor }
    : { order: 'score', ...place, score, today };
}
