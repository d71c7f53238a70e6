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
