import { Injectable } from '@nestjs/common';
import { ImportRequestsRepository } from '../persistence/import-requests.repository';
import { IdempotencyBusyError, IdempotencyMismatchError } from './import-request.errors';
import { parametersOf, type RequestKey, type UploadOrder } from './import-request';

/** Rows that one statement of a purge deletes. */
const BATCH_ROWS = 1_000;

/** Ties the key of an order to a run, once the file was read. */
export type KeepKey = (runId: string) => Promise<void>;

/** Remembers orders by the keys of those who gave them: one that is sent again is not carried out again. */
@Injectable()
export class ImportRequestsService {
  constructor(private readonly requests: ImportRequestsRepository) {}

  /**
   * Has an order carried out unless its key says that it was before. Of several at once one does it.
   *
   * @param key `null`: the order has none, and is carried out
   * @param carryOut is handed what ties the key to a run; where it does not, the key is free again afterwards
   * @returns what it answered, or the run of the order that came before
   * @throws IdempotencyBusyError, IdempotencyMismatchError, and what reading the file throws
   */
  async once<T>(
    key: RequestKey | null,
    order: UploadOrder,
    carryOut: (keep: KeepKey) => Promise<T>,
  ): Promise<{ readonly begun: T } | { readonly earlier: string }> {
    if (key === null) return { begun: await carryOut(() => Promise.resolve()) };
    const claim = await this.requests.claim(key);
    if (claim === null) return { earlier: await this.findEarlier(key, order) };
    try {
      const begun = await carryOut(async (runId) => {
        const { sha256 } = order.intake.digest();
        await this.requests.settle(claim, { runId, sha256, parameters: parametersOf(order) });
      });
      return { begun };
    } finally {
      // where the database is away the claim stays, and is taken over when it is old
      await this.requests.freeUnlessSettled(claim).catch(() => undefined);
    }
  }

  /**
   * Deletes keys that are older than seven days, in batches.
   *
   * @param options its signal ends it behind the batch in hand
   * @returns how many
   */
  async purge({ signal }: { signal?: AbortSignal } = {}): Promise<number> {
    let purged = 0;
    let batch = BATCH_ROWS;
    while (batch === BATCH_ROWS && !signal?.aborted) {
      batch = await this.requests.deleteOld(BATCH_ROWS);
      purged += batch;
    }
    return purged;
  }

  private async findEarlier(key: RequestKey, order: UploadOrder): Promise<string> {
    const earlier = await this.requests.findSettled(key);
    if (!earlier) throw new IdempotencyBusyError();
    const same = earlier.parameters === parametersOf(order);
    if (!same || earlier.sha256 !== (await order.intake.skim()).sha256) throw new IdempotencyMismatchError();
    return earlier.runId;
  }
}
