/** The pattern that finds a text as it stands: `%`, `_` and `\` mean themselves. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/**
 * The condition that an index over the parts of a text serves. It finds candidates, of which the text itself has to decide
 * ({@link containsPattern}).
 *
 * @param text the expression of the index, in capitals
 * @param part the place of the value to look for, such as `$1`
 */
export function gramsCondition(text: string, part: string): string {
  return `name_grams(${text}) @@ name_grams_query(upper(${part}::text))`;
}
