import { DomainError } from '@app/kernel';
import type { InstrumentFault } from './instrument-draft';

/** There is no listing with this id, and never was. */
export class UnknownInstrumentError extends DomainError {
  readonly code = 'instruments.unknown';
  readonly kind = 'not_found';

  constructor(id: string) {
    super(`There is no listing ${id.slice(0, 30)}.`);
  }
}

/** The listing was removed: it is shown to nobody any more. */
export class InstrumentGoneError extends DomainError {
  readonly code = 'instruments.gone';
  readonly kind = 'gone';

  constructor(removedAt: Date) {
    super('The listing was removed.', { removed_at: removedAt.toISOString() });
  }
}

/** Another listing leads to the same page. */
export class LinkTakenError extends DomainError {
  readonly code = 'instruments.link_taken';
  readonly kind = 'conflict';

  /** @param instrument id of the other one */
  constructor(instrument: string) {
    super(`Listing ${instrument} has this link already.`, { instrument });
  }
}

/** The listing is no longer as the requester has seen it. */
export class InstrumentStaleError extends DomainError {
  readonly code = 'instruments.stale';
  readonly kind = 'conflict';

  constructor() {
    super('The listing has changed meanwhile: read it again.');
  }
}

/** What was said about a listing cannot be used. */
export class InstrumentInvalidError extends DomainError {
  readonly code = 'instruments.invalid';
  readonly kind = 'invalid';

  constructor(readonly faults: readonly InstrumentFault[]) {
    super(faults.map(({ message }) => message).join(' '));
  }
}
