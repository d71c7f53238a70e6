/** The choices of an input for a closed set of values, with their words at `texts.value`. */
export function choicesOf(texts: string, values: readonly string[]): { id: string; name: string }[] {
  return values.map((value) => ({ id: value, name: `${texts}.${value}` }));
}
