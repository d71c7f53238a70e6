import { type DataFault, type DataModel, type DataRow, parseDataHeader, parseDataRow } from '@app/database';
import { linesOf } from './data-file';
import { DataRefusedError } from './data.errors';
import type { Progress } from './progress';

/** So many rows are written at once. */
const BATCH = 1_000;
/** Whoever reads more faults than this has seen enough. */
const MOST_FAULTS = 20;

/** What became of the rows of one model. */
export interface ModelCounts {
  created: number;
  updated: number;
  unchanged: number;
}

/** What became of the rows of a file, by model. */
export type FileCounts = Record<string, ModelCounts>;

/** Loads one file, row by row, into the transaction that runs. */
export class DataLoad {
  private readonly counts: FileCounts = {};
  private readonly faults: DataFault[] = [];
  private model: DataModel | null = null;
  private batch: DataRow[] = [];
  private done = 0;

  private constructor(
    private readonly file: string,
    private readonly total: number,
    private readonly progress: Progress,
  ) {}

  /**
   * @param modelsOf what a file with or without secrets may hold
   * @param onFault told of each row that cannot be loaded, as `file:line: field message`
   * @throws DataRefusedError when one cannot, or the file is not whole
   */
  static async run(
    file: string,
    modelsOf: (secrets: boolean) => readonly DataModel[],
    progress: Progress,
    onFault: (text: string) => void,
  ): Promise<FileCounts> {
    const lines = linesOf(file);
    const first = await lines.next();
    const header = parseDataHeader(first.done === true ? '' : first.value);
    if (typeof header === 'string') throw new DataRefusedError(`${file}:1: ${header}`);
    const { secrets, rows } = header;
    const total = Object.values(rows).reduce((sum, n) => sum + n, 0);
    const load = new DataLoad(file, total, progress);
    await load.read(lines, new Map(modelsOf(secrets).map((model) => [model.name, model])));
    for (const { line, field, message } of load.faults.slice(0, MOST_FAULTS)) {
      onFault(`${file}:${line}: ${field}: ${message}`);
    }
    load.assertWhole(rows);
    return load.counts;
  }

  private async read(lines: AsyncGenerator<string>, models: ReadonlyMap<string, DataModel>): Promise<void> {
    let line = 1;
    for await (const text of lines) {
      line += 1;
      const row = parseDataRow(text);
      const model = models.get(row?.model ?? '');
      if (!row) {
        this.faults.push({ line, field: 'row', message: 'must be a JSON object with model and fields' });
      } else if (!model) {
        this.faults.push({ line, field: 'model', message: `"${row.model}" is none in this file` });
      } else {
        if (model !== this.model || this.batch.length === BATCH) await this.flush();
        this.model = model;
        this.batch.push({ line, fields: row.fields });
      }
      if (this.faults.length >= MOST_FAULTS) return;
    }
    await this.flush();
  }

  private async flush(): Promise<void> {
    if (!this.model || this.batch.length === 0) return;
    const { created, updated, unchanged, faults } = await this.model.load(this.batch);
    this.faults.push(...faults);
    this.done += this.batch.length;
    const counts = (this.counts[this.model.name] ??= { created: 0, updated: 0, unchanged: 0 });
    counts.created += created;
    counts.updated += updated;
    counts.unchanged += unchanged;
    this.batch = [];
    this.progress.update(`load ${this.file}`, this.done, this.total);
  }

  private assertWhole(promised: Readonly<Record<string, number>>): void {
    if (this.faults.length > 0) {
      throw new DataRefusedError(`${this.file} was not loaded, and nothing was changed.`);
    }
    for (const [name, n] of Object.entries(promised)) {
      const { created = 0, updated = 0, unchanged = 0 } = this.counts[name] ?? {};
      const found = created + updated + unchanged;
      if (found === n) continue;
      throw new DataRefusedError(
        `${this.file} is not whole: it has ${found} rows of ${name} and its first line says ${n}. Nothing was changed.`,
      );
    }
  }
}
