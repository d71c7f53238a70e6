/** How many ids make a block, as a power of two; the counters of the database are cut the same way. */
export const BLOCK_BITS = 10;
const BLOCK_SIZE = 2 ** BLOCK_BITS;

/** How many listings of one block match a filter, and which, where they are few. */
export interface BlockMatches {
  readonly block: number;
  readonly listings: number;
  /** Ascending; `null` when there are too many to be worth carrying. */
  readonly ids: readonly number[] | null;
}

/** Ids from `low` to `high`, both included. */
export interface IdRange {
  readonly low: number;
  readonly high: number;
}

/** Where to find a page: it starts after `skip` matches inside the ranges, which follow one another. */
export interface PageLocation {
  readonly ranges: readonly IdRange[];
  readonly skip: number;
}

/**
 * Where the matches of a filter lie along the ids: enough to tell their exact number and to find any page, the last
 * one too, without walking what comes before it.
 */
export class MatchProfile {
  /** All matches. */
  readonly count: number;
  private readonly before: number[] = [];

  /** @param blocks only those that hold a match, ascending */
  constructor(private readonly blocks: readonly BlockMatches[]) {
    let total = 0;
    for (const { listings } of blocks) {
      this.before.push(total);
      total += listings;
    }
    this.count = total;
  }

  /** Roughly how much memory it takes, in bytes. */
  get size(): number {
    return this.blocks.reduce((sum, { ids }) => sum + 80 + (ids?.length ?? 0) * 8, 200);
  }

  /** @param offset matches before the page, from 0; @param limit matches on it */
  locate(offset: number, limit: number): PageLocation {
    const ranges: IdRange[] = [];
    const end = Math.min(offset + limit, this.count);
    if (offset >= end) return { ranges, skip: 0 };
    const first = this.indexOfBlockAt(offset);
    let skip = offset - (this.before[first] ?? 0);
    for (const [index, { block, listings, ids }] of this.blocks.entries()) {
      if (index < first) continue;
      const before = this.before[index] ?? 0;
      if (before >= end) break;
      if (ids) {
        const from = Math.max(offset - before, 0);
        for (const id of ids.slice(from, end - before)) ranges.push({ low: id, high: id });
        if (index === first) skip = 0;
      } else {
        ranges.push({ low: block * BLOCK_SIZE, high: (block + 1) * BLOCK_SIZE - 1 });
      }
      if (before + listings >= end) break;
    }
    return { ranges, skip };
  }

  private indexOfBlockAt(offset: number): number {
    let low = 0;
    let high = this.before.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.before[middle] ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}
