import { DomainError } from '@app/kernel';

/** Nobody has said who they are. */
export class SignInRequiredError extends DomainError {
  readonly code = 'access.sign_in_required';
  readonly kind = 'unauthenticated';

  constructor() {
    super('Sign in first: this address needs an access token or an API key.');
  }
}

/** The requester lacks the permission of this door. */
export class PermissionMissingError extends DomainError {
  readonly code = 'access.permission_missing';
  readonly kind = 'forbidden';

  constructor(readonly permission: string) {
    super(`This needs the permission ${permission}.`, { permission });
  }
}

/** A program came to a door that is for people. */
export class SessionRequiredError extends DomainError {
  readonly code = 'access.session_required';
  readonly kind = 'forbidden';

  constructor() {
    super('This address is for people who are signed in, not for API keys.');
  }
}

/** The account has to get another password before anything else. */
export class PasswordChangeRequiredError extends DomainError {
  readonly code = 'access.password_change_required';
  readonly kind = 'forbidden';

  constructor() {
    super('Choose another password first.');
  }
}

/** A door without a declaration: closed until somebody decides who may come in. */
export class DoorClosedError extends DomainError {
  readonly code = 'access.closed';
  readonly kind = 'forbidden';
  override readonly level = 'error';

  constructor() {
    super('This address is closed.');
  }
}

/** A request that a page of another site may have made with the cookies of a visitor. */
export class CrossSiteError extends DomainError {
  readonly code = 'access.cross_site';
  readonly kind = 'forbidden';

  constructor() {
    super('Requests with cookies come from an allowed origin, as JSON, with the header X-CSRF: 1.');
  }
}

/** More requests than one caller may make. */
export class TooManyRequestsError extends DomainError {
  readonly code = 'http.too_many_requests';
  readonly kind = 'limited';

  /** @param retryAfter seconds until the next one is free */
  constructor(readonly retryAfter: number) {
    super(`Too many requests: try again in ${retryAfter} seconds.`, { retry_after: retryAfter });
  }
}
