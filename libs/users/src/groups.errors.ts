import { DomainError } from '@app/kernel';

/** No group has this name. */
export class UnknownGroupError extends DomainError {
  readonly code = 'groups.unknown';
  readonly kind = 'not_found';

  constructor(group: string) {
    super(`There is no group "${group}".`, { group });
  }
}

/** Another group has this name. */
export class GroupNameTakenError extends DomainError {
  readonly code = 'groups.name_taken';
  readonly kind = 'conflict';

  constructor(group: string) {
    super(`There is a group "${group}" already.`, { group });
  }
}

/** A name that a group cannot have. */
export class InvalidGroupNameError extends DomainError {
  readonly code = 'groups.invalid_name';
  readonly kind = 'invalid';

  constructor() {
    super('The name of a group has up to 60 lower case letters, digits and single hyphens.');
  }
}
