// What the public search is asked for: terms of known frequency, and texts of titles, the same ones every time.
import { createHash } from 'node:crypto';

/** Terms of a class. */
const WANTED = 12;
/** Titles that pairs and phrases are taken from. */
const SAMPLE = 4_000;
/** Listings that have a term of the class, from above `more` up to `most`, in a million. */
const CLASSES = {
  rare: { more: 4, most: 200 },
  middling: { more: 200, most: 5_000 },
  frequent: { more: 5_000, most: 50_000 },
  heavy: { more: 50_000, most: Infinity },
};

/**
 * @typedef {object} Asked
 * @property {string} text
 * @property {number | null} count listings that have the word; null: not known beforehand
 */

/**
 * @param {import('pg').Client} client
 * @param {number} rows listings in the database
 */
export async function pickPublicTerms(client, rows) {
  const { rows: words } = await client.query(
    `SELECT term AS text, listings AS count FROM search_term WHERE term ~ '^[a-z]{3,}$' AND listings > 0`,
  );
  const { rows: models } = await client.query(
    `SELECT term AS text, listings AS count FROM search_term
      WHERE term ~ '^[a-z]{1,4}[0-9]{2,4}[a-z]?$' AND listings > $1`,
    [(50 * rows) / 1_000_000],
  );
  const known = new Map(words.map(({ text, count }) => [text, count]));
  const classes = Object.fromEntries(
    Object.entries(CLASSES).map(([name, { more, most }]) => [
      name,
      pick(
        words.filter(({ count }) => count > (more * rows) / 1_000_000 && count <= (most * rows) / 1_000_000),
      ),
    ]),
  );
  const titles = await titlesOf(client, rows);
  const common = (least) =>
    words.filter(({ text, count }) => text.length >= 6 && count > (least * rows) / 1_000_000);
  return {
    ...classes,
    'two words': pick(titles.flatMap((title) => pairs(title, 2))).map(unknown),
    phrase: pick(titles.flatMap((title) => pairs(title, 1))).map(({ text }) =>
      unknown({ text: `"${text}"` }),
    ),
    model: pick(models).map(({ text, count }, at) => ({ text: spelt(text, at), count })),
    exclusion: [...classes.heavy, ...classes.frequent]
      .filter((_, at) => at % 2 === 0)
      .map(({ text }, at, { length }) => {
        const other = classes.frequent[(at + length) % classes.frequent.length].text;
        return unknown({ text: `${text} -${other === text ? 'nada' : other}` });
      }),
    beginning: pick(common(1_000)).map(({ text }, at) => unknown({ text: text.slice(0, 3 + (at % 3)) })),
    typo: pick(common(2_000))
      .map(({ text }) => mistyped(text))
      .filter((text) => !known.has(text))
      .map((text) => unknown({ text })),
    suggest: pick(common(200)).flatMap(({ text }, at) => [
      unknown({ text: text.slice(0, 1 + (at % 5)) }),
      unknown({
        text: `${classes.heavy[at % classes.heavy.length]?.text ?? 'guitarra'} ${text.slice(0, 1 + (at % 3))}`,
      }),
    ]),
  };
}

async function titlesOf(client, rows) {
  const step = Math.max(Math.floor(rows / SAMPLE), 1);
  const found = await client.query(
    'SELECT words FROM search_document WHERE NOT is_over AND instrument_id % $1 = 0 ORDER BY instrument_id',
    [step],
  );
  return found.rows.map(({ words }) => words.split(' ').filter((word) => /^[a-z]{3,}$/.test(word)));
}

/** Words of a title, the second so many places behind the first. */
function pairs(title, apart) {
  return title.slice(apart).map((word, at) => ({ text: `${title[at]} ${word}` }));
}

/** A model as people write it: jv1080, jv 1080, JV-1080. */
function spelt(model, at) {
  const [, letters, rest] = /^([a-z]+)(.+)$/.exec(model);
  return [model, `${letters} ${rest}`, `${letters.toUpperCase()}-${rest}`][at % 3];
}

/** Two letters in the middle changed places. */
function mistyped(word) {
  const at = Math.floor(word.length / 2);
  return word.slice(0, at - 1) + word[at] + word[at - 1] + word.slice(at + 1);
}

/** The same ones whenever the listings are the same, and none twice. */
function pick(found) {
  const distinct = [...new Map(found.map((one) => [one.text, one])).values()];
  return distinct.sort((a, b) => (hashOf(a.text) < hashOf(b.text) ? -1 : 1)).slice(0, WANTED);
}

const unknown = ({ text }) => ({ text, count: null });
const hashOf = (text) => createHash('sha256').update(text).digest('hex');
