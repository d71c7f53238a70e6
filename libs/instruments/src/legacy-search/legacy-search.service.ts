import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { Clock, dateIn } from '@app/kernel';
import { fold } from '../import/fold';
import { LegacySearchRepository } from '../persistence/legacy-search.repository';
import type { ListingPredicate } from '../persistence/listing-predicate';
import { LEGACY_PAGE_SIZE, type LegacyFilter, type LegacyPageNumber } from './legacy-query';
import { InvalidPageError } from './legacy-search.errors';
import type { MatchProfile } from './match-profile';

/** One page of the old answer. */
export interface LegacyPage {
  /** Listings that pass the filter, on all pages; exact. */
  readonly count: number;
  readonly totalPages: number;
  readonly number: number;
  /** The listings of this page: the text of a JSON array, made by the database. */
  readonly results: string;
}

interface KnownProfile {
  readonly version: string;
  readonly predicate: ListingPredicate;
  readonly profile: MatchProfile;
}

/** Names have at most this many characters, so a longer text is found in none. */
const LONGEST_NAME = 500;
const CACHE_BYTES = 32 * 1024 * 1024;

/**
 * Lists and searches as the old backend did: pages by id, exact counts, a plain substring.
 *
 * The place of every match is remembered for each filter, bounded by memory, and used only while the listings are in
 * the very state that it was read from; each page is checked for that in the statement that reads it.
 */
@Injectable()
export class LegacySearchService {
  private readonly profiles = new LRUCache<string, KnownProfile, LegacyFilter>({
    maxSize: CACHE_BYTES,
    sizeCalculation: ({ profile }, key) => profile.size + key.length * 2,
    // a profile that is dropped to make room while it is looked for still answers those who wait for it
    ignoreFetchAbort: true,
    fetchMethod: (_key, _stale, { context }) => this.transactions.run(() => this.find(context), SNAPSHOT),
  });

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly repository: LegacySearchRepository,
  ) {}

  /**
   * @throws InvalidPageError when there is no such page; an empty answer has one page
   */
  async page(filter: LegacyFilter, page: LegacyPageNumber): Promise<LegacyPage> {
    if (page === null) throw new InvalidPageError();
    if (findsNothing(filter)) return this.emptyPage(page);
    return this.transactions.reading(() => this.read(filter, page));
  }

  private async read(filter: LegacyFilter, page: number | 'last'): Promise<LegacyPage> {
    const key = JSON.stringify([this.today(), filter]);
    const known = await this.profiles.fetch(key, { context: filter });
    let answer = known && (await this.readKnown(known, page));
    if (answer) return answer;
    // The listings changed: who notices it first finds their places anew, and all who ask for the same wait for that.
    const forceRefresh = this.profiles.peek(key) === known;
    const fresh = await this.profiles.fetch(key, { context: filter, forceRefresh });
    answer = fresh && (await this.readKnown(fresh, page));
    if (answer) return answer;
    // They change all the time: everything from one state of the database.
    return this.transactions.run(
      async () => (await this.readKnown(await this.find(filter), page)) ?? this.emptyPage(page),
      SNAPSHOT,
    );
  }

  private today(): string {
    return dateIn(this.config.timeZone, this.clock.now());
  }

  private async find(filter: LegacyFilter): Promise<KnownProfile> {
    await this.repository.isolatePlanner();
    const predicate: ListingPredicate = {
      today: this.today(),
      scope: filter.category === null ? null : await this.repository.findCategoryScope(fold(filter.category)),
      name: filter.name,
      minPrice: filter.minPrice,
      maxPrice: filter.maxPrice,
    };
    const version = await this.repository.datasetVersion();
    return { version, predicate, profile: await this.repository.profile(predicate) };
  }

  /** The page, or `null` when the listings are no longer in the state that the profile describes. */
  private async readKnown(known: KnownProfile, page: number | 'last'): Promise<LegacyPage | null> {
    const { count } = known.profile;
    const totalPages = Math.max(Math.ceil(count / LEGACY_PAGE_SIZE), 1);
    const number = page === 'last' ? totalPages : page;
    const offset = (number - 1) * LEGACY_PAGE_SIZE;
    const location = known.profile.locate(offset, LEGACY_PAGE_SIZE);
    const { version, results } = await this.repository.readPage(known.predicate, location, LEGACY_PAGE_SIZE);
    if (version !== known.version) return null;
    if (number > totalPages) throw new InvalidPageError();
    return { count, totalPages, number, results };
  }

  private emptyPage(page: number | 'last'): LegacyPage {
    if (page !== 'last' && page !== 1) throw new InvalidPageError();
    return { count: 0, totalPages: 1, number: 1, results: '[]' };
  }
}

const SNAPSHOT = { isolation: 'REPEATABLE READ' } as const;

/** Whether the filter asks for what the database cannot hold. */
function findsNothing({ name, category }: LegacyFilter): boolean {
  if (name?.includes('\0') || category?.includes('\0')) return true;
  return name !== null && name.length > LONGEST_NAME && Array.from(name).length > LONGEST_NAME;
}
