import { DomainError, type ErrorKind } from '@app/kernel';

/** How a command ends. */
export const EXIT = { done: 0, failed: 1, usage: 2 } as const;

/** What a refusal means for a script: the caller wrote something wrong, or the work could not be done. */
const byKind: Readonly<Record<ErrorKind, number>> = {
  invalid: EXIT.usage,
  not_found: EXIT.usage,
  unauthenticated: EXIT.failed,
  forbidden: EXIT.failed,
  conflict: EXIT.failed,
  gone: EXIT.failed,
  limited: EXIT.failed,
  unavailable: EXIT.failed,
};

/** The exit code for whatever a command threw. */
export function exitCodeOf(error: unknown): number {
  return error instanceof DomainError ? byKind[error.kind] : EXIT.failed;
}
