import { DomainError } from '@app/kernel';

/** No account has this id or e-mail. */
export class UnknownUserError extends DomainError {
  readonly code = 'users.unknown';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such user.');
  }
}

/** Not an e-mail address that we take. */
export class InvalidEmailError extends DomainError {
  readonly code = 'users.invalid_email';
  readonly kind = 'invalid';

  constructor() {
    super('This is no e-mail address: write it as name@example.org, in ASCII characters.');
  }
}

/** A detail of an account that cannot be. */
export class InvalidUserError extends DomainError {
  readonly code = 'users.invalid';
  readonly kind = 'invalid';
}

/** Another account has this e-mail, perhaps in other letter case. */
export class EmailTakenError extends DomainError {
  readonly code = 'users.email_taken';
  readonly kind = 'conflict';

  constructor() {
    super('Another user has this e-mail address.');
  }
}

/** Without this account nobody could manage the others. */
export class LastSuperuserError extends DomainError {
  readonly code = 'users.last_superuser';
  readonly kind = 'conflict';
  override readonly level = 'warn';

  constructor() {
    super('This is the last active superuser: make another one first.');
  }
}
