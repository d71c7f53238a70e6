import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import type { ItemSource } from '../persistence/bulk-items.repository';
import { InstrumentSearchService } from '../search/instrument-search.service';
import { SearchPartsService } from '../search/search-parts.service';
import { SelectionsService } from '../search/selections.service';
import type { BulkSelection } from './bulk-job';

/** Finds out which listings an order means. */
@Injectable()
export class BulkSelectionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly search: InstrumentSearchService,
    private readonly parts: SearchPartsService,
    private readonly selections: SelectionsService,
  ) {}

  /**
   * Does work on the listings that are meant, in a transaction that is ready for searches. A search that finds nothing
   * is not corrected: nobody changes what was not asked for.
   *
   * @throws InstrumentQueryError
   */
  async among<T>(selection: BulkSelection, work: (source: ItemSource) => Promise<T>): Promise<T> {
    if ('ids' in selection) return this.transactions.run(() => work({ ids: selection.ids }));
    const { query, references, today } = await this.search.prepare(selection.query, 'export');
    return this.transactions.run(async () => {
      await this.parts.begin();
      const selected = await this.selections.of(query, references, today);
      return work({ selection: selected.selection });
    });
  }
}
