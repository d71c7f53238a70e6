/**
 * Reads something for several who ask for it at once: whoever asks while it is being read shares the next reading with
 * all who do. Nobody gets what was read before he asked, and however many ask, one reading at a time is under way.
 */
export class SharedRead<T> {
  private running: Promise<T> | null = null;
  private next: Promise<T> | null = null;

  /** @param read reads it now */
  constructor(private readonly read: () => Promise<T>) {}

  /** What is true now, or became true while somebody waited. */
  get(): Promise<T> {
    if (this.next !== null) return this.next;
    if (this.running === null) return this.begin();
    const begin = (): Promise<T> => {
      this.next = null;
      return this.begin();
    };
    this.next = this.running.then(begin, begin);
    return this.next;
  }

  private begin(): Promise<T> {
    const reading = this.read();
    const end = (): void => {
      if (this.running === reading) this.running = null;
    };
    this.running = reading;
    reading.then(end, end);
    return reading;
  }
}
