import { DomainError } from '@app/kernel';

/** A file of data that cannot be loaded, or not all of it: nothing of it was. */
export class DataRefusedError extends DomainError {
  readonly code = 'data.refused';
  readonly kind = 'conflict';
}
