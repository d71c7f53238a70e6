/** The choices of an input for a closed set of values, with their words at `texts.value`. */
export function choicesOf(texts: string, values: readonly string[]): { id: string; name: string }[] {
  return values.map((value) => ({ id: value, name: `${texts}.${value}` }));
}

/** A filter of several values as a list; a link may hold one alone, or several with commas between. */
export function valuesOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(String);
  return typeof value === 'string' && value !== '' ? value.split(',') : [];
}
