/** 2^32, to bring an unsigned word into [0, 1). */
const WORD = 4_294_967_296;

/**
 * Small, fast, seeded generator for made-up data; never for secrets. The same seed gives the same numbers on
 * every machine. Algorithm: mulberry32 by Tommy Ettinger (public domain),
 * https://gist.github.com/tommyettinger/46a874533244883189143505d203312c
 */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** Starts again from another seed: one object serves a million rows, each with a seed of its own. */
  reseed(seed: number): void {
    this.state = seed | 0;
  }

  /** The next number in [0, 1). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let word = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    word = (word + Math.imul(word ^ (word >>> 7), 61 | word)) ^ word;
    return ((word ^ (word >>> 14)) >>> 0) / WORD;
  }

  /** A whole number in [0, limit). */
  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  /** A whole number in [from, to], both included. */
  between(from: number, to: number): number {
    return from + this.below(to - from + 1);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }
}

/** Draws an index; made by {@link zipf} or {@link weighted}. */
export type Sampler = (random: Random) => number;

/** Any element of a list, all alike. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const item = list[random.below(list.length)];
  if (item === undefined) throw new RangeError('pick needs a list with at least one element');
  return item;
}

/**
 * Mixes two numbers into one seed, so that neighbours (row 7 and row 8) start far from each other.
 * The finaliser is MurmurHash3's fmix32 by Austin Appleby (public domain).
 */
export function mixSeed(a: number, b: number): number {
  let word = (Math.imul(a, 0x9e3779b1) + b) | 0;
  word = Math.imul(word ^ (word >>> 16), 0x85ebca6b);
  word = Math.imul(word ^ (word >>> 13), 0xc2b2ae35);
  return (word ^ (word >>> 16)) | 0;
}

/** A seed out of a text, such as the name of a source (FNV-1a, 32 bits). */
export function seedOf(text: string): number {
  let word = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) word = Math.imul(word ^ text.charCodeAt(at), 0x01000193);
  return word | 0;
}

/** Draws index i in proportion to `weights[i]`, by binary search over the running sums. */
export function weighted(weights: readonly number[]): Sampler {
  if (weights.length === 0) throw new RangeError('a sampler needs at least one weight');
  const sums = new Float64Array(weights.length);
  let total = 0;
  weights.forEach((weight, index) => {
    total += weight;
    sums[index] = total;
  });
  return (random) => {
    const target = random.next() * total;
    let low = 0;
    let high = sums.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((sums[middle] ?? total) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}

/** The weights of Zipf's law: the thing at rank k occurs in proportion to 1 / k^exponent. */
export function zipfWeights(n: number, exponent: number): number[] {
  return Array.from({ length: n }, (_, rank) => 1 / (rank + 1) ** exponent);
}

/** Draws a rank in [0, n): few things are everywhere, most are rare, as words and makers are in life. */
export function zipf(n: number, exponent: number): Sampler {
  return weighted(zipfWeights(n, exponent));
}

/** The same elements in another order; the list given is left alone. */
export function shuffled<T>(random: Random, list: readonly T[]): T[] {
  const keyed = list.map((item) => ({ item, key: random.next() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
