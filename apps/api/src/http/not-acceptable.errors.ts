import { DomainError } from '@app/kernel';

/** Nothing that the door can answer is accepted. */
export class NotAcceptableError extends DomainError {
  readonly code = 'http.not_acceptable';
  readonly kind = 'invalid';

  /** @param types what it can answer */
  constructor(types: readonly string[]) {
    super(`This address answers ${types.join(', ')}.`, { types });
  }
}
