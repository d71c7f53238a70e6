import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { Clock, dateIn, SharedRead } from '@app/kernel';
import { SearchReferencesRepository } from '../persistence/search-references.repository';
import { SearchRepository, type Snapshot } from '../persistence/search.repository';
import { writeCursor } from './cursor';
import { FacetsService } from './facets.service';
import { type InstrumentQuery, queryString } from './instrument-query';
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
/** Longer ones do not come often. */
const LONGEST_KEPT = 300;

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

  /** What was understood, by the sets, the door and the text. */
  private readonly understood = new LRUCache<string, { query: InstrumentQuery; text: string }>({
    max: 1_000,
  });

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly search: SearchRepository,
    private readonly referencesRepository: SearchReferencesRepository,
    private readonly parts: SearchPartsService,
    private readonly facets: FacetsService,
  ) {}

  /** The state of the listings now, and the sets that queries choose from in it; a single small read. */
  async state(): Promise<{ version: string; sets: string; today: string; references: References }> {
    const { version, sets } = await this.versions.get();
    const references =
      this.references.get(sets) ?? (await this.references.fetch(sets)) ?? (await this.readReferences());
    return { version, sets, today: dateIn(this.config.timeZone, this.clock.now()), references };
  }

  /**
   * Reads a query; looks at no listing.
   *
   * @param text what stands after the question mark
   * @param door decides which parameters there are
   * @throws InstrumentQueryError with every fault
   */
  async prepare(text: string, door: QueryDoor): Promise<PreparedSearch> {
    const { version, sets, today, references } = await this.state();
    const key = `${sets} ${door} ${text}`;
    let understood = this.understood.get(key);
    if (!understood) {
      const { query, faults } = parseInstrumentQuery(text, references.known, door);
      if (faults) throw new InstrumentQueryError(faults);
      understood = { query, text: queryString(query.given) };
      if (text.length <= LONGEST_KEPT) this.understood.set(key, understood);
    }
    return { ...understood, version, today, references };
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
    const { query, selected, page, corrected } = await this.parts.first(prepared, listings);
    return {
      version,
      query,
      total: page.total,
      more: page.next !== null,
      nextCursor: page.next && writeCursor(page.next),
      facets: await this.facets.of(query, selected, references),
      items: await this.parts.listings(page.ids, today),
      corrected,
      warnings: await this.parts.warnings(selected),
    };
  }

  private async readReferences(): Promise<References> {
    const all = await this.referencesRepository.findAll();
    const of = (kind: string) => all.filter((one) => one.kind === kind);
    return referencesOf(of('category'), of('english'), of('source'), of('alias'));
  }
}
