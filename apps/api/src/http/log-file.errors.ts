import { DomainError, errorOf } from '@app/kernel';

/** The log cannot be written to its file. */
export class LogFileError extends DomainError {
  readonly code = 'log.unwritable';
  readonly kind = 'unavailable';

  constructor(file: string, cause: unknown) {
    super(`LOG_FILE cannot be written: ${errorOf(cause).message}.`, { file }, { cause });
  }
}
