import { Transform } from 'node:stream';
import { stringify, type Options } from 'csv-stringify/sync';
import type { RowFault } from './row-fault';
import { ERROR_COLUMNS } from './scraped-row';

/** A row that was refused, as `errors.csv` shows it. */
export interface RejectedRow {
  /** From 1, the header does not count. */
  readonly row: number;
  /** As in `ScrapedRow`: aligned with the columns, the surplus behind. */
  readonly original: readonly string[];
  readonly faults: readonly RowFault[];
}

const OPTIONS: Options = { record_delimiter: '\r\n', quote_record_delimiter: true, escape_formulas: true };

/**
 * A stream that takes {@link RejectedRow} objects and gives the bytes of `errors.csv`: the original columns, then
 * `_row`, `_field`, `_code`, `_message` (of several faults, in the same order, joined by `;`). What fits no column
 * comes behind these, so that a row sent back unmended is refused again. UTF-8 with a byte order mark, because
 * spreadsheets read it as something else without; cells that a spreadsheet would run begin with an apostrophe, which
 * `readScrapedFile` takes off again.
 *
 * @param columns of the file, as `ScrapedFile.columns()` gives them
 */
export function errorsCsv(columns: readonly string[]): Transform {
  const header = stringify([[...columns, ...ERROR_COLUMNS]], OPTIONS);
  const stream = new Transform({
    writableObjectMode: true,
    transform(row: RejectedRow, _encoding, done) {
      done(null, stringify([lineOf(columns.length, row)], OPTIONS));
    },
  });
  stream.push(`\ufeff${header}`);
  return stream;
}

function lineOf(width: number, { row, original, faults }: RejectedRow): string[] {
  const cells = Array.from({ length: width }, (_, at) => original[at] ?? '');
  const fields = faults.map(({ field }) => field ?? '').join(';');
  const codes = faults.map(({ code }) => code).join(';');
  const messages = faults.map(({ message }) => message).join('; ');
  return [...cells, String(row), fields, codes, messages, ...original.slice(width)];
}
