import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { ThrottledError } from '../auth.errors';
import { LimitsRepository } from '../persistence/limits.repository';
import type { Limit, LimitName } from './limit';

/**
 * Counts how often something is done, in PostgreSQL: the counters survive a restart and hold for all processes
 * together. Windows are fixed and begin with their first hit; their time is the database's.
 */
@Injectable()
export class LimitsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly counters: LimitsRepository,
  ) {}

  /**
   * Counts a hit for each of the limits, or for none of them when one has no hit left: of N + k at once exactly N get
   * through. Call it before the work that it protects, and never inside a transaction of your own: others would wait for
   * its end, and a rollback would take the hits back. Several limits always in the same order, the widest first: it is
   * the first that refuses, and what a flood costs.
   *
   * @throws ThrottledError
   */
  async hit(...limits: readonly Limit[]): Promise<void> {
    await this.transactions.run(async () => {
      for (const limit of limits) {
        if (await this.counters.count(limit)) continue;
        // the row is locked by the attempt to count: this is what refused it
        throw new ThrottledError(limit, await this.counters.findWait(limit));
      }
    });
  }

  /** Counts a hit where one is free, for what is simply left undone otherwise. @returns whether it was */
  async tryHit(limit: Limit): Promise<boolean> {
    return this.counters.count(limit);
  }

  /** Takes one hit of each back: what it was counted for did not happen after all. In the order of {@link hit}. */
  async takeBack(...limits: readonly LimitName[]): Promise<void> {
    await this.transactions.run(async () => {
      for (const limit of limits) await this.counters.takeBack(limit);
    });
  }

  /** Forgets the hits of each; without a source those from everywhere. */
  async clear(...limits: readonly LimitName[]): Promise<void> {
    await this.transactions.run(async () => {
      for (const limit of limits) await this.counters.clear(limit);
    });
  }

  /**
   * Removes counters whose window is over.
   *
   * @param most how many at once
   * @returns how many they were; fewer: there are no more
   */
  async purgeStale(most: number): Promise<number> {
    return this.counters.purge(most);
  }
}
