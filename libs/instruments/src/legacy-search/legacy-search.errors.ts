import { DomainError } from '@app/kernel';

/** The page is no number, is below 1, or lies behind the last one. */
export class InvalidPageError extends DomainError {
  readonly code = 'legacy.invalid_page';
  readonly kind = 'not_found';

  constructor() {
    super('Invalid page.');
  }
}
