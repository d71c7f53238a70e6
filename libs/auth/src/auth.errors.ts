import { DomainError } from '@app/kernel';

/**
 * A token that proves nothing: unreadable, forged, of another type, expired, revoked, or of a user who may not come in.
 * One and the same answer for all of them: the caller learns nothing about which.
 */
export class TokenInvalidError extends DomainError {
  readonly code = 'auth.token_invalid';
  readonly kind = 'unauthenticated';

  constructor() {
    super('The token is invalid or has expired: sign in again.');
  }
}

/** A refresh token came back after its time: somebody else may have it, so its session has been ended. */
export class TokenReusedError extends DomainError {
  readonly code = 'auth.token_reused';
  readonly kind = 'unauthenticated';
  override readonly level = 'warn';

  constructor() {
    super('The refresh token was used before: the session has been ended for safety, sign in again.');
  }
}

/** Sign-in refused: the same for an unknown, wrong, inactive or locked account. */
export class InvalidCredentialsError extends DomainError {
  readonly code = 'auth.invalid_credentials';
  readonly kind = 'unauthenticated';

  constructor() {
    super('No active account matches these credentials.');
  }
}

/** Other requests hold the session for longer than a caller should wait. */
export class AuthBusyError extends DomainError {
  readonly code = 'auth.busy';
  readonly kind = 'unavailable';
  override readonly level = 'warn';

  constructor(cause: unknown) {
    super('The session is busy now: try again in a moment.', {}, { cause });
  }
}

/** The user has no such session that is open: unknown, ended, or somebody else's. */
export class SessionNotFoundError extends DomainError {
  readonly code = 'auth.session_not_found';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such open session of yours.');
  }
}
