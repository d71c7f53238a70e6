import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { Clock, dateIn, SharedRead } from '@app/kernel';
import { SearchReferencesRepository } from '../persistence/search-references.repository';
import { SearchRepository, type Snapshot } from '../persistence/search.repository';
import { writeCursor } from './cursor';
import { FacetsService } from './facets.service';
import { parseInstrumentQuery } from './parse-instrument-query';
import type { QueryDoor } from './query-parameters';
import { readSmallQuery } from './query-string';
import { type References, referencesOf } from './references';
import type { PreparedSearch, SearchAnswer } from './search-answer';
import { SearchPartsService } from './search-parts.service';
import { searchWords } from './search-words';
import { InstrumentQueryError } from './search.errors';

/** How long the version that a crowd has read serves others, in milliseconds: no longer than a notice of it would take. */
const MOMENT = 2;

/** The state of the listings, and that of the sets that queries choose from; the day that it is. */
export interface ListingsState {
  readonly version: string;
  readonly sets: string;
  readonly today: string;
}

/** Answers queries about listings. */
@Injectable()
export class InstrumentSearchService {
  /** By the version of the sets, which seldom change. */
  private readonly references = new LRUCache<string, References>({
    max: 2,
    fetchMethod: () => this.readReferences(),
  });

  /** On every request: those that come at once read it together. */
  private readonly versions = new SharedRead(() => this.search.versions(), MOMENT);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly search: SearchRepository,
    private readonly referencesRepository: SearchReferencesRepository,
    private readonly parts: SearchPartsService,
    private readonly facets: FacetsService,
  ) {}

  /** The state of the listings now; a single small read. */
  async now(): Promise<ListingsState> {
    const { version, sets } = await this.versions.get();
    return { version, sets, today: dateIn(this.config.timeZone, this.clock.now()) };
  }

  /** The same (or the one that is given), and the sets that queries choose from in it. */
  async state(now?: ListingsState): Promise<{ version: string; today: string; references: References }> {
    const { version, sets, today } = now ?? (await this.now());
    const references = (await this.references.fetch(sets)) ?? (await this.readReferences());
    return { version, today, references };
  }

  /**
   * Reads a query; looks at no listing.
   *
   * @param text what stands after the question mark
   * @param door decides which parameters there are
   * @param now the state as it was read for this request, if it was
   * @throws InstrumentQueryError with every fault
   */
  async prepare(text: string, door: QueryDoor, now?: ListingsState): Promise<PreparedSearch> {
    const state = await this.state(now);
    const { query, faults } = parseInstrumentQuery(text, state.references.known, door);
    if (faults) throw new InstrumentQueryError(faults);
    return { ...state, query };
  }

  /**
   * Reads the query of a door beside the list: a text `q`, or nothing.
   *
   * @returns the folded text
   * @throws InstrumentQueryError with every fault
   */
  readSmall(text: string, takes: 'q' | 'nothing'): string {
    const typed = readSmallQuery(text, takes);
    if (typeof typed !== 'string') throw new InstrumentQueryError(typed);
    return searchWords(typed);
  }

  /**
   * Answers a query, all of it from one state of the database: on a replica, unless it is behind the state that the
   * query was prepared in.
   */
  async answer(prepared: PreparedSearch): Promise<SearchAnswer> {
    const answer = await this.transactions.reading(() =>
      this.transactions.run(async () => {
        const snapshot = await this.search.openSnapshot();
        return BigInt(snapshot.version) < BigInt(prepared.version) ? null : this.read(prepared, snapshot);
      }),
    );
    return answer ?? this.transactions.run(async () => this.read(prepared, await this.search.openSnapshot()));
  }

  private async read(prepared: PreparedSearch, { version, listings }: Snapshot): Promise<SearchAnswer> {
    const { references, today } = prepared;
    const first = await this.parts.first(prepared, listings);
    const { query, selected, page, corrected } = first;
    return {
      version,
      query,
      total: page.total,
      more: page.next !== null,
      nextCursor: page.next && writeCursor(page.next),
      facets: await this.facets.of(query, selected, references),
      items: await this.parts.listings(page.ids, today),
      corrected,
      warnings: await this.parts.warnings(prepared, first),
    };
  }

  private async readReferences(): Promise<References> {
    const all = await this.referencesRepository.findAll();
    const of = (kind: string) => all.filter((one) => one.kind === kind);
    return referencesOf(of('category'), of('english'), of('source'), of('alias'));
  }
}
