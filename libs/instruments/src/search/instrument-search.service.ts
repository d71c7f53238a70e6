import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { Clock, dateIn } from '@app/kernel';
import { InstrumentsRepository } from '../persistence/instruments.repository';
import { SearchReferencesRepository } from '../persistence/search-references.repository';
import { SearchRepository } from '../persistence/search.repository';
import { statusToday } from '../record/instrument';
import { parseInstrumentQuery } from './parse-instrument-query';
import { type References, referencesOf } from './references';
import type { PreparedSearch, SearchAnswer } from './search-answer';
import { SearchPagesService } from './search-pages.service';
import { InstrumentQueryError } from './search.errors';
import { SelectionsService } from './selections.service';

/** Answers queries about listings. */
@Injectable()
export class InstrumentSearchService {
  /** By version: the sets change with it. */
  private readonly references = new LRUCache<string, References>({
    max: 2,
    fetchMethod: () => this.readReferences(),
  });

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly clock: Clock,
    private readonly transactions: Transactions,
    private readonly search: SearchRepository,
    private readonly referencesRepository: SearchReferencesRepository,
    private readonly selections: SelectionsService,
    private readonly pages: SearchPagesService,
    private readonly instruments: InstrumentsRepository,
  ) {}

  /** The state of the listings now, and the sets that queries choose from in it; a single small read. */
  async state(): Promise<{ version: string; today: string; references: References }> {
    const version = await this.search.datasetVersion();
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

  /** Answers a query, all of it from one state of the database. */
  async answer(prepared: PreparedSearch): Promise<SearchAnswer> {
    return this.transactions.run(() => this.read(prepared), { isolation: 'REPEATABLE READ' });
  }

  private async read({ query, today, references }: PreparedSearch): Promise<SearchAnswer> {
    await this.search.isolatePlanner();
    const version = await this.search.datasetVersion();
    const selected = await this.selections.of(query, references, today);
    const page = await this.pages.read(query, selected);
    const items = await this.instruments.findByIds(page.ids);
    return {
      version,
      items: items.map((one) => ({ ...one, status: statusToday(one, today) })),
      total: page.total,
      more: page.more,
      nextCursor: page.nextCursor,
      corrected: null,
      warnings: selected.warnings,
    };
  }

  private async readReferences(): Promise<References> {
    const all = await this.referencesRepository.findAll();
    const of = (kind: string) => all.filter((one) => one.kind === kind);
    return referencesOf(of('category'), of('source'), of('alias'));
  }
}
