import { DomainError } from '@app/kernel';

/** No API key has this id or prefix. */
export class UnknownApiKeyError extends DomainError {
  readonly code = 'apikeys.unknown';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such API key.');
  }
}

/** A name, set of permissions or expiry that an API key cannot have. */
export class InvalidApiKeyError extends DomainError {
  readonly code = 'apikeys.invalid';
  readonly kind = 'invalid';

  /** @param field which of them, as the doors call it */
  constructor(message: string, field: 'name' | 'permissions' | 'expires_at') {
    super(message, { fields: [field] });
  }
}

/** A permission that no API key can use: its doors are for people only. */
export class PeopleOnlyError extends DomainError {
  readonly code = 'apikeys.people_only';
  readonly kind = 'invalid';

  /** @param permissions codenames */
  constructor(permissions: readonly string[]) {
    super(`No API key can use what is for people only: ${permissions.join(', ')}.`, {
      fields: ['permissions'],
      permissions,
    });
  }
}

/** An API key that was taken back stays as it was. */
export class ApiKeyRevokedError extends DomainError {
  readonly code = 'apikeys.revoked';
  readonly kind = 'conflict';

  constructor() {
    super('This API key has been revoked: make another one.');
  }
}
