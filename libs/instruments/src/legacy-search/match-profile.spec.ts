import * as fc from 'fast-check';
import { type BlockMatches, MatchProfile } from './match-profile';

/** Blocks as the database tells them, from the ids that match: ids only where there are few. */
function blocksOf(ids: readonly number[], few: number): BlockMatches[] {
  const blocks = new Map<number, number[]>();
  for (const id of ids) {
    const block = Math.floor(id / 1024);
    blocks.set(block, [...(blocks.get(block) ?? []), id]);
  }
  return [...blocks].map(([block, inside]) => ({
    block,
    listings: inside.length,
    ids: inside.length <= few ? inside : null,
  }));
}

/** What the database would answer: the matches inside the ranges, past the ones to skip. */
function read(profile: MatchProfile, ids: readonly number[], offset: number, limit: number): number[] {
  const { ranges, skip } = profile.locate(offset, limit);
  const inside = ranges.flatMap(({ low, high }) => ids.filter((id) => id >= low && id <= high));
  return inside.slice(skip, skip + limit);
}

describe('match profile', () => {
  it('finds every page of any set of matches', () => {
    const ids = fc
      .uniqueArray(fc.integer({ min: 1, max: 20_000 }), { maxLength: 300 })
      .map((all) => all.sort((a, b) => a - b));
    fc.assert(
      fc.property(
        ids,
        fc.integer({ min: 0, max: 320 }),
        fc.integer({ min: 1, max: 60 }),
        (all, offset, limit) => {
          const profile = new MatchProfile(blocksOf(all, 8));
          expect(profile.count).toBe(all.length);
          expect(read(profile, all, offset, limit)).toEqual(all.slice(offset, offset + limit));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('never names a block that the page does not touch', () => {
    const dense = Array.from({ length: 3000 }, (_, at) => at);
    expect(new MatchProfile(blocksOf(dense, 8)).locate(2990, 50)).toEqual({
      ranges: [{ low: 2048, high: 3071 }],
      skip: 942,
    });
  });

  it('has no page of nothing', () => {
    expect(new MatchProfile([]).locate(0, 50)).toEqual({ ranges: [], skip: 0 });
    expect(new MatchProfile(blocksOf([5], 8)).locate(1, 50).ranges).toEqual([]);
  });

  it('reaches ids beyond 32 bits', () => {
    const profile = new MatchProfile([{ block: 2_000_000_000, listings: 20, ids: null }]);
    expect(profile.locate(0, 50).ranges).toEqual([{ low: 2_048_000_000_000, high: 2_048_000_001_023 }]);
  });
});
