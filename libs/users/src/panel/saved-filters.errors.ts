import { DomainError } from '@app/kernel';

/** Whoever asks sees no filter with this id. */
export class UnknownSavedFilterError extends DomainError {
  readonly code = 'filters.unknown';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such saved filter.');
  }
}

/** A shared filter belongs to somebody else. */
export class ForeignSavedFilterError extends DomainError {
  readonly code = 'filters.foreign';
  readonly kind = 'forbidden';

  constructor() {
    super('This saved filter belongs to somebody else: save one of your own.');
  }
}

/** One has a filter of this name for this list already. */
export class SavedFilterNameTakenError extends DomainError {
  readonly code = 'filters.name_taken';
  readonly kind = 'conflict';

  constructor(name: string) {
    super(`You have a filter "${name}" for this list already.`, { name });
  }
}

/** One has as many filters as somebody may have. */
export class TooManySavedFiltersError extends DomainError {
  readonly code = 'filters.too_many';
  readonly kind = 'conflict';

  constructor(most: number) {
    super(`Nobody saves more than ${most} filters for a list: delete some.`, { most });
  }
}
