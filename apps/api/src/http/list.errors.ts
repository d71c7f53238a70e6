import { DomainError } from '@app/kernel';

/** Pages by number and a walk by cursor at once. */
export class MixedPagingError extends DomainError {
  readonly code = 'lists.mixed_paging';
  readonly kind = 'invalid';

  constructor() {
    super('Give page and per_page, or limit and cursor, not both.');
  }
}

/** A page so far behind that reaching it by number would cost too much. */
export class PageTooDeepError extends DomainError {
  readonly code = 'lists.too_deep';
  readonly kind = 'invalid';

  constructor() {
    super('Pages reach 10,000 rows; walk further with limit and cursor.');
  }
}
