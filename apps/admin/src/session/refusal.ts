import { ProblemError } from '../api/problem';

/** What went wrong as a refusal: whatever is none got no answer. */
export function refusalOf(error: unknown): ProblemError {
  return error instanceof ProblemError ? error : new ProblemError(0, 'client.unanswered', '');
}
