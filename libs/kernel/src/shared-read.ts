/**
 * Reads something for several who ask for it at once: whoever asks while it is being read shares the next reading with
 * all who do. However many ask, one reading at a time is under way. Nobody gets what was read before he asked, but for a
 * moment when there is a crowd: what several have read together also serves those who ask right after them.
 */
export class SharedRead<T> {
  private running: Promise<T> | null = null;
  private next: Promise<T> | null = null;
  /** How many share the reading to come. */
  private sharers = 0;
  private recent: { readonly reading: Promise<T>; readonly until: number } | null = null;

  /**
   * @param read reads it now
   * @param moment how long after its beginning a reading of several serves others, in milliseconds
   */
  constructor(
    private readonly read: () => Promise<T>,
    private readonly moment = 0,
  ) {}

  /** What is true now, or became true while somebody waited. */
  get(): Promise<T> {
    if (this.recent !== null) {
      if (performance.now() < this.recent.until) return this.recent.reading;
      this.recent = null;
    }
    if (this.next !== null) {
      this.sharers += 1;
      return this.next;
    }
    if (this.running === null) return this.begin(1);
    const begin = (): Promise<T> => {
      this.next = null;
      return this.begin(this.sharers);
    };
    this.sharers = 1;
    this.next = this.running.then(begin, begin);
    return this.next;
  }

  private begin(sharers: number): Promise<T> {
    const until = performance.now() + this.moment;
    const reading = this.read();
    this.running = reading;
    const end = (): void => {
      if (this.running === reading) this.running = null;
    };
    reading.then(() => {
      end();
      if (sharers > 1 && this.moment > 0) this.recent = { reading, until };
    }, end);
    return reading;
  }
}
