import { DomainError } from '@app/kernel';
import { MOST_LISTINGS } from './bulk-job';

/** Nothing is there to be changed. */
export class NothingMatchesError extends DomainError {
  readonly code = 'bulk.nothing_matches';
  readonly kind = 'invalid';

  constructor() {
    super('No listing matches: there is nothing to change.');
  }
}

/** More listings than one job takes. */
export class TooManyListingsError extends DomainError {
  readonly code = 'bulk.too_many';
  readonly kind = 'invalid';

  constructor() {
    super(`More than ${MOST_LISTINGS} listings match: choose fewer.`, { most: MOST_LISTINGS });
  }
}

/** So many listings are changed only by somebody who says how many they are. */
export class ConfirmationNeededError extends DomainError {
  readonly code = 'bulk.confirmation_needed';
  readonly kind = 'invalid';

  constructor(matching: number) {
    super(`${matching} listings match: say so in the confirmation.`, { matching });
  }
}

/** There are more or fewer listings now than whoever ordered the job has seen. */
export class CountChangedError extends DomainError {
  readonly code = 'bulk.count_changed';
  readonly kind = 'conflict';

  constructor(confirmed: number, matching: number) {
    super(`${matching} listings match now, not ${confirmed}: look at them again.`, { confirmed, matching });
  }
}

/** There is no job with this id. */
export class UnknownBulkJobError extends DomainError {
  readonly code = 'bulk.unknown';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such job.');
  }
}

/** A job that has ended cannot be cancelled. */
export class BulkJobEndedError extends DomainError {
  readonly code = 'bulk.ended';
  readonly kind = 'conflict';

  constructor(state: string) {
    super(`The job has ended already: ${state}.`, { state });
  }
}
