import { DomainError } from '@app/kernel';

/** Another program imports this source now. */
export class SourceBusyError extends DomainError {
  readonly code = 'imports.source_busy';
  readonly kind = 'conflict';

  /** @param runId the run that has the source, `null` for a dry run or one that is just starting */
  constructor(source: string, runId: string | null, startedAt: Date | null) {
    super(
      runId !== null && startedAt
        ? `Run ${runId} is importing ${source} since ${startedAt.toISOString()}; try again when it has ended.`
        : `Another import of ${source} is under way; try again when it has ended.`,
      { source, ...(runId === null ? {} : { run: runId }) },
    );
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

  constructor() {
    super('The file does not say in a website column where it comes from: name the source.');
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
