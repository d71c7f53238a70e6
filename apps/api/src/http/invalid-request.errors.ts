import type { ValidationError } from 'class-validator';
import { DomainError } from '@app/kernel';

/** Fields of a body or query that cannot be used; the answer lists each. */
export class InvalidRequestError extends DomainError {
  readonly code = 'http.invalid_fields';
  readonly kind = 'invalid';

  constructor(
    readonly faults: readonly ValidationError[],
    readonly where: 'body' | 'query',
  ) {
    super('Fields of the request are missing, unknown or unusable.');
  }
}
