import type { FileFindings } from './csv-rows';
import { unknownColumn } from './csv-header';
import { ScrapedFileError } from './import.errors';
import { rowFault, rowNote, type RowFault, type RowNote } from './row-fault';
import { COLUMN_NAMES, columnNamed, isErrorColumn, type ColumnName, type ScrapedRow } from './scraped-row';
import { cleanText, decodeBytes } from './scraped-text';

/** Turns JSON values into rows: counts them, and learns which keys are in use. */
export class JsonReader {
  private count = 0;
  private readonly unknownKeys = new Set<string>();
  private readonly seen = new Set<ColumnName>();

  /**
   * @param rowBytes most characters of a row's values
   * @param findings receives the columns (all that are known: the keys of JSON have no fixed order) and a note for each
   *   unknown key
   */
  constructor(
    private readonly rowBytes: number,
    private readonly findings: FileFindings,
  ) {
    findings.columns = COLUMN_NAMES;
  }

  /** Whether the file can be a list of listings at all: some row had a name, and some row a link. */
  requireColumns(): void {
    const missing = (['name', 'link'] as const).filter((column) => !this.seen.has(column));
    if (missing.length === 0) return;
    const names = missing.map((name) => `"${name}"`).join(' and ');
    throw new ScrapedFileError('imports.file_columns', `No object has ${names}.`, { missing });
  }

  /** A row from a parsed value, which need not be an object. */
  fromValue(value: unknown, notes: RowNote[] = []): ScrapedRow {
    if (!isObject(value)) return this.broken(JSON.stringify(value), 'json_not_object');
    const cells: Partial<Record<ColumnName, string>> = {};
    let fault: RowFault | null = null;
    let size = 0;
    for (const [key, content] of Object.entries(value)) {
      const column = columnNamed(key);
      if (column === null) {
        this.reportUnknown(key);
        continue;
      }
      this.seen.add(column);
      if (column in cells) fault ??= rowFault(column, 'json_key_twice');
      const text = textOf(content);
      if (text === null) fault ??= rowFault(column, 'json_value');
      const cell = cleanText(text ?? JSON.stringify(content), column, notes);
      size += cell.length;
      cells[column] = cell;
    }
    if (size > this.rowBytes) return this.broken('', 'row_too_long');
    const original = COLUMN_NAMES.map((column) => cells[column] ?? '');
    return { row: ++this.count, cells: fault ? {} : cells, original, fault, notes };
  }

  /** A row from one line of NDJSON. */
  fromLine(line: Buffer): ScrapedRow {
    if (line.length > this.rowBytes) return this.broken('', 'row_too_long');
    const { text, utf8 } = decodeBytes(line);
    const notes = utf8 ? [] : [rowNote(null, 'bytes_not_utf8')];
    const value = parsed(text);
    return value === undefined ? this.broken(text, 'json_syntax') : this.fromValue(value, notes);
  }

  private broken(text: string, code: 'json_syntax' | 'json_not_object' | 'row_too_long'): ScrapedRow {
    const notes: RowNote[] = [];
    const original = [...COLUMN_NAMES.map(() => ''), cleanText(text.slice(0, this.rowBytes), null, notes)];
    return { row: ++this.count, cells: {}, original, fault: rowFault(null, code), notes };
  }

  private reportUnknown(key: string): void {
    // a hostile file must not fill the memory with its keys
    if (this.unknownKeys.has(key) || this.unknownKeys.size >= 100 || isErrorColumn(key)) return;
    this.unknownKeys.add(key);
    this.findings.notes.push(unknownColumn(cleanText(key.slice(0, 200), null, [])));
  }
}

/** Null for what no cell can be. */
function textOf(content: unknown): string | null {
  if (content === null) return '';
  if (typeof content === 'string') return content;
  if (typeof content !== 'number') return null;
  const text = String(content);
  // three decimals would be taken for thousands by Spanish habit, but a JSON number's dot is always decimal
  return /\.\d{3}$/.test(text) ? `${text}0` : text;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // reported as a fault of the row; JSON itself has no `undefined`
    return undefined;
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
