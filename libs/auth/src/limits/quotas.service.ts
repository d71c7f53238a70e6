import { Injectable, Logger } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { errorOf } from '@app/kernel';
import { type HitsGranted, LimitsRepository } from '../persistence/limits.repository';
import { type Limit, nameOf } from './limit';

/** Hits are fetched in portions of this part of a limit. */
const PORTION = 1 / 20;
/** Callers whose portions one process remembers; whoever is forgotten fetches another one. */
const MOST_CALLERS = 20_000;
/** While the database does not answer, this process counts alone, for so many seconds at a time. */
const ALONE = 5;

/** What became of a hit, and what the limit still has. */
export interface Quota {
  readonly granted: boolean;
  /** Hits that are left in this window. */
  readonly left: number;
  /** Seconds until the window is over, at least one. */
  readonly seconds: number;
}

/** What this process may still let through in the window that runs. */
interface Portion {
  /** Hits that it holds. */
  held: number;
  /** Hits that nobody has fetched yet, as far as it knows. */
  readonly elsewhere: number;
  /** End of the window by `performance.now()`. */
  readonly endsAt: number;
}

/**
 * Counts requests for all processes together, and asks the database for one request in many: a process fetches hits in
 * portions of a twentieth of the limit and counts them itself. Never more than the limit is let through; of n processes
 * n - 1 may each keep a portion to themselves that a caller does not get to use.
 *
 * For what must be counted hit by hit, such as attempts at a password, there is `LimitsService`.
 */
@Injectable()
export class QuotasService {
  private readonly logger = new Logger('quotas');
  private readonly portions = new LRUCache<string, Portion>({ max: MOST_CALLERS });
  private readonly fetching = new Map<string, Promise<Portion>>();

  constructor(private readonly counters: LimitsRepository) {}

  /** Counts a hit if one is left. */
  async take(limit: Limit): Promise<Quota> {
    const id = `${limit.bucket} ${nameOf(limit.key)}`;
    let portion = this.current(id) ?? (await this.fetch(id, limit));
    // what others took meanwhile out of the portion that all of them waited for
    while (portion.held === 0 && portion.elsewhere > 0) portion = await this.fetch(id, limit);
    const granted = portion.held > 0;
    if (granted) portion.held -= 1;
    const seconds = Math.max(1, Math.ceil((portion.endsAt - performance.now()) / 1_000));
    return { granted, left: portion.held + portion.elsewhere, seconds };
  }

  private current(id: string): Portion | undefined {
    const portion = this.portions.get(id);
    return portion && portion.endsAt > performance.now() ? portion : undefined;
  }

  /** Another portion; all who want one at the same moment get the same. */
  private async fetch(id: string, limit: Limit): Promise<Portion> {
    const waiting = this.fetching.get(id);
    if (waiting) return waiting;
    const fetched = this.reserve(limit).then((portion) => {
      this.portions.set(id, portion);
      return portion;
    });
    this.fetching.set(id, fetched);
    return fetched.finally(() => this.fetching.delete(id));
  }

  private async reserve(limit: Limit): Promise<Portion> {
    const granted = await this.counters
      .reserve(limit, Math.max(1, Math.round(limit.most * PORTION)))
      .catch((error: unknown) => this.alone(limit, error));
    return {
      held: granted.hits,
      elsewhere: granted.left,
      endsAt: performance.now() + granted.seconds * 1_000,
    };
  }

  /** Requests that need no database are served on, and are counted all the same. */
  private alone(limit: Limit, error: unknown): HitsGranted {
    this.logger.warn(`counts requests alone: ${errorOf(error).message}`);
    return { hits: Math.ceil((limit.most * ALONE) / limit.seconds), left: 0, seconds: ALONE };
  }
}
