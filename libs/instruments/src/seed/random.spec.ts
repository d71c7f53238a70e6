import { mixSeed, pick, Random, seedOf, shuffled, weighted, zipf } from './random';

const draws = (random: Random, times: number) => Array.from({ length: times }, () => random.next());

describe('Random', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    expect(draws(new Random(42), 5)).toEqual(draws(new Random(42), 5));
    expect(draws(new Random(42), 5)).not.toEqual(draws(new Random(43), 5));
  });

  it('gives the numbers of the reference implementation', () => {
    expect(draws(new Random(42), 3)).toEqual([0.6011037519201636, 0.44829055899754167, 0.8524657934904099]);
  });

  it('starts again when it is reseeded', () => {
    const random = new Random(1);
    const first = draws(random, 3);
    random.reseed(1);
    expect(draws(random, 3)).toEqual(first);
  });

  it('stays inside the bounds and reaches both ends', () => {
    const random = new Random(7);
    const seen = new Set(Array.from({ length: 500 }, () => random.between(3, 6)));
    expect([...seen].sort()).toEqual([3, 4, 5, 6]);
  });
});

describe('samplers', () => {
  it('draw in proportion to the weights', () => {
    const random = new Random(1);
    const draw = weighted([6, 3, 1]);
    const drawn = Array.from({ length: 10_000 }, () => draw(random));
    const share = (index: number) => drawn.filter((value) => value === index).length / drawn.length;
    expect(share(0)).toBeCloseTo(0.6, 1);
    expect(share(1)).toBeCloseTo(0.3, 1);
    expect(share(2)).toBeCloseTo(0.1, 1);
  });

  it('fall off with the rank under Zipf', () => {
    const random = new Random(5);
    const draw = zipf(100, 1);
    const drawn = Array.from({ length: 20_000 }, () => draw(random));
    const count = (rank: number) => drawn.filter((value) => value === rank).length;
    expect(count(0) / count(1)).toBeGreaterThan(1.7);
    expect(count(0) / count(1)).toBeLessThan(2.3);
    expect(Math.max(...drawn)).toBeLessThan(100);
  });

  it('refuse to draw from nothing', () => {
    expect(() => weighted([])).toThrow(RangeError);
    expect(() => pick(new Random(1), [])).toThrow(RangeError);
  });
});

describe('shuffled', () => {
  it('keeps every element once and the given list as it is', () => {
    const list = [1, 2, 3, 4, 5, 6, 7, 8];
    const other = shuffled(new Random(9), list);
    expect(other).not.toEqual(list);
    expect([...other].sort()).toEqual(list);
    expect(list).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });
});

describe('seeds', () => {
  it('differ for neighbours and for texts', () => {
    const seeds = new Set(Array.from({ length: 10_000 }, (_, row) => mixSeed(1, row)));
    expect(seeds.size).toBe(10_000);
    expect(seedOf('reverb')).not.toBe(seedOf('hispasonic'));
  });
});
