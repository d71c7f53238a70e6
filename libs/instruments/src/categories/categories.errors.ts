import { DomainError } from '@app/kernel';

/** No canonical category has this slug. */
export class UnknownCategoryError extends DomainError {
  readonly code = 'categories.unknown';
  readonly kind = 'not_found';

  /** @param known slugs to choose from */
  constructor(
    category: string,
    readonly known: readonly string[],
  ) {
    super(`There is no category "${category}"; there are ${known.join(', ')}.`, { category, known });
  }
}

/** A spelling that cannot be mapped. */
export class CategoryLabelError extends DomainError {
  readonly code = 'categories.invalid_label';
  readonly kind = 'invalid';

  constructor() {
    super('A category label has 1 to 200 characters that are not only accents.');
  }
}
