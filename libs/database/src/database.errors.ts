import { types } from 'node:util';
import { DomainError } from '@app/kernel';

/** The database cannot be asked now: it is away, starting, stopping, or all connections are busy. */
class DatabaseUnavailableError extends DomainError {
  readonly code = 'database.unavailable';
  readonly kind = 'unavailable';
  override readonly level = 'error';

  constructor(cause: unknown) {
    super('The database is not available now: try again in a moment.', {}, { cause });
  }
}

/** The disk of the database has no room left: it still tells, and takes nothing new. */
class DatabaseFullError extends DomainError {
  readonly code = 'database.full';
  readonly kind = 'unavailable';
  override readonly level = 'error';

  constructor(cause: unknown) {
    super('The database has no room left: nothing was changed.', {}, { cause });
  }
}

/** The database gave the work up because it took longer than this program allows. */
export class DatabaseTimeoutError extends DomainError {
  readonly code = 'database.timeout';
  readonly kind = 'unavailable';
  override readonly level = 'warn';

  constructor(cause: unknown) {
    super('The request took too long and was given up.', {}, { cause });
  }
}

/** The database cannot be used by this program at all, at its start. */
export class DatabaseRefusedError extends DomainError {
  readonly code = 'database.refused';
  readonly kind = 'unavailable';

  /**
   * @param address host, port and name of the database, without user and password
   * @param reason a part of a sentence
   */
  constructor(address: string, reason: string, cause: unknown) {
    super(`The database at ${address} cannot be used: ${reason}.`, { address }, { cause });
  }
}

/** Query cancelled by statement_timeout, lock not had in lock_timeout; victim of a deadlock, or of another transaction. */
const timeoutStates = new Set(['57014', '55P03', '40P01', '40001']);

/** Shutdown, crash, start-up, too many connections: https://www.postgresql.org/docs/current/errcodes-appendix.html */
const awayStates = new Set(['57P01', '57P02', '57P03', '57P05', '53300', '25P03']);
const awaySystemErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
/** The last one: TypeORM drops a connection that breaks between two statements, and the second finds it gone. */
const awayMessages =
  /connection terminated|timeout expired|timeout exceeded when trying to connect|not queryable|driver not connected|connection error|after the pool|query runner (?:was )?already released/i;

/** What is the fault of the database, or of its disk, and not of a query. */
type DatabaseFault = DatabaseUnavailableError | DatabaseTimeoutError | DatabaseFullError;

/** disk_full */
const FULL = '53100';

/**
 * Names what a failed query means when the database, not the query, is at fault.
 *
 * @returns the domain error to throw instead, or `null` when the failure is something else
 */
export function databaseFault(error: unknown): DatabaseFault | null {
  if (error instanceof DatabaseUnavailableError || error instanceof DatabaseTimeoutError) return error;
  if (error instanceof DatabaseFullError) return error;
  // errors of sockets come from Node itself, whose Error is another one inside a test runner
  if (!types.isNativeError(error)) return null;
  if (error instanceof AggregateError && error.errors.some((inner) => databaseFault(inner))) {
    return new DatabaseUnavailableError(error);
  }
  const code = 'code' in error ? String(error.code) : '';
  if (code === FULL) return new DatabaseFullError(error);
  if (timeoutStates.has(code)) return new DatabaseTimeoutError(error);
  if (awayStates.has(code) || code.startsWith('08') || awaySystemErrors.has(code)) {
    return new DatabaseUnavailableError(error);
  }
  return awayMessages.test(error.message) ? new DatabaseUnavailableError(error) : null;
}
