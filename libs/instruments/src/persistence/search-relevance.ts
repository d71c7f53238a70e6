import { Parameters } from './listing-predicate';
import { collected, type PageOrder, type PagePlan, walkLegs } from './search-page';
import { type Selection, stateConditions } from './search-selection';

/** What an answer is ranked by: the text typed, and what an exact match has. */
export interface Ranking {
  /** Folded words parted by single spaces. */
  readonly whole: string;
  /** A `tsquery`. */
  readonly exact: string | null;
  /** What stands before or behind everything else: listings of a category, and titles that begin with a word; `null`: nothing. */
  readonly parts: {
    readonly place: 'first' | 'last';
    readonly categoryId: number;
    readonly words: readonly string[];
  } | null;
  /** The category whose listings stand before others, but for parts; `null`: none. */
  readonly kindId: number | null;
  /** The day that freshness is told from; a walk keeps the one that it began on. */
  readonly today: string;
}

/** A place among ranked documents. */
export interface RankedPlace {
  readonly score: number;
  readonly id: string;
}

/** The newest documents are in this order before they are ranked. */
export const NEWEST_FIRST: PageOrder = {
  column: 'published_on',
  type: 'date',
  descending: true,
  nullable: true,
};
/** Of more than the cap so many of the newest are ranked; what is older follows by its date. */
const RANKED = 500;

const COLUMNS = 'document.words, document.published_on AS value, document.terms, document.category_id';

/**
 * The first pages by relevance. Up to a cap matches are all ranked; beyond it the newest {@link RANKED}, and the others
 * follow by date.
 *
 * Rows: `instrument_id`, `score` (`null` behind the ranked ones), `value` (day of publication), `found` (as in
 * `pageSql`, `null` where their number is known to be great), and the oldest of the ranked ones (`floor_value`, `floor_id`) where not all were.
 */
export function rankedSql(
  selection: Selection,
  ranking: Ranking,
  offset: number,
  limit: number,
  plan: PagePlan,
  parameters: Parameters,
): string {
  const score = scoreSql(ranking, parameters);
  const skip = parameters.add(offset);
  const most = parameters.add(limit);
  const depth = Math.max(RANKED, offset + limit);
  const legs =
    plan === 'collect'
      ? collected(selection, 'document.published_on AS value', parameters)
      : walkLegs(selection, NEWEST_FIRST, { offset: 0, after: null }, depth, parameters);
  const newest = (condition: string): string => `
    (WITH walk AS MATERIALIZED (
       SELECT instrument_id, value,
              row_number() OVER (ORDER BY value DESC NULLS LAST, instrument_id DESC) AS position
         FROM (${legs}) AS legs WHERE ${condition}),
     ranked AS (
       SELECT instrument_id, value, position, ${score} AS score
         FROM (SELECT newest.*, words, terms, category_id
                 FROM (SELECT * FROM walk WHERE position <= ${RANKED} LIMIT ${RANKED}) AS newest
                 JOIN search_document USING (instrument_id)) AS newest
       UNION ALL
       SELECT instrument_id, value, position, NULL FROM walk WHERE position BETWEEN ${RANKED + 1} AND ${depth})
     SELECT instrument_id, score, value, (SELECT value FROM walk WHERE position = ${RANKED}) AS floor_value,
            (SELECT instrument_id FROM walk WHERE position = ${RANKED}) AS floor_id
       FROM ranked
      ORDER BY score DESC NULLS LAST, CASE WHEN score IS NOT NULL THEN instrument_id END DESC, position
     OFFSET ${skip} LIMIT ${most})`;
  const columns = 'instrument_id, score, value::text, found, floor_value::text, floor_id';
  if (typeof plan === 'string') {
    return `SELECT ${columns} FROM (SELECT *, NULL::int AS found FROM ${newest('true')} AS ranked) AS page`;
  }
  const capped = parameters.add(plan);
  return `
    WITH source AS MATERIALIZED (${collected(selection, COLUMNS, parameters)}),
    matches AS MATERIALIZED (SELECT * FROM source LIMIT ${parameters.add(plan + 1)}),
    amount AS MATERIALIZED (SELECT count(*)::int AS found FROM matches)
    SELECT ${columns}
      FROM amount LEFT JOIN LATERAL (
        (SELECT instrument_id, ${score} AS score, value, NULL::date AS floor_value, NULL::bigint AS floor_id
           FROM matches WHERE found <= ${capped}
          ORDER BY score DESC, instrument_id DESC OFFSET ${skip} LIMIT ${most})
        UNION ALL
        ${newest(`found > ${capped}`)}) AS page ON true`;
}

