import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { Clock, dateIn } from '@app/kernel';
import { ListingsRepository } from '../persistence/listings.repository';

/** What a sweep took off the lists. */
export interface SweepOutcome {
  /** Listings whose last day is over. */
  readonly expired: number;
  /** Listings missed by two complete runs and not seen for ten days. */
  readonly removed: number;
}

/** A transaction changes at most this many, so that no writer waits long. */
const BATCH = 5_000;

/** What time and absence make of listings. */
@Injectable()
export class ListingsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly listings: ListingsRepository,
  ) {}

  /** Whether nothing was ever loaded. */
  async isEmpty(): Promise<boolean> {
    return !(await this.listings.hasAny());
  }

  /**
   * Takes off the lists what has run out or has gone from its site. Answers never wait for it: they decide expiry
   * themselves at the time of the request; the sweep keeps that cheap.
   */
  async sweep(): Promise<SweepOutcome> {
    const today = dateIn(this.config.timeZone, this.clock.now());
    const expired = await this.inBatches(() => this.listings.expire(today, BATCH));
    const removed = await this.inBatches(() => this.listings.removeLongMissed(BATCH));
    return { expired, removed };
  }

  /**
   * Makes what lists and searches read anew from the record; writers wait meanwhile.
   *
   * @returns listings shown now
   */
  async rebuild(): Promise<number> {
    const listed = await this.transactions.run(() => this.listings.rebuild());
    await this.listings.vacuum();
    return listed;
  }

  private async inBatches(batch: () => Promise<number>): Promise<number> {
    let total = 0;
    for (let done = BATCH; done === BATCH; total += done) done = await this.transactions.run(batch);
    return total;
  }
}
