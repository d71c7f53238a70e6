import { DomainError } from '@app/kernel';

/** Too many exports run in this process. */
export class ExportsBusyError extends DomainError {
  readonly code = 'instruments.exports_busy';
  readonly kind = 'unavailable';

  constructor() {
    super('Other exports are being read: try again in some seconds.');
  }
}
