import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { Clock, dateIn } from '@app/kernel';
import { ImportService } from '../import/import.service';
import { ListingsRepository } from '../persistence/listings.repository';
import { bulkListings } from './bulk';
import { fixtureListings } from './fixtures';
import { SeedIntake } from './seed-intake';
import { SeedRefusedError } from './seed.errors';
import type { SeedListing } from './seed-listing';

/** What a seed did to the listings. */
export interface SeedOutcome {
  readonly created: number;
  readonly updated: number;
  readonly unchanged: number;
}

/** How a seed goes. */
export interface SeedOptions {
  /** Load it into production too. */
  readonly force?: boolean;
  readonly onProgress?: (rows: number, total: number) => void;
  /** Ends it at once; what is stored stays. */
  readonly signal?: AbortSignal;
}

/** How made-up listings for benchmarks spread over the sites, in hundredths. */
const SHARES: Readonly<Record<string, number>> = {
  hispasonic: 42,
  guitarristas: 24,
  reverb: 23,
  soundmarket: 11,
};

/** Made-up listings: the fixtures that a new checkout starts with, and as many as a benchmark wants. */
@Injectable()
export class SeedService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly imports: ImportService,
    private readonly listings: ListingsRepository,
  ) {}

  /**
   * Loads the fixtures: the same every time, so that a second time changes nothing but dates.
   *
   * @throws SeedRefusedError in production
   */
  async loadFixtures(options: SeedOptions = {}): Promise<SeedOutcome> {
    const all = fixtureListings(this.today());
    return this.load([...groupBySource(all)], all.length, 'fixtures', options);
  }

  /**
   * Makes listings for a benchmark, the same every time for the same number.
   *
   * @throws SeedRefusedError in production
   */
  async generate(rows: number, options: SeedOptions = {}): Promise<SeedOutcome> {
    const today = this.today();
    let left = rows;
    let offset = 0;
    const parts: [string, Iterable<SeedListing>][] = Object.entries(SHARES).map(
      ([source, share], index, all) => {
        const count = index === all.length - 1 ? left : Math.round((rows * share) / 100);
        const part = bulkListings({ rows: count, source, seed: 1, offset, today });
        left -= count;
        offset += count;
        return [source, part];
      },
    );
    const outcome = await this.load(parts, rows, 'benchmark', options);
    await this.listings.vacuum();
    return outcome;
  }

  private today(): string {
    return dateIn(this.config.timeZone, this.clock.now());
  }

  private async load(
    parts: readonly [string, Iterable<SeedListing>][],
    total: number,
    name: string,
    { force = false, onProgress, signal }: SeedOptions,
  ): Promise<SeedOutcome> {
    if (this.config.production && !force) throw new SeedRefusedError();
    const outcome = { created: 0, updated: 0, unchanged: 0 };
    let before = 0;
    for (const [source, listings] of parts) {
      const report = await this.imports.run({
        intake: new SeedIntake(name, listings),
        source,
        category: null,
        complete: false,
        dryRun: false,
        onError: 'continue',
        signal,
        onProgress: ({ phase, done }) => {
          if (phase === 'writing') onProgress?.(before + done, total);
        },
      });
      before += report.received;
      outcome.created += report.created;
      outcome.updated += report.updated + report.reactivated;
      outcome.unchanged += report.unchanged;
    }
    return outcome;
  }
}

function groupBySource(listings: readonly SeedListing[]): Map<string, SeedListing[]> {
  const groups = new Map<string, SeedListing[]>();
  for (const listing of listings) {
    const group = groups.get(listing.source);
    if (group) group.push(listing);
    else groups.set(listing.source, [listing]);
  }
  return groups;
}
