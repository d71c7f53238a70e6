// The cases of the public API: each class of queries, what is asked in it, and what it may cost.
import { pickPublicTerms } from './public-terms.mjs';

const LIST = '/api/v1/instruments';
const FACETS = 'facets=category,source,brand,location,price';
/** Milliseconds that no term of any class may take (its median), and a ranked search to its SQL alone. */
const SLOWEST = 300;
const RANKED = { slowest: SLOWEST, sql: 1.5 };
/** Requests for each one that the framework answers from memory. */
const KEPT = 0.5;
const CLASSES = ['rare', 'middling', 'frequent', 'heavy'];

/** What can be chosen by name. */
export const publicNames = [
  'api list page 1',
  'api list page 200',
  'api list cursor',
  'api category and price',
  'api sorts',
  ...CLASSES.map((name) => `api search ${name}`),
  ...['two words', 'phrase', 'model', 'exclusion', 'beginning', 'typo'].map((name) => `api search ${name}`),
  ...['page 200', 'filtered', 'cursor'].map((name) => `api search ${name}`),
  ...['no text', 'category', 'filters', ...CLASSES].map((name) => `api facets ${name}`),
  'api suggest',
  'api 304',
  'api hot answer',
];

/**
 * @typedef {object} PublicCase
 * @property {string} name
 * @property {'search' | 'kept'} kind kept: answered from memory, next to a constant answer of the same framework
 * @property {readonly { path: string, label: string }[]} asked
 * @property {{ slowest?: number, sql?: number, p99?: number, kept?: number }} targets
 */

/**
 * @param {import('pg').Client} client
 * @param {number} rows listings in the database
 * @param {(path: string) => Promise<object>} ask the answer of the product
 * @returns {Promise<PublicCase[]>}
 */
export async function makePublicCases(client, rows, ask) {
  const terms = await pickPublicTerms(client, rows);
  const { rows: categories } = await client.query(
    `SELECT slug FROM category JOIN search_term ON term = '#c' || category.id WHERE listings > 0
      ORDER BY listings DESC`,
  );
  const slugs = categories.map(({ slug }) => slug);
  const { rows: brands } = await client.query(
    `SELECT folded FROM search_name JOIN search_term ON term = '#b' || id
      WHERE kind = 'brand' AND listings > 0 ORDER BY listings DESC LIMIT 6`,
  );
  const category = (at) => `category=${slugs[at % slugs.length]}`;
  const texts = (name) => terms[name].map(({ text, count }) => asked(searchOf(text), labelOf(text, count)));
  const behind = async (query) => {
    const next = (await ask(`${LIST}?${query}`)).page.next;
    return next === null ? [] : [{ path: next, label: query }];
  };
  const all = (...lists) => Promise.all(lists).then((found) => found.flat());
  const queries = (...list) => list.map((query) => asked(query));
  const one = (name, targets, list, kind = 'search') => ({ name: `api ${name}`, kind, asked: list, targets });
  const sorted = ['published', 'price', '-price', '-first_seen', '-price_drop'].map((sort) => `sort=${sort}`);
  const walked = [
    'limit=50',
    `${category(0)}&limit=50`,
    'sort=price&limit=50',
    'price_min=100&price_max=900&limit=50',
  ];
  const searched = CLASSES.flatMap((name) => terms[name].slice(0, 2)).map(
    ({ text }) => `${searchOf(text)}&limit=50`,
  );
  const cases = [
    one('list page 1', { slowest: SLOWEST }, queries('', ...slugs.map((slug) => `category=${slug}`))),
    one(
      'list page 200',
      { slowest: SLOWEST },
      queries('page=200', `${category(0)}&page=200`, 'sort=price&page=200'),
    ),
    one('list cursor', { slowest: SLOWEST }, await all(...walked.map(behind))),
    one(
      'category and price',
      { slowest: SLOWEST },
      slugs.map((_, at) => asked(`${category(at)}&price_min=${100 + at * 50}&price_max=${300 + at * 150}`)),
    ),
    one('sorts', { slowest: SLOWEST }, queries(...sorted, ...sorted.map((sort) => `${category(1)}&${sort}`))),
    ...[...CLASSES, 'two words', 'phrase', 'model', 'exclusion', 'beginning', 'typo'].map((name) =>
      one(`search ${name}`, RANKED, texts(name)),
    ),
    one(
      'search page 200',
      RANKED,
      terms.heavy.map(({ text, count }) => asked(`${searchOf(text)}&page=200`, labelOf(text, count))),
    ),
    one(
      'search filtered',
      RANKED,
      CLASSES.flatMap((name) => terms[name].slice(0, 4)).map(({ text }, at) =>
        asked(`${searchOf(text)}&${category(at % 4)}&price_min=100&price_max=${400 + at * 100}`),
      ),
    ),
    one('search cursor', { slowest: SLOWEST }, await all(...searched.map(behind))),
    ...facetCases(terms, slugs, brands, one),
    one(
      'suggest',
      { p99: 20 },
      terms.suggest.map(({ text }) => ({
        path: `${LIST}/suggest?q=${encodeURIComponent(text)}`,
        label: text,
      })),
    ),
    one('304', { kept: KEPT }, queries('', `${searchOf(terms.heavy[0]?.text ?? 'guitarra')}`), 'kept'),
    // 24 listings are 15 kB, as long as the constant answer
    one(
      'hot answer',
      { kept: KEPT },
      queries('limit=24', `${searchOf(terms.heavy[0]?.text ?? 'guitarra')}&limit=24`),
      'kept',
    ),
  ];
  return cases.filter((found) => found.asked.length > 0);
}

function facetCases(terms, slugs, brands, one) {
  const targets = { p99: 250, slowest: SLOWEST };
  const faceted = (query, label) => asked(query === '' ? FACETS : `${query}&${FACETS}`, label ?? query);
  return [
    one('facets no text', targets, [faceted('', 'all')]),
    one(
      'facets category',
      targets,
      slugs.map((slug) => faceted(`category=${slug}`)),
    ),
    one('facets filters', targets, [
      faceted(`category=${slugs[0]},${slugs[1] ?? slugs[0]}`),
      faceted('price_min=300&price_max=900'),
      faceted(`category=${slugs[0]}&price_max=500`),
      ...brands.map(({ folded }) => faceted(`brand=${encodeURIComponent(folded)}`)),
      ...brands.map(({ folded }, at) =>
        faceted(`category=${slugs[at % 2]}&brand=${encodeURIComponent(folded)}`),
      ),
    ]),
    ...CLASSES.map((name) =>
      one(
        `facets ${name}`,
        targets,
        terms[name].map(({ text, count }) => faceted(searchOf(text), labelOf(text, count))),
      ),
    ),
  ];
}

const asked = (query, label = query) => ({ path: query === '' ? LIST : `${LIST}?${query}`, label });
/** A space behind a word says that it is whole; beginnings, typos and phrases are sent as typed. */
const searchOf = (text) => `q=${encodeURIComponent(text)}`;
const labelOf = (text, count) => (count === null ? text : `${text} (${count})`);
