import { DomainError } from '@app/kernel';
import type { QueryFault } from './query-fault';

/** A query that cannot be answered; every fault of it at once. */
export class InstrumentQueryError extends DomainError {
  readonly code = 'instruments.invalid_query';
  readonly kind = 'invalid';

  constructor(readonly faults: readonly QueryFault[]) {
    super(faults.map(({ parameter, code }) => `${parameter}: ${code}`).join(', '));
  }
}
