const PLAIN = /^[!-~]+$/;

/**
 * The form in which words that people write differently compare equal: white space trimmed and collapsed, lower
 * case, accents dropped (`  Batería ` and `BATERIA` are both `bateria`, `ñ` is `n`). Used for category aliases,
 * source names and words of titles; never stored as what somebody wrote.
 */
export function fold(text: string): string {
  if (PLAIN.test(text)) return text.toLowerCase();
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
}
