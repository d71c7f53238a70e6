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

/** No refresh token that was given out has this id, or it has been purged. */
export class TokenNotFoundError extends DomainError {
  readonly code = 'auth.token_not_found';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such token.');
  }
}

/** Something was tried too often; at sign-in the same for names that nobody has. */
export class ThrottledError extends DomainError {
  readonly code = 'auth.throttled';
  readonly kind = 'limited';

  /**
   * @param limit the rule that refuses: its name, hits and window in seconds
   * @param retryAfter seconds until the next attempt is free
   */
  constructor(
    readonly limit: { readonly bucket: string; readonly most: number; readonly seconds: number },
    readonly retryAfter: number,
  ) {
    super(`Too many attempts: try again in ${retryAfter} seconds.`, {
      retry_after: retryAfter,
      limit: limit.most,
      remaining: 0,
    });
  }
}
