/**
 * Every reason for which a row is refused, with its meaning. The code is stable and appears in reports, in
 * `errors.csv` (`_code`) and in the documentation; the meaning is what the documentation prints.
 */
export const ROW_FAULTS = {
  too_many_columns: 'The row has more columns than the header, usually an unquoted delimiter inside a field.',
  too_few_columns: 'The row has fewer columns than the header, usually cut off.',
  quote_not_closed: 'A quoted field is not closed where a field may end.',
  quote_misplaced: 'A quote stands inside a field that does not begin with one.',
  row_too_long: 'The row is longer than the limit (64 KiB).',
  json_syntax: 'The line is not valid JSON.',
  json_not_object: 'The line or array element is not a JSON object.',
  json_value: 'A field holds an array, an object or a truth value where text or a number is expected.',
  json_key_twice: 'Two keys of the object differ in case or spaces only.',
  website_missing: 'The row names no website and the import was given no source.',
  website_other: 'The row names another website than the import is for.',
  name_missing: 'The listing has no name.',
  name_too_long: 'The name is longer than 500 characters.',
  link_missing: 'The listing has no link.',
  link_too_long: 'The link is longer than 1,000 characters.',
  link_unreadable: 'The link is not a web address.',
  link_scheme: 'The link is not http or https.',
  link_credentials: 'The link carries a user name or a password.',
  price_unreadable: 'The price is not a number that can be read without guessing.',
  price_negative: 'The price is below zero.',
  price_infinite: 'The price is infinite.',
  price_too_high: 'The price is over 1,000,000.',
  currency_contradictory: 'The price names two different currencies.',
  currency_unknown: 'The currency is none of those that are known.',
  date_unreadable: 'The date is in none of the known forms; a month never comes first.',
  date_impossible: 'The date does not exist, such as 30 February.',
  date_too_early: 'The date is before 2000-01-01.',
  date_too_late: 'The date is too far ahead: 2 years for a publication, 30 for an expiration.',
  location_too_long: 'The location is longer than 500 characters.',
  category_too_long: 'The category is longer than 200 characters.',
  brand_too_long: 'The brand is longer than 100 characters.',
} as const;

/** Name of a reason in {@link ROW_FAULTS}. */
export type RowFaultCode = keyof typeof ROW_FAULTS;

/** One reason why a row is refused. A row may have several; a structural one (see `ScrapedRow`) stands alone. */
export interface RowFault {
  /** Column name as in the import's own list, or null when the whole row is at fault. */
  readonly field: string | null;
  readonly code: RowFaultCode;
  /** One English sentence for whoever mends the file. */
  readonly message: string;
}

/** Everything that is accepted but reported as a warning, with its meaning for the documentation. */
export const ROW_NOTES = {
  price_on_request:
    'The price is to be agreed: a new listing is stored without one, a known one keeps its price.',
  bytes_not_utf8: 'Bytes that are not UTF-8 were read as Windows-1252.',
  nul_removed: 'NUL characters were removed.',
  control_removed: 'Control characters or halves of surrogate pairs were removed.',
  image_dropped: 'The image link cannot be used: stored without an image.',
} as const;

/** Name of a warning in {@link ROW_NOTES}. */
export type RowNoteCode = keyof typeof ROW_NOTES;

/** Something about a row that was put right without refusing it. */
export interface RowNote {
  /** Column name, or null when the note is about the whole row. */
  readonly field: string | null;
  readonly code: RowNoteCode;
  readonly message: string;
}

/**
 * A row fault; the message is the code's meaning unless something more exact can be said.
 *
 * @param field column name, null for the whole row
 */
export function rowFault(
  field: string | null,
  code: RowFaultCode,
  message: string = ROW_FAULTS[code],
): RowFault {
  return { field, code, message };
}

/**
 * A row note; the message is the code's meaning unless something more exact can be said.
 *
 * @param field column name, null for the whole row
 */
export function rowNote(field: string | null, code: RowNoteCode, message: string = ROW_NOTES[code]): RowNote {
  return { field, code, message };
}
