import { InstrumentQueryError } from '@app/instruments';
import { UnusableFieldsError } from './invalid-request.errors';
import { toQueryFieldFault } from './query-fault-texts';

/** Throws what went wrong on; the faults of a query about listings as faults of its parameters. */
export function explainQueryFaults(error: unknown): never {
  if (!(error instanceof InstrumentQueryError)) throw error;
  throw new UnusableFieldsError((language) =>
    error.faults.map((fault) => toQueryFieldFault(fault, language)),
  );
}
