import { isUtf8 } from 'node:buffer';
import { parse, type Options } from 'csv-parse/sync';
import { CsvFramer, type CsvFrame } from './csv-frames';
import { readCsvHeader, withoutFormulaGuard, type CsvHeader } from './csv-header';
import { ScrapedFileError } from './import.errors';
import { rowFault, rowNote, type RowFault, type RowNote } from './row-fault';
import type { ColumnName, FileNote, ScrapedRow } from './scraped-row';
import { cleanText, decodeBytes } from './scraped-text';

/** What a format learns about the file while it reads; the owner shows it to callers. */
export interface FileFindings {
  columns: readonly string[];
  readonly notes: FileNote[];
}

const FAULTS = { open: 'quote_not_closed', stray: 'quote_misplaced', long: 'row_too_long' } as const;

/**
 * The rows of a CSV file, a block at a time. The delimiter (`,` `;` tab) comes from the header, the line end (LF, CRLF,
 * CR) from the end of the header line; a byte order mark is dropped, blank lines are left out.
 *
 * @param bytes the unpacked file
 * @param rowBytes most bytes of a row
 * @param findings receives the columns and file notes before the first rows come
 * @throws ScrapedFileError `imports.file_empty`, `imports.file_columns`
 */
export async function* csvRows(
  bytes: AsyncIterable<Buffer>,
  rowBytes: number,
  findings: FileFindings,
): AsyncGenerator<ScrapedRow[], void> {
  let reader: CsvReader | null = null;
  let held: Buffer[] = [];
  let size = 0;
  const readHeld = (last: boolean): ScrapedRow[] => {
    let block = Buffer.concat(held);
    if (!reader) {
      const start = startOf(block, rowBytes);
      findings.columns = start.header.columns;
      findings.notes.push(...start.header.notes);
      reader = new CsvReader(start.header, start.lineEnd, rowBytes);
      block = block.subarray(start.end);
    }
    const { rows, end } = reader.read(block, last);
    held = [block.subarray(end)];
    size = block.length - end;
    return rows;
  };
  for await (const chunk of bytes) {
    held.push(chunk);
    size += chunk.length;
    // enough that joining what is left over with what comes costs little
    if (size >= 10 * rowBytes) yield readHeld(false);
  }
  yield readHeld(true);
}

/** Finds the header line behind byte order mark and blank lines. */
function startOf(
  block: Buffer,
  rowBytes: number,
): { readonly header: CsvHeader; readonly lineEnd: '\n' | '\r'; readonly end: number } {
  let start = block.toString('latin1', 0, 3) === '\xef\xbb\xbf' ? 3 : 0;
  while (isSpace(block[start])) start++;
  if (start >= block.length) throw new ScrapedFileError('imports.file_empty');
  const feed = block.indexOf('\n', start);
  const firstLine = block.subarray(start, feed < 0 ? block.length : feed);
  const carriage = firstLine.subarray(0, -1).indexOf('\r');
  const line = carriage < 0 ? firstLine : firstLine.subarray(0, carriage);
  if (line.length > rowBytes)
    throw new ScrapedFileError('imports.file_columns', 'The header line is too long.');
  return { header: readCsvHeader(line), lineEnd: carriage < 0 ? '\n' : '\r', end: start + line.length };
}

class CsvReader {
  private readonly framer: CsvFramer;
  private readonly options: Options;
  private count = 0;

  constructor(
    private readonly header: CsvHeader,
    lineEnd: '\n' | '\r',
    rowBytes: number,
  ) {
    const { delimiter, width } = header;
    this.framer = new CsvFramer({ delimiter, width, lineEnd, rowBytes });
    this.options = {
      delimiter,
      record_delimiter: lineEnd === '\n' ? ['\r\n', '\n'] : ['\r'],
      relax_column_count: true,
      skip_empty_lines: true,
      max_record_size: 0,
    };
  }

  read(block: Buffer, last: boolean): { readonly rows: ScrapedRow[]; readonly end: number } {
    const { frames, end } = this.framer.cut(block, last);
    const rows: ScrapedRow[] = [];
    for (let at = 0; at < frames.length;) {
      const run = neighbours(frames, at);
      at += run.length;
      const [first] = run;
      if (first?.verdict === 'ok') rows.push(...this.readRun(block, run));
      else rows.push(...run.map((frame) => this.readBroken(block, frame)));
    }
    return { rows, end };
  }

  /** Sound rows without a gap are parsed in one go: the parser costs more to start than to run. */
  private readRun(block: Buffer, run: readonly CsvFrame[]): ScrapedRow[] {
    const bytes = block.subarray(run[0]?.start, run.at(-1)?.end);
    const records: readonly unknown[][] = parse(bytes, {
      ...this.options,
      encoding: isUtf8(bytes) ? 'utf8' : null,
    });
    return records.map((cells) => this.toRow(cells, null));
  }

  /** A row whose quoting is lost: its cells are shown as well as they can be, ready to be mended. */
  private readBroken(block: Buffer, { start, end, verdict }: CsvFrame): ScrapedRow {
    const options: Options = verdict === 'stray' ? { relax_quotes: true } : { quote: null };
    const records: readonly unknown[][] = parse(block.subarray(start, end), {
      ...this.options,
      ...options,
      encoding: null,
    });
    return this.toRow(records[0] ?? [], verdict === 'ok' ? null : rowFault(null, FAULTS[verdict]));
  }

  private toRow(record: readonly unknown[], broken: RowFault | null): ScrapedRow {
    const { known, kept, width } = this.header;
    const notes: RowNote[] = [];
    const cells: Partial<Record<ColumnName, string>> = {};
    const original: string[] = [];
    for (let at = 0; at < record.length; at++) {
      const column = known[at] ?? null;
      const text = textOf(record[at], column, notes);
      if (kept[at] ?? true) original.push(text);
      if (column !== null) cells[column] = text;
    }
    const fault = broken ?? widthFault(record.length, width, original);
    return { row: ++this.count, cells: fault ? {} : cells, original, fault, notes };
  }
}

function textOf(cell: unknown, column: string | null, notes: RowNote[]): string {
  let text = typeof cell === 'string' ? cell : '';
  if (Buffer.isBuffer(cell) || cell instanceof Uint8Array) {
    const decoded = decodeBytes(Buffer.from(cell));
    if (!decoded.utf8) notes.push(rowNote(column, 'bytes_not_utf8'));
    text = decoded.text;
  }
  return withoutFormulaGuard(cleanText(text, column, notes));
}

/** Empty cells behind the last column do no harm; anything in them does. */
function widthFault(found: number, width: number, original: string[]): RowFault | null {
  if (found < width)
    return rowFault(null, 'too_few_columns', `The row has ${found} columns instead of ${width}.`);
  const surplus = original.splice(original.length - (found - width));
  if (surplus.every((cell) => cell.trim() === '')) return null;
  original.push(...surplus);
  return rowFault(null, 'too_many_columns', `The row has ${found} columns instead of ${width}.`);
}

/** The frames from one place on that can be parsed together; a broken frame stands alone. */
function neighbours(frames: readonly CsvFrame[], from: number): readonly CsvFrame[] {
  let to = from + 1;
  while (to < frames.length && frames[from]?.verdict === 'ok') {
    const frame = frames[to];
    if (frame?.verdict !== 'ok' || frame.start !== frames[to - 1]?.end) break;
    to++;
  }
  return frames.slice(from, to);
}

function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0a || byte === 0x0d;
}
