import { pipeline, Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ListPage, ListRequest } from '@app/database';
import { isRowId } from '@app/kernel';
import { ImportHistoryRepository } from '../persistence/import-history.repository';
import { ImportRunsRepository } from '../persistence/import-runs.repository';
import { SourcesService } from '../sources/sources.service';
import { errorsCsv, type RejectedRow } from './errors-csv';
import { UnknownRunError } from './import-run.errors';
import type { ImportRun, ImportRunDetails, ImportRunFilter, ImportRunOrder } from './import-run';

/** Refused rows in memory at once; one may be as large as a row of a file. */
const BATCH = 200;

/** What was imported, and what became of it. */
@Injectable()
export class ImportRunsService {
  constructor(
    private readonly sources: SourcesService,
    private readonly history: ImportHistoryRepository,
    private readonly runs: ImportRunsRepository,
  ) {}

  /** @throws UnknownSourceError, InvalidCursorError */
  async list(filter: ImportRunFilter, request: ListRequest<ImportRunOrder>): Promise<ListPage<ImportRun>> {
    const source = filter.source === undefined ? undefined : (await this.sources.find(filter.source)).slug;
    return this.history.findPage({ ...filter, source }, request);
  }

  /** The last run of each source that has any. */
  last(): Promise<ImportRun[]> {
    return this.history.findLast();
  }

  /**
   * A run as it is now. Whoever waits for its end would wait for ever if its program died: such a run is closed here.
   *
   * @throws UnknownRunError
   */
  async find(id: string): Promise<ImportRunDetails> {
    let run = isRowId(id) ? await this.history.findById(id) : null;
    if (run?.state === 'running' && (await this.runs.failIfDead(id))) run = await this.history.findById(id);
    if (!run) throw new UnknownRunError();
    const warnings = await this.history.findWarnings(id);
    return { ...run, warnings, errors: await this.history.findErrors(id) };
  }

  /**
   * The `errors.csv` of a run, as it comes out of the database: the header alone when nothing was refused.
   *
   * @throws UnknownRunError
   */
  async errorsOf(id: string): Promise<Readable> {
    const columns = isRowId(id) ? await this.history.findColumns(id) : null;
    if (!columns) throw new UnknownRunError();
    const csv = errorsCsv(columns);
    // what breaks on the way breaks the stream that is handed out
    pipeline(Readable.from(this.rejected(id)), csv, () => undefined);
    return csv;
  }

  private async *rejected(id: string): AsyncGenerator<RejectedRow> {
    let after = 0;
    for (;;) {
      const rows = await this.history.findRejected(id, after, BATCH);
      yield* rows;
      const last = rows.at(-1);
      if (!last || rows.length < BATCH) return;
      after = last.row;
    }
  }
}
