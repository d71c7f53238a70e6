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

/** Somebody does not know the present password of an account, or the one that it is to be made with. */
export class WrongPasswordError extends DomainError {
  readonly code = 'account.wrong_password';
  readonly kind = 'invalid';

  constructor() {
    super('This is not the password of the account.');
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

/** The same for the own address: who has another one sent a link to a new password is the owner. */
export class OwnEmailError extends DomainError {
  readonly code = 'account.own_email';
  readonly kind = 'forbidden';

  constructor() {
    super('Change your own e-mail address with the present password, at /api/v1/me.');
  }
}

/** Somebody is to be invited who needs no invitation, or who may not come in. */
export class NotInvitableError extends DomainError {
  readonly code = 'account.not_invitable';
  readonly kind = 'conflict';

  constructor() {
    super('Only an active account that has no password yet can be invited.');
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
