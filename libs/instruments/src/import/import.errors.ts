import { DomainError, type ErrorParams } from '@app/kernel';

/** Every reason for which a whole file is refused, with its meaning for the documentation. */
export const SCRAPED_FILE_ERRORS = {
  'imports.file_empty': 'The file holds nothing.',
  'imports.file_columns': 'The header cannot be read, repeats a column, or lacks the column name or link.',
  'imports.file_encoding': 'The file is UTF-16; UTF-8 is expected.',
  'imports.file_gzip': 'The file was announced as gzip and cannot be unpacked.',
  'imports.file_json': 'The file is not a JSON array of objects.',
  'imports.file_too_large': 'The file has more rows or bytes (packed or unpacked) than allowed.',
} as const;

/** Name of a reason in {@link SCRAPED_FILE_ERRORS}. */
export type ScrapedFileCode = keyof typeof SCRAPED_FILE_ERRORS;

/** A file that is refused as a whole; rows handed out before the fault was found must not be kept. */
export class ScrapedFileError extends DomainError {
  readonly kind = 'invalid' as const;

  constructor(
    readonly code: ScrapedFileCode,
    message: string = SCRAPED_FILE_ERRORS[code],
    params: ErrorParams = {},
    options?: ErrorOptions,
  ) {
    super(message, params, options);
  }
}
