/** A place in the log of the primary, and when it had got there. */
interface Mark {
  readonly place: bigint;
  readonly at: number;
}

/**
 * How far replicas are behind, told by where the primary's log had got to and when: a replica that has replayed all that
 * was seen is not behind, however long nothing was written; one that lost its stream, or waits, falls behind with the
 * first write after. What the clocks and status views of a replica say is not needed for it. Times are milliseconds of
 * one monotonic clock.
 */
export class ReplayLag {
  private readonly marks: Mark[] = [];

  /** @param most marks older than twice this need not be told apart any more */
  constructor(private readonly most: number) {}

  /** Notes where the log of the primary is. */
  note(place: bigint, at: number): void {
    const last = this.marks.at(-1);
    if (last !== undefined && place <= last.place) return;
    this.marks.push({ place, at });
    while (this.marks.length > 2 && (this.marks[1]?.at ?? at) < at - 2 * this.most) this.marks.shift();
  }

  /** How long ago the first thing was written that a replica has not replayed; 0: it has everything. */
  of(replayed: bigint, now: number): number {
    const missing = this.marks.find(({ place }) => place > replayed);
    return missing === undefined ? 0 : now - missing.at;
  }
}
