import { DomainError } from '@app/kernel';

/** Something else holds the address that the server is to listen on. */
export class AddressInUseError extends DomainError {
  readonly code = 'http.address_in_use';
  readonly kind = 'conflict';
}

/** One of the processes that are to serve together ended before it did. */
export class WorkerFailedError extends DomainError {
  readonly code = 'http.process_failed';
  readonly kind = 'unavailable';

  /** @param reason how it ended, such as `exit code 1` */
  constructor(reason: string) {
    super(`A process that was to serve ended while it started (${reason}): what it said stands above.`, {
      reason,
    });
  }
}
