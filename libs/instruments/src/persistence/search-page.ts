import { Parameters } from './listing-predicate';
import {
  type Access,
  isCollectable,
  type Selection,
  stateConditions,
  unsweptCondition,
} from './search-selection';

/** A column that documents are ordered by. */
export interface PageOrder {
  readonly column: 'published_on' | 'price' | 'first_seen_at' | 'price_drop';
  readonly type: 'date' | 'integer' | 'timestamptz';
  readonly descending: boolean;
  readonly nullable: boolean;
}

/**
 * How a page is come by: up to so many matches by collecting them and beyond that by a walk; or, where there are known to
 * be more, by one of the two: a walk is soon over, unless it leads deep.
 */
export type PagePlan = number | Access;

/** Where a page begins: after so many documents, or behind one of them. */
export interface PageStart {
  readonly offset: number;
  readonly after: { readonly value: string | null; readonly id: string } | null;
}

/**
 * One page in the order of a column, and how many documents there are, counted up to a cap. Up to it all are
 * collected and sorted; beyond it the order is walked along its index, which is soon over because there are so many. The
 * branches cannot become each other, whatever the planner believes (docs/decisions/0020). The plan can
 * be one of the two alone.
 *
 * Rows: `instrument_id`, `value` (of the column, as text), `found` (at most the cap and one, `null` when nothing was counted).
 */
export function pageSql(
  selection: Selection,
  order: PageOrder,
  start: PageStart,
  limit: number,
  plan: PagePlan,
  parameters: Parameters,
): string {
  const cut = cutOf(order, start, limit, parameters);
  if (plan === 'collect') {
    const behind = keyset('value', order, start, parameters);
    return `
      WITH source AS MATERIALIZED (${collected(selection, `document.${order.column} AS value`, parameters)})
      SELECT instrument_id, value::text, NULL::int AS found FROM (SELECT * FROM source WHERE ${behind} ${cut}) AS page`;
  }
  const legs = walkLegs(selection, order, start, limit, parameters);
  const walk = (condition: string): string =>
    `SELECT instrument_id, value FROM (${legs}) AS legs WHERE ${condition} ${cut}`;
  if (plan === 'walk' || !isCollectable(selection)) {
    return `SELECT instrument_id, value::text, NULL::int AS found FROM (${walk('true')}) AS page`;
  }
  return cappedSql(selection, order, start, { cut, cap: plan, beyond: walk }, parameters);
}

/** The same of those that are collected alone: beyond the cap there is no row with an id. */
export function collectedPageSql(
  selection: Selection,
  order: PageOrder,
  start: PageStart,
  limit: number,
  cap: number,
  parameters: Parameters,
): string {
  return cappedSql(
    selection,
    order,
    start,
    { cut: cutOf(order, start, limit, parameters), cap, beyond: null },
    parameters,
  );
}

function cutOf(
  { descending }: PageOrder,
  { offset }: PageStart,
  limit: number,
  parameters: Parameters,
): string {
  const direction = descending ? 'DESC' : 'ASC';
  return `ORDER BY value ${direction} NULLS LAST, instrument_id ${direction}
    OFFSET ${parameters.add(offset)} LIMIT ${parameters.add(limit)}`;
}

/** @param pages `beyond` makes the page where there are more than the cap, under a condition that says so */
function cappedSql(
  selection: Selection,
  order: PageOrder,
  start: PageStart,
  pages: {
    readonly cut: string;
    readonly cap: number;
    readonly beyond: ((condition: string) => string) | null;
  },
  parameters: Parameters,
): string {
  const { cut, cap, beyond } = pages;
  const source = collected(selection, `document.${order.column} AS value`, parameters);
  const behind = keyset('value', order, start, parameters);
  const most = parameters.add(cap);
  const branches = [
    `SELECT instrument_id, value FROM source WHERE found <= ${most} AND ${behind} ${cut}`,
    ...(beyond === null ? [] : [beyond(`found > ${most}`)]),
  ];
  return `
    WITH source AS MATERIALIZED (${source}),
    amount AS MATERIALIZED (
      SELECT count(*)::int AS found FROM (SELECT FROM source LIMIT ${parameters.add(cap + 1)}) AS counted)
    SELECT instrument_id, value::text, found
      FROM amount LEFT JOIN LATERAL (${branches.map((branch) => `(${branch})`).join(' UNION ALL ')}) AS page ON true`;
}

