import { DomainError } from '@app/kernel';
import type { ImportRemark } from './import-report';

/** Rows that a message names. */
const EXAMPLES = 8;

/** Another program imports this source now. */
export class SourceBusyError extends DomainError {
  readonly code = 'imports.source_busy';
  readonly kind = 'conflict';

  /** @param runId the run that has the source, `null` for a dry run or one that is just starting */
  constructor(
    source: string,
    readonly runId: string | null,
    startedAt: Date | null,
  ) {
    super(
      runId !== null && startedAt
        ? `Run ${runId} is importing ${source} since ${startedAt.toISOString()}; try again when it has ended.`
        : `Another import of ${source} is under way; try again when it has ended.`,
      { source, ...(runId === null ? {} : { run: runId }) },
    );
  }
}

/** There is no run with this id. */
export class UnknownRunError extends DomainError {
  readonly code = 'imports.unknown';
  readonly kind = 'not_found';

  constructor() {
    super('There is no such import.');
  }
}

/** The run does not wait for anybody's decision. */
export class NotInReviewError extends DomainError {
  readonly code = 'imports.not_in_review';
  readonly kind = 'conflict';

  constructor(state: string) {
    super(`The import does not need review: it is ${state}.`, { state });
  }
}

/** A later run has told more of the source: what an older one did not see means nothing any more. */
export class RunSupersededError extends DomainError {
  readonly code = 'imports.superseded';
  readonly kind = 'conflict';

  /** @param run the later one */
  constructor(run: string) {
    super(`Import ${run} of the same source came later: only the last one can be approved.`, { run });
  }
}

/** Whoever started the import ended it. */
export class ImportInterruptedError extends DomainError {
  readonly code = 'imports.interrupted';
  readonly kind = 'unavailable';

  constructor() {
    super(
      'The import was interrupted: whole batches of it may be stored, and the same file again completes it.',
    );
  }
}

/** Neither the caller nor the file says where the rows come from. */
export class SourceMissingError extends DomainError {
  readonly code = 'imports.source_missing';
  readonly kind = 'invalid';

  /** @param found what is wrong with the first rows, where they cannot be read at all */
  constructor(found: readonly ImportRemark[] = []) {
    const faults = found.map(({ code, count, message, rows }) => {
      const named = `${rows.slice(0, EXAMPLES).join(', ')}${count > EXAMPLES ? ' …' : ''}`;
      return `${count} × ${code}: ${message} (rows ${named})`;
    });
    super(
      faults.length === 0
        ? 'The file does not say in a website column where it comes from: name the source.'
        : `The first rows cannot be read, so they do not say where they come from. ${faults.join(' ')}`,
      faults.length === 0 ? {} : { faults },
    );
  }
}

/** A complete run speaks for a whole source, so the caller has to name it. */
export class CompleteNeedsSourceError extends DomainError {
  readonly code = 'imports.complete_needs_source';
  readonly kind = 'invalid';

  constructor() {
    super('A complete import removes what it does not see: name the source that it is complete for.');
  }
}
