import { DomainError } from '@app/kernel';

/** A cursor that no page of this list, in this order, has given out. */
export class InvalidCursorError extends DomainError {
  readonly code = 'lists.invalid_cursor';
  readonly kind = 'invalid';

  constructor() {
    super('This cursor is not of this list in this order: start the walk again.');
  }
}