/** All documents of a selection by the index over what they hold. */
export function collected(selection: Selection, columns: string, parameters: Parameters): string {
  const states = stateConditions(selection, 'collect', parameters);
  const unswept = unsweptCondition(selection, parameters);
  return [...states, ...(unswept === null ? [] : [unswept])]
    .map(
      (where) => `SELECT document.instrument_id, ${columns} FROM search_document AS document WHERE ${where}`,
    )
    .join(' UNION ALL ');
}

/**
 * The first rows of each state along the index of the order: those with a value, and only where these do not suffice
 * those without. Rows: `instrument_id`, `value`.
 */
export function walkLegs(
  selection: Selection,
  order: PageOrder,
  start: PageStart,
  limit: number,
  parameters: Parameters,
): string {
  const { column, nullable, type } = order;
  const { after } = start;
  const direction = order.descending ? 'DESC' : 'ASC';
  const compare = order.descending ? '<' : '>';
  const depth = `${parameters.add(start.offset + limit)}::bigint`;
  const select = `SELECT document.instrument_id, document.${column} AS value FROM search_document AS document WHERE`;
  // of the index, which has both columns in this order, null or not
  const along = `ORDER BY document.${column} ${direction}, document.instrument_id ${direction}`;
  // the index of drops has no listings without one: nearly all are, and the primary key leads to them
  const absentAlong = column === 'price_drop' ? `ORDER BY document.instrument_id ${direction}` : along;
  const legs: string[] = [];
  const names: string[] = [];
  const add = (name: string, sql: string): void => {
    names.push(name);
    legs.push(`${name} AS MATERIALIZED (${sql})`);
  };
  const states = (valued: boolean): readonly string[] =>
    stateConditions(selection, 'walk', parameters, { column, valued });
  if (after?.value !== null) {
    const valued = nullable ? `AND document.${column} IS NOT NULL` : '';
    for (const [at, state] of states(true).entries()) {
      const behind = after
        ? `AND (document.${column}, document.instrument_id) ${compare} (${parameters.add(after.value)}::${type}, ${parameters.add(after.id)}::bigint)`
        : '';
      add(`present_${at}`, `${select} ${state} ${valued} ${behind} ${along} LIMIT ${depth}`);
    }
  }
  if (nullable && !(column === 'price' && !selection.includeUnpriced)) {
    for (const [at, state] of states(false).entries()) {
      const behind =
        after?.value === null
          ? `AND document.instrument_id ${compare} ${parameters.add(after.id)}::bigint`
          : '';
      const missing =
        after?.value === null ? depth : `greatest(${depth} - (SELECT count(*) FROM present_${at}), 0)`;
      add(
        `absent_${at}`,
        `${select} ${state} AND document.${column} IS NULL ${behind} ${absentAlong} LIMIT ${missing}`,
      );
    }
  }
  const unswept = unsweptCondition(selection, parameters);
  if (unswept !== null) {
    add(
      'unswept',
      `SELECT * FROM (${select} ${unswept} OFFSET 0) AS over WHERE ${keyset('value', order, start, parameters)}`,
    );
  }
  return `WITH ${legs.join(', ')} ${names.map((name) => `SELECT instrument_id, value FROM ${name}`).join(' UNION ALL ')}`;
}

/** The condition for what comes after a row, where documents without a value come last. */
function keyset(
  value: string,
  { descending, type }: PageOrder,
  { after }: PageStart,
  parameters: Parameters,
): string {
  if (!after) return 'true';
  const compare = descending ? '<' : '>';
  const id = `${parameters.add(after.id)}::bigint`;
  if (after.value === null) return `(${value} IS NULL AND instrument_id ${compare} ${id})`;
  return `(${value} IS NULL OR (${value}, instrument_id) ${compare} (${parameters.add(after.value)}::${type}, ${id}))`;
}
