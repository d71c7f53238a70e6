const NOTHING = new Set(['', 'null', 'none', 'nan', '-', 'n/a']);
const INVISIBLE = /^[\s\u200b-\u200f\u2060\ufeff]*$/;

/**
 * Whether a cell says nothing: empty, white space or zero-width characters only, or `null`, `None`, `NaN`, `-`,
 * `N/A` in any case. Nothing is never a value and never erases one.
 */
export function isBlank(text: string): boolean {
  const trimmed = text.trim();
  return (trimmed.length < 5 && NOTHING.has(trimmed.toLowerCase())) || INVISIBLE.test(trimmed);
}
