import { createHash } from 'node:crypto';
import fc from 'fast-check';
import {
  BAD_NAMES,
  CONTRADICTIONS,
  COUNTED,
  EXPORTED,
  FILTERS,
  HOSTILE,
  HOSTILE_JSON,
  IDS,
  LEGACY,
  ODD_ENDS,
  PAGED,
  type Values,
  WALKED,
} from './hostile-values';

/** What is asked: all that stands behind the origin, one character a byte. */
type Target = string;
type Pairs = readonly (readonly [string, string])[];

/** A walk that has begun. */
export interface Walk {
  readonly query: string;
  /** Of its second part. */
  readonly cursor: string;
}

const INSTRUMENTS = '/api/v1/instruments';
const SMALL = [`${INSTRUMENTS}/filters`, `${INSTRUMENTS}/suggest`, '/api/v1/categories', '/api/v1/sources'];

const pick = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);
const join = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));
const write = (pairs: Pairs): string => pairs.map(([name, value]) => `${name}=${value}`).join('&');

const anyValue = fc.oneof(
  { weight: 6, arbitrary: pick(HOSTILE) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 30 }).map(encodeURIComponent) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary-ascii', maxLength: 20 }) },
  {
    weight: 1,
    arbitrary: fc
      .uint8Array({ maxLength: 12 })
      .map((bytes) => [...bytes].map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('')),
  },
);

/** Right parameters, each at most once. */
function right(values: Values, most: number): fc.Arbitrary<Pairs> {
  const pair = (name: string) => pick(values[name] ?? ['']).map((value) => [name, value] as const);
  return fc
    .uniqueArray(pick(Object.keys(values)), { maxLength: most })
    .chain((names) => fc.tuple(...names.map(pair)));
}

/** Right ones with wrong ones between: other names, other values, or one that is there already. */
function wrong(values: Values): fc.Arbitrary<Pairs> {
  const names = Object.keys(values);
  const bad = fc.oneof(
    { weight: 6, arbitrary: fc.tuple(pick(names), anyValue) },
    { weight: 2, arbitrary: fc.tuple(pick(BAD_NAMES), anyValue) },
    { weight: 1, arbitrary: fc.tuple(pick(names), pick(Object.values(values).flat())) },
    { weight: 2, arbitrary: pick(CONTRADICTIONS) },
  );
  return fc
    .tuple(right(values, 3), fc.array(bad, { minLength: 1, maxLength: 3 }), fc.boolean())
    .map(([good, worse, first]) => (first ? [...worse, ...good] : [...good, ...worse]));
}

/** Questions to a door that takes these parameters, about half of them right. */
function asks(path: string, values: Values): fc.Arbitrary<Target> {
  return fc
    .oneof({ weight: 5, arbitrary: right(values, 5) }, { weight: 6, arbitrary: wrong(values) })
    .map((pairs) => `${path}?${write(pairs)}`);
}

/** A cursor of ours says what it was made of: whoever knows how can make one of whatever he likes. */
function forge(place: string): string {
  const text = Buffer.from(place).toString('base64url');
  const sum = createHash('sha256').update(`instruments cursor ${text}`).digest('base64url').slice(0, 12);
  return `${text}.${sum}`;
}

/** A cursor, or what can be made of it. */
function cursorsFrom(cursor: string): fc.Arbitrary<string> {
  const place = Buffer.from(cursor.split('.', 1)[0] ?? '', 'base64url').toString('utf8');
  const forged = ['value', 'score', 'today', 'id', 'order', 'floor'].flatMap((member) => {
    const found = new RegExp(`"${member}":("[^"]*"|null|-?\\d+|\\{[^}]*\\})`);
    return found.test(place)
      ? HOSTILE_JSON.map((json) => forge(place.replace(found, () => `"${member}":${json}`)))
      : [];
  });
  const mangled = [
    ...[cursor.slice(1), cursor.slice(0, -1), `${cursor}.`, cursor.toUpperCase(), cursor.repeat(20)],
    ...['{}', '[]', 'null', '', 'x'.repeat(700)].map(forge),
    ...['.', 'a.b', '%00', '%F0%9F%8E%B8'],
  ];
  return fc.oneof({ weight: 4, arbitrary: pick(forged) }, pick(mangled), fc.constant(cursor));
}

/** Questions to the public doors, good and bad. */
export function targets(walks: readonly Walk[]): fc.Arbitrary<Target> {
  const goesOn = ({ query }: Walk, { cursor }: Walk) =>
    cursorsFrom(cursor).map((after) => `${INSTRUMENTS}?${query}&cursor=${after}`);
  const anyWalk = pick(walks);
  const search = fc.oneof(pick(FILTERS['q'] ?? []), anyValue);
  const long = pick([8_000, 8_300, 12_000, 20_000, 1_048_576]).map((length) => `q=${'x'.repeat(length)}`);
  const flood = fc
    .tuple(pick(['q', 'a', 'a[]', '__proto__']), pick([61, 500, 10_000]))
    .map(([name, times]) => `${name}=a&`.repeat(times));
  const anyDoor = pick([
    INSTRUMENTS,
    `${INSTRUMENTS}/export`,
    '/listInstrument',
    '/searchInstrument',
    ...SMALL,
  ]);
  return fc.oneof(
    { weight: 20, arbitrary: asks(INSTRUMENTS, { ...FILTERS, ...COUNTED, ...PAGED }) },
    { weight: 10, arbitrary: asks(INSTRUMENTS, { ...FILTERS, ...COUNTED, ...WALKED }) },
    { weight: 12, arbitrary: anyWalk.chain((walk) => goesOn(walk, walk)) },
    { weight: 2, arbitrary: fc.tuple(anyWalk, anyWalk).chain(([one, other]) => goesOn(one, other)) },
    { weight: 6, arbitrary: asks(`${INSTRUMENTS}/export`, { ...FILTERS, ...EXPORTED }) },
    { weight: 6, arbitrary: join(fc.constant(`${INSTRUMENTS}/suggest?q=`), search) },
    { weight: 6, arbitrary: join(fc.constant(`${INSTRUMENTS}/`), pick(IDS)) },
    { weight: 4, arbitrary: pick(SMALL).chain((path) => asks(path, { q: ['a'] })) },
    { weight: 8, arbitrary: asks('/listInstrument', LEGACY) },
    { weight: 8, arbitrary: asks('/searchInstrument', LEGACY) },
    { weight: 1, arbitrary: join(anyDoor, fc.constant('?'), fc.oneof(long, flood)) },
    { weight: 1, arbitrary: join(anyDoor, pick(ODD_ENDS)) },
  );
}
