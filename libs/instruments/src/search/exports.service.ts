import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { SearchRepository } from '../persistence/search.repository';
import type { Instrument } from '../record/instrument';
import type { PreparedSearch } from './search-answer';
import { SearchPagesService } from './search-pages.service';
import { SearchPartsService } from './search-parts.service';

/** What is known about an export when its first rows are. */
export interface ExportFacts {
  readonly version: string;
  /** The search that is answered instead, because the one that was asked finds nothing. */
  readonly corrected: string | null;
  /** Whether there is more than it may hold. */
  readonly truncated: boolean;
}

/** Takes an export as it is read. */
export interface ExportSink {
  /** Before any row. */
  begin(facts: ExportFacts): void;
  /** The next rows; what it waits for, the reading waits for, and a connection with it: it has to come to an end. */
  take(rows: readonly Instrument[]): Promise<void>;
}

/** Rows that are in memory at once. */
const BATCH = 500;

/** Reads all that a query finds. */
@Injectable()
export class ExportsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly search: SearchRepository,
    private readonly parts: SearchPartsService,
    private readonly pages: SearchPagesService,
  ) {}

  /**
   * Reads what the list shows, in its order, from its beginning to its end and out of one state of the database, with
   * the memory of one batch. A sink that fails ends it.
   *
   * @param most rows; `null`: all
   */
  async read(prepared: PreparedSearch, most: number | null, sink: ExportSink): Promise<void> {
    const size = most === null ? BATCH : Math.min(BATCH, most);
    const asked = { ...prepared.query, part: { after: null, size }, count: 'none' } as const;
    await this.transactions.run(() => this.walk({ ...prepared, query: asked }, most, sink));
  }

  private async walk(prepared: PreparedSearch, most: number | null, sink: ExportSink): Promise<void> {
    const { today } = prepared;
    const { version, listings } = await this.search.openSnapshot();
    await this.transactions.waitForReader();
    const { corrected, query, selected, page } = await this.parts.first(prepared, listings);
    const truncated =
      most !== null && page.next !== null && (await this.search.count(selected.selection, most + 1)) > most;
    let { ids, next } = page;
    let rows = await this.parts.listings(ids, today);
    sink.begin({ version, corrected, truncated });
    for (let left = most ?? Infinity; ;) {
      await sink.take(rows);
      left -= ids.length;
      if (next === null || left <= 0) return;
      const part = { after: next, size: Math.min(BATCH, left) };
      ({ ids, next } = await this.pages.read({ ...query, part }, selected, listings));
      rows = await this.parts.listings(ids, today);
    }
  }
}
