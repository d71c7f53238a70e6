import { DomainError } from '@app/kernel';

/**
 * A link out of a mail that is good for nothing: unreadable, forged, for something else, used, run out, replaced by a
 * newer one, or of an account that has changed since. One and the same answer for all of them.
 */
export class AccountLinkInvalidError extends DomainError {
  readonly code = 'account.link_invalid';
  readonly kind = 'invalid';

  constructor() {
    super('The link is invalid, has been used or has run out: ask for another one.');
  }
}

/** Somebody who is signed in does not know the present password of the account. */
export class WrongPasswordError extends DomainError {
  readonly code = 'account.wrong_password';
  readonly kind = 'invalid';

  constructor() {
    super('This is not the present password.');
  }
}

/** An administrator wanted to set the own password where nobody asks for the present one: a stolen token could too. */
export class OwnPasswordError extends DomainError {
  readonly code = 'account.own_password';
  readonly kind = 'forbidden';

  constructor() {
    super('Change your own password with the present one, at /api/v1/auth/password.');
  }
}

/** Accounts are made by an administrator here. */
export class RegistrationClosedError extends DomainError {
  readonly code = 'account.registration_closed';
  readonly kind = 'forbidden';

  constructor() {
    super('Nobody can make an account here: ask an administrator for one.');
  }
}
