import { DomainError } from '@app/kernel';

/** A key that was used for another file, or for the same one ordered differently. */
export class IdempotencyMismatchError extends DomainError {
  readonly code = 'imports.idempotency_mismatch';
  readonly kind = 'invalid';

  constructor() {
    super('This Idempotency-Key was used for another import: take a new one for each.');
  }
}

/** A key whose first import is still on its way in. */
export class IdempotencyBusyError extends DomainError {
  readonly code = 'imports.idempotency_busy';
  readonly kind = 'conflict';

  constructor() {
    super('The file that came first under this Idempotency-Key is still being read; try again in a moment.');
  }
}
