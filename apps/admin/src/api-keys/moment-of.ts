/** A time of this browser's clock, with its zone. */
export function momentOf(text: string): string | null {
  const time = new Date(text);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
