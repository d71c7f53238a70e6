import { DomainError } from '@app/kernel';
import type { PasswordFault } from './password-policy';

/** A new password that is refused; never repeats it. */
export class PasswordRefusedError extends DomainError {
  readonly code = 'passwords.refused';
  readonly kind = 'invalid';

  /**
   * @param faults everything that is wrong with it
   * @param lengths how long it may be
   */
  constructor(
    faults: readonly PasswordFault[],
    sentences: readonly string[],
    lengths: { readonly least: number; readonly most: number },
  ) {
    super(sentences.join(' '), { faults, ...lengths });
  }
}

/** More sign-ins at once than the processors can hash in time. */
export class HashingBusyError extends DomainError {
  readonly code = 'passwords.busy';
  readonly kind = 'unavailable';
  override readonly level = 'warn';

  constructor() {
    super('Too many passwords are being checked now: try again in a moment.');
  }
}
