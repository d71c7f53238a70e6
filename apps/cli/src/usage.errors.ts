import { DomainError } from '@app/kernel';

/** A file that cannot be read, or a setting that makes no sense; the message is for the person at the terminal. */
export class UsageError extends DomainError {
  readonly code = 'cli.usage';
  readonly kind = 'invalid';
}
