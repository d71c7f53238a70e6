import { csvRows, type FileFindings } from './csv-rows';
import { ScrapedFileError } from './import.errors';
import { jsonRows, ndjsonRows } from './json-files';
import { ScrapedBytes, type FileDigest } from './scraped-bytes';
import type { FileNote, ScrapedRow } from './scraped-row';
import { isUtf16, TELLING_BYTES } from './scraped-text';

/** How a file of listings is written. */
export type ScrapedFormat = 'csv' | 'ndjson' | 'json';

/** What a file may be at most. */
export interface ScrapedFileLimits {
  readonly rows: number;
  /** Of the file as given and of the file unpacked, each. */
  readonly bytes: number;
  readonly rowBytes: number;
}

/** 200,000 rows, 64 MiB, 64 KiB a row. */
export const SCRAPED_FILE_LIMITS: ScrapedFileLimits = {
  rows: 200_000,
  bytes: 64 * 1024 ** 2,
  rowBytes: 64 * 1024,
};

/** How to read a file. */
export interface ScrapedFileOptions {
  readonly format: ScrapedFormat;
  readonly gzip: boolean;
  /** As announced: too large a file is refused before anything of it is read. */
  readonly size?: number | null;
  /** {@link SCRAPED_FILE_LIMITS} unless given. */
  readonly limits?: ScrapedFileLimits;
}

/** A file of listings while it is read. */
export interface ScrapedFile {
  /**
   * Every row in order, in batches of at most 1,000; to be read once. Throws ScrapedFileError when the file is refused
   * whole, which the limits may do after batches have been handed out; errors of the source come as they are.
   */
  readonly rows: AsyncIterable<ScrapedRow[]>;
  /** Names of the columns as written (JSON: all known columns), without those of `errors.csv`. Known with the first batch. */
  columns(): readonly string[];
  /** Warnings about the file; complete when the rows have come to their end. */
  notes(): readonly FileNote[];
  /** Size and SHA-256 of the file as given; complete when the rows have come to their end. */
  digest(): FileDigest;
  /** The same for a file whose rows nobody wants: reads it instead of them. */
  skim(): Promise<FileDigest>;
}

const BATCH = 1000;
const FORMATS = { csv: csvRows, ndjson: ndjsonRows, json: jsonRows };

/**
 * Opens a file of listings. Nothing is read until the rows are asked for, and no more of a CSV or NDJSON file is held
 * in memory than the rows in hand need; a JSON file is held whole.
 *
 * @param bytes the file as given, in pieces of any size
 * @throws ScrapedFileError `imports.file_too_large` by its announced size
 */
export function readScrapedFile(bytes: AsyncIterable<Uint8Array>, options: ScrapedFileOptions): ScrapedFile {
  const limits = options.limits ?? SCRAPED_FILE_LIMITS;
  if ((options.size ?? 0) > limits.bytes) throw new ScrapedFileError('imports.file_too_large');
  const file = new ScrapedBytes(bytes, options.gzip, limits.bytes);
  const findings: FileFindings = { columns: [], notes: [] };
  const found = FORMATS[options.format](refuseUtf16(file.read()), limits.rowBytes, findings);
  return {
    rows: inBatches(found, limits.rows),
    columns: () => findings.columns,
    notes: () => findings.notes,
    digest: () => file.digest(),
    skim: () => file.skim(),
  };
}

/** @throws ScrapedFileError `imports.file_encoding` */
async function* refuseUtf16(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer, void> {
  let beginning: Buffer | null = Buffer.alloc(0);
  for await (const chunk of bytes) {
    if (!beginning) {
      yield chunk;
      continue;
    }
    beginning = Buffer.concat([beginning, chunk]);
    if (beginning.length < TELLING_BYTES) continue;
    if (isUtf16(beginning)) throw new ScrapedFileError('imports.file_encoding');
    yield beginning;
    beginning = null;
  }
  if (!beginning) return;
  if (isUtf16(beginning)) throw new ScrapedFileError('imports.file_encoding');
  yield beginning;
}

async function* inBatches(
  found: AsyncIterable<ScrapedRow[]>,
  limit: number,
): AsyncGenerator<ScrapedRow[], void> {
  let waiting: ScrapedRow[] = [];
  let count = 0;
  for await (const rows of found) {
    count += rows.length;
    if (count > limit) {
      throw new ScrapedFileError('imports.file_too_large', `The file has more than ${limit} rows.`, {
        rows: limit,
      });
    }
    waiting = waiting.length === 0 ? rows : waiting.concat(rows);
    let at = 0;
    for (; waiting.length - at >= BATCH; at += BATCH) yield waiting.slice(at, at + BATCH);
    waiting = waiting.slice(at);
  }
  if (waiting.length > 0) yield waiting;
}
