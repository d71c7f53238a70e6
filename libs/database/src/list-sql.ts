import type { ListFilter, ListRequest, ListSource } from './list';

/** A part of a list in the words of SQL; its rows end in `list_at` and `list_id`, their place. */
export interface PartSql {
  readonly columns: string;
  readonly from: string;
  readonly order: string;
  readonly id: string;
  readonly direction: 'ASC' | 'DESC';
  /** What stands behind ORDER BY. */
  readonly cut: string;
  /** The condition for what comes after the cursor, by the names of an order and an id; none without a cursor. */
  readonly after: (order: string, id: string) => readonly string[];
}

/** @param values there are so many of conditions: the place of a cursor is numbered on from them */
export function partSql<Sort extends string>(
  source: ListSource<unknown, Sort>,
  request: ListRequest<Sort>,
  values: number,
): PartSql {
  const { id } = source;
  const { expression, type } = source.orders[request.sort];
  const skip = request.number === null ? 0 : (request.number - 1) * request.size;
  const compare = request.descending ? '<' : '>';
  const cursor = `($${values + 1}::${type}, $${values + 2}::${id.type})`;
  return {
    columns: `${source.columns}, (${expression})::text AS list_at, (${id.expression})::text AS list_id`,
    from: source.from,
    order: expression,
    id: id.expression,
    direction: request.descending ? 'DESC' : 'ASC',
    cut: `LIMIT ${request.size + 1} OFFSET ${skip}`,
    after: (order, last) => (request.cursor === null ? [] : [`(${order}, ${last}) ${compare} ${cursor}`]),
  };
}

/** Reads the order, and looks at each row. */
export function walkSql(part: PartSql, conditions: readonly string[]): string {
  const all = [...conditions, ...part.after(part.order, part.id)];
  return `SELECT ${part.columns} FROM ${part.from} ${where(all)} ${along(part, part.order, part.id)} ${part.cut}`;
}

/** Finds all rows, and then orders them. */
export function collectSql(part: PartSql, conditions: readonly string[]): string {
  const all = [...conditions, ...part.after(part.order, part.id)];
  return `WITH found AS MATERIALIZED (${placesSql(part, all)}),
    page AS MATERIALIZED (SELECT id FROM found ${along(part, 'place', 'id')} ${part.cut})
    ${pageSql(part)}`;
}

/**
 * The same, and counts them on the way: each row of the answer says in `list_total` how many there are, at most one beyond a
 * limit. Beyond it and where none is on the page there is one row, with no place.
 */
export function countedSql(part: PartSql, conditions: readonly string[], most: number): string {
  return `WITH found AS MATERIALIZED (${placesSql(part, conditions)}),
    amount AS MATERIALIZED (
      SELECT count(*)::int AS list_total FROM (SELECT FROM found LIMIT ${most + 1}) AS counted),
    page AS MATERIALIZED (
      SELECT id FROM found
      ${where([`(SELECT list_total FROM amount) <= ${most}`, ...part.after('place', 'id')])}
      ${along(part, 'place', 'id')} ${part.cut})
    SELECT * FROM amount LEFT JOIN LATERAL (${pageSql(part)}) AS shown ON true`;
}

/** All rows, of which nothing is read that need not be. */
export function rowsSql(from: string, { conditions }: ListFilter): string {
  return `SELECT FROM ${from} ${where(conditions)}`;
}

function placesSql({ order, id, from }: PartSql, conditions: readonly string[]): string {
  return `SELECT ${order} AS place, ${id} AS id FROM ${from} ${where(conditions)}`;
}

function pageSql(part: PartSql): string {
  return `SELECT ${part.columns} FROM ${part.from} WHERE ${part.id} IN (SELECT id FROM page)
    ${along(part, part.order, part.id)}`;
}

function along({ direction }: PartSql, order: string, id: string): string {
  return `ORDER BY ${order} ${direction}, ${id} ${direction}`;
}

function where(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.map((one) => `(${one})`).join(' AND ')}`;
}
