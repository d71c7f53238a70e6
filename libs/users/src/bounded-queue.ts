/** Lets a few pieces of work run at once and a few more wait, in the order they came; refuses the rest at once. */
export class BoundedQueue {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  /**
   * @param atOnce how many run
   * @param mayWait how many wait
   * @param refusal what the rest gets
   */
  constructor(
    private readonly atOnce: number,
    private readonly mayWait: number,
    private readonly refusal: () => Error,
  ) {}

  /** Runs the work when its turn comes. */
  async run<T>(work: () => Promise<T>): Promise<T> {
    if (this.running < this.atOnce) this.running++;
    else if (this.waiting.length < this.mayWait) await new Promise<void>((turn) => this.waiting.push(turn));
    else throw this.refusal();
    try {
      return await work();
    } finally {
      // whoever waited longest takes over the place, which therefore never looks free in between
      const next = this.waiting.shift();
      if (next) next();
      else this.running--;
    }
  }
}
