import { DomainError } from '@app/kernel';

/** No source has this name. */
export class UnknownSourceError extends DomainError {
  readonly code = 'sources.unknown';
  readonly kind = 'not_found';

  /** @param known slugs to choose from */
  constructor(
    source: string,
    readonly known: readonly string[],
  ) {
    super(`There is no source "${source}"; there are ${known.join(', ')}.`, { source, known });
  }
}

/** A setting that a source cannot have. */
export class SourceSettingError extends DomainError {
  readonly code = 'sources.invalid';
  readonly kind = 'invalid';
}

/** There is a source with this slug. */
export class SourceTakenError extends DomainError {
  readonly code = 'sources.taken';
  readonly kind = 'conflict';

  constructor(slug: string) {
    super(`There is a source "${slug}" already.`, { source: slug });
  }
}
