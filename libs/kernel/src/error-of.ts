/** What was thrown, as an error: libraries throw other things too, which a log would show without a stack. */
export function errorOf(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
