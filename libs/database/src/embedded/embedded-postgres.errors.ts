import { DomainError, type ErrorParams } from '@app/kernel';

/** The PostgreSQL server that comes with the project cannot be had; the message says why and what to do. */
export class EmbeddedPostgresError extends DomainError {
  readonly code = 'database.embedded';
  readonly kind = 'unavailable';
  override readonly level = 'error';

  constructor(message: string, params: ErrorParams = {}, cause?: unknown) {
    super(message, params, cause === undefined ? undefined : { cause });
  }
}

/**
 * The `code` of a system error such as `EACCES`, or an empty string. Duck-typed: under Jest the errors of Node come
 * from another realm, where `instanceof Error` is false.
 */
export function systemCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}

/** The message of whatever was thrown. */
export function reasonOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'message' in error
    ? String(error.message)
    : String(error);
}

/**
 * Turns what the file system or a child process threw into one sentence about the cluster.
 *
 * @param dir the directory of the cluster, as the caller knows it
 */
export function explain(error: unknown, dir: string): EmbeddedPostgresError {
  if (error instanceof EmbeddedPostgresError) return error;
  const code = systemCode(error);
  if (['EACCES', 'EPERM', 'EROFS'].includes(code)) {
    return new EmbeddedPostgresError(
      `The embedded PostgreSQL cannot write to ${dir} (${reasonOf(error)}): make it writable, choose another DATA_DIR, or set DATABASE_URL.`,
      { dir, code },
      error,
    );
  }
  return new EmbeddedPostgresError(
    `The embedded PostgreSQL in ${dir} could not be used: ${reasonOf(error)}.`,
    { dir },
    error,
  );
}
