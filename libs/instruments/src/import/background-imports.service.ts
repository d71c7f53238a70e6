import { setTimeout } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { TraceService } from '@app/audit';
import type { ImportReport } from './import-report';
import type { RequestKey, UploadOrder } from './import-request';
import { ImportRequestsService, type KeepKey } from './import-requests.service';
import type { ImportRunDetails } from './import-run';
import { ImportInterruptedError } from './import-run.errors';
import { ImportRunsService } from './import-runs.service';
import { ImportService } from './import.service';

/** How an upload is answered: a dry run by its report, any other by its run as it is now. */
export type UploadOutcome =
  | { readonly report: ImportReport }
  | {
      readonly run: ImportRunDetails;
      /** It is the run of an order that came before, under the same key. */
      readonly replayed: boolean;
    };

/** An import whose file has been read. */
interface Begun {
  /** `null`: a dry run. */
  readonly runId: string | null;
  readonly finished: Promise<ImportReport>;
}

/** Imports that go on when whoever sent the file has his answer. They end with the program. */
@Injectable()
export class BackgroundImportsService implements BeforeApplicationShutdown {
  private readonly logger = new Logger('imports');
  private readonly unfinished = new Map<Promise<unknown>, AbortController>();
  private readonly runsHere = new Map<string, Promise<unknown>>();
  private stopping = false;

  constructor(
    private readonly imports: ImportService,
    private readonly requests: ImportRequestsService,
    private readonly runs: ImportRunsService,
    private readonly traces: TraceService,
  ) {}

  /**
   * Reads the file of an order, and imports it. The signal of the order counts until the file is read; that of a dry
   * run, which is always waited for, until its end.
   *
   * @param key under which the order is carried out once; `null`: it has none
   * @param wait for the end of the run, in seconds at most; of a run that another process carries out not at all
   * @throws what {@link ImportService.run} throws until the file is read, for a dry run until its end;
   *   IdempotencyBusyError, IdempotencyMismatchError; ImportInterruptedError while the program ends
   */
  async submit(order: UploadOrder, key: RequestKey | null, wait: number): Promise<UploadOutcome> {
    const outcome = await this.requests.once(key, order, (keep) => this.begin(order, keep));
    if ('earlier' in outcome) {
      return { run: await this.runAfter(outcome.earlier, wait), replayed: true };
    }
    const { runId, finished } = outcome.begun;
    if (runId === null) return { report: await finished };
    return { run: await this.runAfter(runId, wait), replayed: false };
  }

  /** Ends what runs, and waits until its end is written down: before the database goes. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    for (const ending of this.unfinished.values()) ending.abort();
    await Promise.allSettled(this.unfinished.keys());
  }

  /** Starts an import, and answers when its file is read. */
  private async begin(order: UploadOrder, keep: KeepKey): Promise<Begun> {
    if (this.stopping) throw new ImportInterruptedError();
    const { signal } = order;
    const ending = new AbortController();
    const end = (): void => ending.abort();
    signal?.addEventListener('abort', end, { once: true });
    if (signal?.aborted) end();
    let tell: ((runId: string | null) => void) | undefined;
    const read = new Promise<string | null>((resolve) => {
      tell = resolve;
    });
    const finished = this.imports.run({
      ...order,
      signal: ending.signal,
      onRead: async (runId) => {
        if (runId !== null) {
          signal?.removeEventListener('abort', end);
          await keep(runId);
        }
        tell?.(runId);
      },
    });
    this.unfinished.set(finished, ending);
    const forget = (): unknown => this.unfinished.delete(finished);
    finished.then(forget, forget);
    // what fails before it is read has no run to look at: it is refused here
    const runId = await Promise.race([read, finished.then(({ id }) => id)]);
    if (runId !== null) this.letRun(runId, finished);
    return { runId, finished };
  }

  /** Lets a run go on by itself; what stops it is in its record, and once in the log. */
  private letRun(runId: string, finished: Promise<ImportReport>): void {
    const { requestId } = this.traces.get();
    const ended = finished
      .catch((cause: unknown) => {
        this.logger.error(new Error(`import ${runId} of request ${requestId ?? '-'} failed`, { cause }));
      })
      .finally(() => this.runsHere.delete(runId));
    this.runsHere.set(runId, ended);
  }

  /** A run when it has ended, or when nobody wants to wait any longer. */
  private async runAfter(runId: string, wait: number): Promise<ImportRunDetails> {
    const ended = this.runsHere.get(runId);
    if (ended && wait > 0) {
      const late = new AbortController();
      const patience = setTimeout(wait * 1_000, undefined, { signal: late.signal });
      await Promise.race([ended, patience.catch(() => undefined)]);
      late.abort();
    }
    return this.runs.find(runId);
  }
}