/** What follows in a walk through matches that are all ranked. */
export function rankedAfterSql(
  selection: Selection,
  ranking: Ranking,
  after: RankedPlace,
  limit: number,
  parameters: Parameters,
): string {
  return `
    WITH source AS MATERIALIZED (${collected(selection, COLUMNS, parameters)}),
    ranked AS (SELECT instrument_id, value, ${scoreSql(ranking, parameters)} AS score FROM source)
    SELECT instrument_id, score, value::text, NULL::int AS found, NULL::text AS floor_value, NULL::bigint AS floor_id
      FROM ranked WHERE ${behind(after, parameters)}
     ORDER BY score DESC, instrument_id DESC LIMIT ${parameters.add(limit)}`;
}

/** What follows in a walk through the newest matches, down to `floor`, and then behind it by date. */
export function newestAfterSql(
  selection: Selection,
  ranking: Ranking,
  after: RankedPlace,
  floor: { readonly value: string | null; readonly id: string },
  limit: number,
  parameters: Parameters,
): string {
  const legs = walkLegs(selection, NEWEST_FIRST, { offset: 0, after: floor }, limit, parameters);
  const floorValue = `${parameters.add(floor.value)}::date`;
  const floorId = `${parameters.add(floor.id)}::bigint`;
  const most = parameters.add(limit);
  return `
    WITH source AS MATERIALIZED (${aboveFloor(selection, floor.value, floorValue, floorId, parameters)}),
    ranked AS (SELECT instrument_id, value, ${scoreSql(ranking, parameters)} AS score FROM source)
    SELECT instrument_id, score, value::text, NULL::int AS found, ${floorValue}::text AS floor_value,
           ${floorId} AS floor_id
      FROM ((SELECT 1 AS block, instrument_id, score, value FROM ranked WHERE ${behind(after, parameters)}
              ORDER BY score DESC, instrument_id DESC LIMIT ${most})
            UNION ALL
            (SELECT 2, instrument_id, NULL, value FROM (${legs}) AS legs
              ORDER BY value DESC NULLS LAST, instrument_id DESC LIMIT ${most})) AS blocks
     ORDER BY block, score DESC, CASE WHEN block = 2 THEN value END DESC NULLS LAST, instrument_id DESC LIMIT ${most}`;
}

function aboveFloor(
  selection: Selection,
  value: string | null,
  floorValue: string,
  floorId: string,
  parameters: Parameters,
): string {
  if (value === null) {
    return `SELECT * FROM (${collected(selection, COLUMNS, parameters)}) AS source
             WHERE value IS NOT NULL OR instrument_id >= ${floorId}`;
  }
  return stateConditions(selection, 'walk', parameters)
    .map(
      (state) =>
        `SELECT document.instrument_id, ${COLUMNS} FROM search_document AS document
          WHERE ${state} AND (document.published_on, document.instrument_id) >= (${floorValue}, ${floorId})`,
    )
    .join(' UNION ALL ');
}

function behind({ score, id }: RankedPlace, parameters: Parameters): string {
  return `(score, instrument_id) < (${parameters.add(score)}::int, ${parameters.add(id)}::bigint)`;
}

/**
 * How well a document answers, in thousandths: the words as typed (and the model exactly) before stems, synonyms and
 * beginnings; then the whole text in one piece, at the start of the title; fresh and short ones before others. What is
 * to stand first or last wins or loses more than all of that can be, and of that a category in which all are what is
 * searched for more than words.
 */
function scoreSql({ whole, exact, parts, kindId, today }: Ranking, parameters: Parameters): string {
  const exactly = exact === null ? '0' : `8 * ts_match_vq(terms, ${parameters.add(exact)}::tsquery)::int`;
  const apart =
    parts === null
      ? ''
      : `${parts.place === 'first' ? '+' : '-'} 20 * (category_id = ${parameters.add(parts.categoryId)}::smallint
               OR split_part(words, ' ', 1) = ANY (${parameters.add(parts.words)}::text[]))::int`;
  const ofKind = kindId === null ? '' : `+ 16 * (category_id = ${parameters.add(kindId)}::smallint)::int`;
  return `round(1000 * (${exactly} ${apart} ${ofKind}
      + 4 * ((' ' || words || ' ') LIKE ${parameters.add(`% ${whole} %`)}::text)::int
      ${another(whole, parameters)}
      + 2 * ((words || ' ') LIKE ${parameters.add(`${whole} %`)}::text)::int
      + coalesce(1 / (1 + greatest(${parameters.add(today)}::date - value, 0) / 30::float8), 0)
      - length(words) / 200::float8))::int`;
}

/** Less for what goes on where the text ends: `custom 24` is not the `custom 24 8`, a model of its own. */
function another(whole: string, parameters: Parameters): string {
  if (!/\d$/.test(whole)) return '';
  const goesOn = `(' ' || words || ' ') LIKE ${parameters.add(`% ${whole} _ %`)}::text`;
  return `- CASE WHEN ${goesOn} THEN 4 * (words ~ ${parameters.add(`${whole} [0-9]( |$)`)}::text)::int ELSE 0 END`;
}
