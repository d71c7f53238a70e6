import { QueryFailedError } from 'typeorm';
import { z } from 'zod';

const driverError = z.object({ code: z.string(), constraint: z.string() });

/** Whether a statement failed because a unique constraint of this name does not allow it. */
export function violates(error: unknown, constraint: string): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const cause = driverError.safeParse(error.driverError);
  return cause.success && cause.data.code === '23505' && cause.data.constraint === constraint;
}

/** Whether a statement failed because a value is none of its type (class 22: data exception). */
export function isDatabaseValueFault(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('22');
}
