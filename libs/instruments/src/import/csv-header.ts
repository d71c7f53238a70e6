import { parse } from 'csv-parse/sync';
import { ScrapedFileError } from './import.errors';
import { columnNamed, isErrorColumn, type ColumnName, type FileNote } from './scraped-row';
import { cleanText, decodeBytes } from './scraped-text';

/** What the header line of a CSV file tells about every row below it. */
export interface CsvHeader {
  readonly delimiter: string;
  /** Cells that every row must have. */
  readonly width: number;
  /** By position: the known column, null for others. */
  readonly known: readonly (ColumnName | null)[];
  /** By position: false for the columns that `errors.csv` adds. */
  readonly kept: readonly boolean[];
  /** Names of the kept columns as written. */
  readonly columns: readonly string[];
  readonly notes: readonly FileNote[];
}

const DELIMITERS = [',', ';', '\t'];
const FORMULA = /^'(?=[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/;

/**
 * Reads a header line: the delimiter is the one under which most columns are known.
 *
 * @param line without byte order mark and line end
 * @throws ScrapedFileError `imports.file_columns` when it cannot be read, names a column twice, or lacks name or link
 */
export function readCsvHeader(line: Buffer): CsvHeader {
  const { text } = decodeBytes(line);
  let best: { delimiter: string; names: string[]; known: number } | null = null;
  for (const delimiter of DELIMITERS) {
    const names = cut(text, delimiter);
    const known = names.filter((name) => columnNamed(name)).length;
    if (names.length > 0 && (!best || known > best.known)) best = { delimiter, names, known };
  }
  if (!best) throw new ScrapedFileError('imports.file_columns', 'The header line has a quote out of place.');
  requireColumns(best.names);
  const kept = best.names.map((name) => !isErrorColumn(name));
  const columns = best.names.filter((_, at) => kept[at]);
  return {
    delimiter: best.delimiter,
    width: best.names.length,
    known: best.names.map(columnNamed),
    kept,
    columns,
    notes: columns.filter((name) => !columnNamed(name)).map(unknownColumn),
  };
}

/**
 * Takes off the apostrophe with which `errors.csv` keeps a spreadsheet from running a cell as a formula, so that a
 * mended file comes back as it went.
 */
export function withoutFormulaGuard(cell: string): string {
  return cell.startsWith("'") ? cell.replace(FORMULA, '') : cell;
}

/** The note about a column that nothing reads. */
export function unknownColumn(name: string): FileNote {
  return name.trim() === ''
    ? { code: 'column_unnamed', column: name, message: 'A column without a name is ignored.' }
    : {
        code: 'column_unknown',
        column: name,
        message: `The column "${name.trim()}" is not known and is ignored.`,
      };
}

function cut(text: string, delimiter: string): string[] {
  try {
    const [names = []] = parse(text, { delimiter, relax_column_count: true, to: 1 });
    return names.map((name) => withoutFormulaGuard(cleanText(name, null, []).trim()));
  } catch {
    // a quote may be out of place under one delimiter and in place under another
    return [];
  }
}

function requireColumns(names: readonly string[]): void {
  const lower = names.map((name) => name.toLowerCase()).filter((name) => name !== '');
  const twice = lower.find((name, at) => lower.indexOf(name) !== at);
  if (twice !== undefined) {
    throw new ScrapedFileError('imports.file_columns', `The header names the column "${twice}" twice.`, {
      column: twice,
    });
  }
  const missing = ['name', 'link'].filter((name) => !lower.includes(name));
  if (missing.length > 0) {
    throw new ScrapedFileError(
      'imports.file_columns',
      `The header lacks ${missing.map((name) => `"${name}"`).join(' and ')}.`,
      { missing },
    );
  }
}
