import type { RowFault, RowNote } from './row-fault';

/** The columns that the importer knows, in the order in which the rows of JSON files are shown. */
export const COLUMN_NAMES = [
  'name',
  'price',
  'currency',
  'link',
  'website',
  'image',
  'location',
  'category',
  'expiration',
  'publish',
  'brand',
] as const;

/** A known column's name. */
export type ColumnName = (typeof COLUMN_NAMES)[number];

/** One row of a file, decoded and cut into cells; nothing is interpreted yet. */
export interface ScrapedRow {
  /** From 1; the header, blank lines and blank rows do not count. */
  readonly row: number;
  /** Known columns only, as written but for removed control characters. Empty for a row with a structural fault. */
  readonly cells: Readonly<Partial<Record<ColumnName, string>>>;
  /**
   * The row as it stood, for `errors.csv`: aligned with `ScrapedFile.columns()`. What fits no column comes behind the
   * last one (the surplus of a row with too many columns, the text of a broken JSON line).
   */
  readonly original: readonly string[];
  /** Why the row could not be cut into cells at all; null when it could. */
  readonly fault: RowFault | null;
  readonly notes: readonly RowNote[];
}

/** Every warning about a file as a whole, with its meaning for the documentation. */
export const FILE_NOTES = {
  column_unknown: 'A column that the importer does not know is ignored.',
  column_unnamed: 'A column without a name is ignored.',
  bytes_not_utf8: 'Bytes that are not UTF-8 were read as Windows-1252.',
} as const;

/** Name of a warning in {@link FILE_NOTES}. */
export type FileNoteCode = keyof typeof FILE_NOTES;

/** A warning about the file as a whole. */
export interface FileNote {
  readonly code: FileNoteCode;
  /** The column's name as written; null when the note is about no column. */
  readonly column: string | null;
  readonly message: string;
}

const KNOWN = new Map<string, ColumnName>(COLUMN_NAMES.map((name) => [name, name]));

/** The known column that a header cell or a JSON key means: any case, spaces around ignored; null for others. */
export function columnNamed(text: string): ColumnName | null {
  return KNOWN.get(text.trim().toLowerCase()) ?? null;
}

/** The columns that `errors.csv` adds; a mended file may bring them back, and they are ignored silently. */
export const ERROR_COLUMNS = ['_row', '_field', '_code', '_message'] as const;

/** Whether a header cell or a JSON key is one of {@link ERROR_COLUMNS}. */
export function isErrorColumn(text: string): boolean {
  const name = text.trim().toLowerCase();
  return ERROR_COLUMNS.some((column) => column === name);
}
