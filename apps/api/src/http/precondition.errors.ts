import { DomainError } from '@app/kernel';

/** A change without a word about which state of the thing it means. */
export class PreconditionRequiredError extends DomainError {
  readonly code = 'http.precondition_required';
  readonly kind = 'invalid';

  constructor() {
    super('Say in If-Match which version is to be changed: its ETag.');
  }
}
