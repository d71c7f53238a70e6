import { DomainError } from '@app/kernel';

/** Only a superuser makes superusers and staff, and only a superuser touches a superuser. */
export class SuperuserOnlyError extends DomainError {
  readonly code = 'rights.superuser_only';
  readonly kind = 'forbidden';
  override readonly level = 'warn';

  constructor() {
    super('Only a superuser may do this.');
  }
}

/** Somebody gives away what he lacks, or lays hands on an account or group that may do more than he. */
export class RightsNotHeldError extends DomainError {
  readonly code = 'rights.not_held';
  readonly kind = 'forbidden';
  override readonly level = 'warn';

  /** @param missing codenames that he lacks */
  constructor(missing: readonly string[]) {
    super('This reaches further than your own permissions.', { missing });
  }
}

/** Nobody raises himself. */
export class OwnRightsError extends DomainError {
  readonly code = 'rights.own';
  readonly kind = 'forbidden';
  override readonly level = 'warn';

  constructor() {
    super('Nobody widens his own permissions: somebody else has to do it.');
  }
}

/** No permission has this codename. */
export class UnknownPermissionError extends DomainError {
  readonly code = 'rights.unknown_permission';
  readonly kind = 'invalid';

  constructor(unknown: readonly string[]) {
    super(`There is no permission ${unknown.map((one) => `"${one}"`).join(', ')}.`, { unknown });
  }
}
