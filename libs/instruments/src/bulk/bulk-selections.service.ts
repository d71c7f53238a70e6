import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import type { ItemSource } from '../persistence/bulk-items.repository';
import { SearchRepository } from '../persistence/search.repository';
import { InstrumentSearchService } from '../search/instrument-search.service';
import { SelectionsService } from '../search/selections.service';
import { RecordService } from '../record/record.service';
import type { BulkOrder } from './bulk-job';

/** Finds out which listings an order means. */
@Injectable()
export class BulkSelectionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly search: InstrumentSearchService,
    private readonly snapshots: SearchRepository,
    private readonly selections: SelectionsService,
    private readonly record: RecordService,
  ) {}

  /**
   * Does work on the listings that are meant, in a transaction that is ready for searches. A search that finds nothing
   * is not corrected: nobody changes what was not asked for. What is to be restored is among what was removed.
   *
   * @throws InstrumentQueryError
   */
  async among<T>(
    { action, selection }: Pick<BulkOrder, 'action' | 'selection'>,
    work: (source: ItemSource) => Promise<T>,
  ): Promise<T> {
    if ('ids' in selection) return this.transactions.run(() => work({ ids: selection.ids }));
    if (action === 'restore') {
      const removed = await this.record.readRemoved(selection.query);
      return this.transactions.run(() => work({ removed }));
    }
    const { query, references, today } = await this.search.prepare(selection.query, 'export');
    return this.transactions.run(async () => {
      await this.snapshots.openSnapshot();
      const selected = await this.selections.of(query, references, today);
      return work({ selection: selected.selection });
    });
  }
}
