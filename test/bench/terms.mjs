// Search terms for each class of frequency, picked from the listings themselves: the same ones every time.
import { createHash } from 'node:crypto';

/** Terms of a class. */
const WANTED = 8;
/** Candidates looked at for a class, at most. */
const PATIENCE = 96;
/** Titles that are read to find candidates. */
const SAMPLE = 50_000;

/** Matches of a class, from above `more` up to `most`, in a million listings. */
const CLASSES = {
  rare: { more: 0, most: 200 },
  middling: { more: 200, most: 5_000 },
  frequent: { more: 5_000, most: 50_000 },
};

/**
 * @param {import('pg').Client} client
 * @param {number} rows listings in the database
 * @param {string} date listings whose last day is before it are over
 * @returns {Promise<Record<string, readonly { term: string, count: number }[]>>} terms with their exact matches, for
 *   rare, middling, frequent, "most common", "two letters" and "one letter"
 */
export async function pickTerms(client, rows, date) {
  const step = Math.max(Math.floor(rows / SAMPLE), 1);
  const titles = await sampleTitles(client, step);
  const words = tally(titles, (title) => wordsOf(title).filter((word) => word.length >= 3));
  const pairs = tally(titles, pairsOf);
  const scale = rows / 1_000_000;
  const picked = {};
  for (const [name, { more, most }] of Object.entries(CLASSES)) {
    const bounds = { more: more * scale, most: Math.max(most * scale, 2) };
    // words and phrases of two, because people type both
    const one = await pickWithin(client, date, step, words, bounds);
    picked[name] = [...one, ...(await pickWithin(client, date, step, pairs, bounds))];
  }
  const commonest = [...words].sort(byFrequency).slice(0, WANTED * 2);
  const counted = await count(client, date, commonest.map(first));
  picked['most common'] = counted.sort((a, b) => b.count - a.count).slice(0, WANTED);
  for (const [name, length] of [
    ['two letters', 2],
    ['one letter', 1],
  ]) {
    const found = [...tally(titles, (title) => wordsOf(title).flatMap((word) => pieces(word, length)))];
    picked[name] = await count(client, date, spread(found.sort(byFrequency).map(first)));
  }
  return picked;
}

async function sampleTitles(client, step) {
  const { rows } = await client.query(
    'SELECT lower(name_upper) AS title FROM listed_instrument WHERE instrument_id % $1 = 0 ORDER BY instrument_id',
    [step],
  );
  return rows.map(({ title }) => title);
}

/** Candidates of about the right frequency in a fixed random order, counted until enough are in the class. */
async function pickWithin(client, date, step, frequencies, { more, most }) {
  const candidates = [...frequencies]
    .filter(([, times]) => times * step <= most * 2 && times * step >= more / 2)
    .map(first)
    .sort((a, b) => (hashOf(a) < hashOf(b) ? -1 : 1));
  const wanted = WANTED / 2;
  const found = [];
  for (let at = 0; at < Math.min(candidates.length, PATIENCE) && found.length < wanted; at += wanted) {
    const counted = await count(client, date, candidates.slice(at, at + wanted));
    found.push(...counted.filter((one) => one.count > more && one.count <= most));
  }
  return found.slice(0, wanted);
}

/** Exact matches, read from the whole table and not through an index of ours: answers are compared with them. */
async function count(client, date, terms) {
  const counted = [];
  for (const term of terms) {
    const { rows } = await client.query(
      `SELECT count(*)::int AS n FROM listed_instrument
        WHERE expires_on >= $2::date AND name_upper LIKE upper($1)`,
      [`%${term.replace(/[\\%_]/g, '\\$&')}%`, date],
    );
    counted.push({ term, count: rows[0].n });
  }
  return counted;
}

const wordsOf = (title) => title.match(/[\p{L}\p{N}]+/gu) ?? [];
const pairsOf = (title) =>
  title.match(/(?=(?<![\p{L}\p{N}])[\p{L}\p{N}]{3,} [\p{L}\p{N}]{3,})[\p{L}\p{N}]+ [\p{L}\p{N}]+/gu) ?? [];
const pieces = (word, length) =>
  Array.from({ length: Math.max(word.length - length + 1, 0) }, (_, at) => word.slice(at, at + length));

/** In how many titles each piece occurs. */
function tally(titles, cut) {
  const times = new Map();
  for (const title of titles)
    for (const piece of new Set(cut(title))) times.set(piece, (times.get(piece) ?? 0) + 1);
  return times;
}

/** From the first to the last, closer at the beginning. */
function spread(list) {
  const places = Array.from(
    { length: WANTED },
    (_, at) => Math.round(list.length ** (at / (WANTED - 1))) - 1 + at,
  );
  return [...new Set(places.map((at) => list[Math.min(at, list.length - 1)]))];
}

const first = ([key]) => key;
const byFrequency = ([a, x], [b, y]) => y - x || (a < b ? -1 : 1);
const hashOf = (text) => createHash('sha256').update(text).digest('hex');
