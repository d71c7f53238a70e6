import { stringify } from 'csv-stringify/sync';

/** What stands at the beginning of CSV for spreadsheets, which read UTF-8 as something else without it. */
export const BYTE_ORDER_MARK = '\ufeff';

/**
 * Rows as lines of CSV (RFC 4180).
 *
 * @param escapeFormulas begins cells that a spreadsheet would run with an apostrophe
 */
export function csvLines(
  rows: readonly (readonly unknown[])[],
  { escapeFormulas }: { readonly escapeFormulas: boolean },
): string {
  return stringify([...rows], {
    record_delimiter: '\r\n',
    quote_record_delimiter: true,
    escape_formulas: escapeFormulas,
  });
}
