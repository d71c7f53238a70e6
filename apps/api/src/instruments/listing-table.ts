import { type Field, FIELDS, type Instrument } from '@app/instruments';
import { BYTE_ORDER_MARK, csvLines } from '../http/csv';
import { type InstrumentBody, toInstrumentBody } from './instruments.mapper';

/** Media types that listings are answered in beside JSON. */
export const TABLE_TYPES = { csv: 'text/csv', ndjson: 'application/x-ndjson' } as const;
/** A form of a table. */
export type TableForm = keyof typeof TABLE_TYPES;

/** How a table looks. */
export interface TableStyle {
  readonly form: TableForm;
  /** `null`: all. */
  readonly fields: readonly Field[] | null;
  /** Whether CSV is for a spreadsheet: a byte order mark, and nothing that would run as a formula. */
  readonly escapeFormulas: boolean;
}

type Cells = Readonly<Record<string, string | number | null>>;

/** Fields that are more, or something else, than a single cell. */
const CELLS: Readonly<Partial<Record<Field, (body: InstrumentBody) => Cells>>> = {
  source: ({ source }) => ({ source: source.slug }),
  price: ({ price }) => ({ price: price?.amount ?? null, currency: price?.currency ?? null }),
  previous_price: ({ previous_price: price }) => ({
    previous_price: price?.amount ?? null,
    previous_currency: price?.currency ?? null,
  }),
  image: ({ image }) => ({ image: image?.url ?? null }),
  category: ({ category }) => ({ category: category.slug }),
};
const COLUMNS: Readonly<Partial<Record<Field, readonly string[]>>> = {
  price: ['price', 'currency'],
  previous_price: ['previous_price', 'previous_currency'],
};

/** The content type of a table (RFC 4180 for CSV). */
export function tableType(form: TableForm): string {
  return `${TABLE_TYPES[form]}; charset=utf-8`;
}

/** What stands before the rows: the names of the columns. */
export function tableHead({ form, fields, escapeFormulas }: TableStyle): string {
  if (form === 'ndjson') return '';
  const columns = (fields ?? FIELDS).flatMap((field) => COLUMNS[field] ?? [field]);
  return `${escapeFormulas ? BYTE_ORDER_MARK : ''}${columns.join(',')}\r\n`;
}

/** Rows as lines: a JSON document each, as the list shows it, or cells with slugs, amounts and currencies apart. */
export function tableRows({ form, fields, escapeFormulas }: TableStyle, rows: readonly Instrument[]): string {
  const chosen = fields ?? FIELDS;
  if (form === 'ndjson') {
    return rows.map((row) => `${JSON.stringify(pickFields(toInstrumentBody(row), fields))}\n`).join('');
  }
  const lines = rows.map((row) => {
    const body = toInstrumentBody(row);
    return chosen.flatMap((field) => Object.values(CELLS[field]?.(body) ?? { [field]: body[field] }));
  });
  return csvLines(lines, { escapeFormulas });
}

/** Only these members of a listing. */
export function pickFields(body: InstrumentBody, fields: readonly Field[] | null): Partial<InstrumentBody> {
  if (fields === null) return body;
  return Object.fromEntries(fields.map((field) => [field, body[field]]));
}
