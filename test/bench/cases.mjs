// The cases: what is asked, of which reference, and how much better than that we want to be.
import { pickTerms } from './terms.mjs';

const PAGE = 50;
const DEEP = 10_000;
const SEARCHES = {
  rare: { cold: 100, warm: 100 },
  middling: { cold: 30, warm: 30 },
  frequent: { cold: 10, warm: 10 },
  'most common': { cold: 3, warm: 100 },
  'two letters': {},
  'one letter': {},
};

/** What the cases are called, as far as it is known before there are listings: of pages only the first ones. */
export const listingNames = [
  ...['list page 1', 'category page 1', 'category and price'],
  ...Object.keys(SEARCHES).map((name) => `search ${name}`),
];

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {readonly string[]} paths asked in turn, of the product and of the reference
 * @property {readonly (number | null)[]} counts what the product has to answer as `count`; null: not known
 * @property {'bare' | 'old plan'} reference
 * @property {{ cold?: number, warm?: number }} targets at least so many times the reference; none: only shown
 */

/**
 * @param {import('pg').Client} client
 * @returns {Promise<Case[]>}
 */
export async function makeCases(client, rows, date) {
  const visible = await countVisible(client, date);
  const category = await commonestCategory(client);
  const deep = Math.min(DEEP, Math.ceil(visible / PAGE));
  const deepInCategory = Math.max(Math.floor((category.listings * 0.8) / PAGE), 1);
  const list = (name, query, targets, counts = [null]) => ({
    name,
    paths: [`/listInstrument${query}`],
    counts,
    reference: 'old plan',
    targets,
  });
  const inCategory = `?category=${encodeURIComponent(category.label)}`;
  const cases = [
    { ...list('list page 1', '', { warm: 0.5 }, [visible]), reference: 'bare' },
    list('list page 1', '', {}, [visible]),
    list(`list page ${deep}`, `?page=${deep}`, { cold: 100, warm: 100 }, [visible]),
    list('category page 1', inCategory, {}),
    list(`category page ${deepInCategory}`, `${inCategory}&page=${deepInCategory}`, {}),
    list('category and price', `${inCategory}&minPrice=300&maxPrice=600`, {}),
  ];
  const terms = await pickTerms(client, rows, date);
  for (const [name, targets] of Object.entries(SEARCHES)) {
    const found = terms[name];
    if (found.length === 0) continue;
    cases.push({
      name: `search ${name}`,
      paths: found.map(({ term }) => `/searchInstrument?name=${encodeURIComponent(term)}`),
      counts: found.map(({ count }) => count),
      reference: 'old plan',
      targets,
      terms: found,
    });
  }
  return cases;
}

async function countVisible(client, date) {
  const { rows } = await client.query(
    `SELECT count(*)::int AS n FROM instrument
      WHERE status IN ('active', 'stale') AND (expires_on IS NULL OR expires_on >= $1)`,
    [date],
  );
  return rows[0].n;
}

/** The words that most listings have for a category, and how many have them in this very case. */
async function commonestCategory(client) {
  const { rows } = await client.query(
    `SELECT category_label AS label, count(*)::int AS listings
       FROM instrument WHERE category_label IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 1`,
  );
  return rows[0];
}
