/** A field or the key of a title as a name of small letters. */
export function columnName(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^a-z]+/g, '_')
    .slice(0, 40);
}
