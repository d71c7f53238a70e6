import { DomainError } from '@app/kernel';

/** Accounts for developers were to go into production. */
export class DevelopmentUsersRefusedError extends DomainError {
  readonly code = 'users.seed_refused';
  readonly kind = 'forbidden';

  constructor() {
    super('Users for development have no place in production: use createsuperuser.');
  }
}
