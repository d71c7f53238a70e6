/** How often a server that did not answer is asked whether it is there again, in milliseconds. */
const ASK_EVERY = 3_000;

/** Knows whether the server can be reached; asks it by itself until it can again. */
class Connection {
  private lost = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly isLost = (): boolean => this.lost;

  /** Something was not answered. */
  lose(): void {
    if (this.lost) return;
    this.tell(true);
    this.askAgain();
  }

  /** Something was answered. */
  find(): void {
    if (!this.lost) return;
    clearTimeout(this.timer);
    this.tell(false);
  }

  /** Asks the server whether it is there. */
  async ask(): Promise<boolean> {
    const isThere = await fetch('/admin/', { method: 'HEAD', cache: 'no-store' }).then(
      ({ status }) => status < 500,
      () => false,
    );
    if (isThere) this.find();
    else this.lose();
    return isThere;
  }

  private askAgain(): void {
    this.timer = setTimeout(() => {
      void this.ask().then((isThere) => {
        if (!isThere) this.askAgain();
      });
    }, ASK_EVERY);
  }

  private tell(lost: boolean): void {
    this.lost = lost;
    for (const listener of this.listeners) listener();
  }
}

export const connection = new Connection();
