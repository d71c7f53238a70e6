import { types } from 'node:util';

const NOT_THERE: ReadonlySet<unknown> = new Set(['ENOENT', 'EISDIR', 'ENOTDIR']);

/** Whether a file could not be read because it is not there, or is none. */
export function isMissing(error: unknown): boolean {
  return types.isNativeError(error) && 'code' in error && NOT_THERE.has(error.code);
}
