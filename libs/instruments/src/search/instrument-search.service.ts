import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { Clock, dateIn, SharedRead } from '@app/kernel';
import { InstrumentsRepository } from '../persistence/instruments.repository';
import { SearchReferencesRepository } from '../persistence/search-references.repository';
import { SearchRepository } from '../persistence/search.repository';
import { statusToday } from '../record/instrument';
import { FacetsService } from './facets.service';
import type { InstrumentQuery } from './instrument-query';
import { parseInstrumentQuery } from './parse-instrument-query';
import { readSmallQuery } from './query-string';
import { type References, referencesOf } from './references';
import type { PreparedSearch, SearchAnswer } from './search-answer';
import { SearchPagesService } from './search-pages.service';
import { readSearchText } from './search-text';
import { searchWords } from './search-words';
import { InstrumentQueryError } from './search.errors';
import { SelectionsService } from './selections.service';
import { SuggestionsService } from './suggestions.service';

/** Answers queries about listings. */
@Injectable()
export class InstrumentSearchService {
  /** By version: the sets change with it. */
  private readonly references = new LRUCache<string, References>({
    max: 2,
    fetchMethod: () => this.readReferences(),
  });

  /** On every request: those that come at once read it together. */
  private readonly version = new SharedRead(() => this.search.datasetVersion());

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly search: SearchRepository,
    private readonly referencesRepository: SearchReferencesRepository,
    private readonly selections: SelectionsService,
    private readonly pages: SearchPagesService,
    private readonly facets: FacetsService,
    private readonly suggestions: SuggestionsService,
    private readonly instruments: InstrumentsRepository,
  ) {}

  /** The state of the listings now, and the sets that queries choose from in it; a single small read. */
  async state(): Promise<{ version: string; today: string; references: References }> {
    const version = await this.version.get();
    const references = (await this.references.fetch(version)) ?? (await this.readReferences());
    return { version, today: dateIn(this.config.timeZone, this.clock.now()), references };
  }

  /**
   * Reads a query; looks at no listing.
   *
   * @param text what stands after the question mark
   * @throws InstrumentQueryError with every fault
   */
  async prepare(text: string): Promise<PreparedSearch> {
    const state = await this.state();
    const { query, faults } = parseInstrumentQuery(text, state.references.known);
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

  /** Answers a query, all of it from one state of the database. */
  async answer(prepared: PreparedSearch): Promise<SearchAnswer> {
    return this.transactions.run(() => this.read(prepared));
  }

  private async read({ query: asked, today, references }: PreparedSearch): Promise<SearchAnswer> {
    await this.search.openSnapshot();
    const version = await this.search.datasetVersion();
    let query = asked;
    let selected = await this.selections.of(query, references, today);
    let page = await this.pages.read(query, selected, references);
    const corrected = page.ids.length === 0 ? await this.correct(asked) : null;
    if (corrected) {
      query = corrected;
      selected = await this.selections.of(query, references, today);
      page = await this.pages.read(query, selected, references);
    }
    const facets = await this.facets.of(query, selected, references);
    const items = await this.instruments.findByIds(page.ids);
    return {
      version,
      query,
      items: items.map((one) => ({ ...one, status: statusToday(one, today) })),
      total: page.total,
      more: page.more,
      nextCursor: page.nextCursor,
      facets,
      corrected: corrected?.given.get('q') ?? null,
      warnings: selected.warnings,
    };
  }

  /** What was probably meant by a search that finds nothing; asked at its beginning only. */
  private async correct(query: InstrumentQuery): Promise<InstrumentQuery | null> {
    const { search, part, given } = query;
    const begins = 'number' in part ? part.number === 1 : part.after === null;
    if (!search || !begins) return null;
    const text = await this.suggestions.correct(given.get('q') ?? '', search);
    const meant = text === null ? 'search_without_words' : readSearchText(text);
    if (text === null || typeof meant === 'string') return null;
    return { ...query, search: meant, given: new Map([...given, ['q', text]]) };
  }

  private async readReferences(): Promise<References> {
    const all = await this.referencesRepository.findAll();
    const of = (kind: string) => all.filter((one) => one.kind === kind);
    return referencesOf(of('category'), of('source'), of('alias'), await this.search.countListings());
  }
}
