import type { ValidationError } from 'class-validator';
import { DomainError } from '@app/kernel';
import { type FieldFault, wholeBodyFault } from './invalid-fields';

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

/** Fields that are well-formed and that the business cannot use all the same; the answer lists each. */
export class UnusableFieldsError extends DomainError {
  readonly code = 'http.invalid_fields';
  readonly kind = 'invalid';

  /** @param faultsIn the faults in the language of the caller */
  constructor(readonly faultsIn: (language: 'en' | 'es') => readonly FieldFault[]) {
    super('Fields of the request are unusable.');
  }
}

/** A body that is well-formed JSON and no object. */
export class ObjectExpectedError extends UnusableFieldsError {
  constructor() {
    super((language) => [wholeBodyFault(language)]);
  }
}

/** A body of so many fields, or nested so deeply, that no door means it. */
export class BodyTooComplexError extends DomainError {
  readonly code = 'http.body_too_complex';
  readonly kind = 'invalid';

  constructor() {
    super('The body has more than 2,500 values or more than 8 levels.');
  }
}
