const ASCII = /^[\0-\x7f]*$/;
const SINGLE: Readonly<Record<string, string>> = {
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
};
const SEPARATORS =
  /[^a-z0-9\u00b5\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u1fff\u2c00-\u2dff\u3040-\ud7ff\uf900-\ufdff\ufe70-\ufefe\u{10000}-\u{1cfff}\u{20000}-\u{3ffff}]+/gu;
/** The letters of an abbreviation: a dot between two that stand alone. */
const DOTTED = /(?<![a-z0-9])([a-z])\.(?=[a-z](?![a-z0-9]))/g;
/** Words of a title, at most this many characters of them are kept. */
const LONGEST = 500;

/**
 * The words of a text in the form that titles are searched in: small letters, no accents, no punctuation, parted by
 * single spaces (`Módulo JV-1080` is `modulo jv 1080`); an abbreviation is one word (`B.C. Rich` is `bc rich`). The database function of the same name does the same.
 */
export function searchWords(text: string): string {
  const plain = ASCII.test(text)
    ? text
    : text
        .normalize('NFKD')
        .replace(/[\u0300-\u036f]+/g, '')
        .replace(/[øØłŁđĐı]/g, (letter) => SINGLE[letter] ?? letter);
  const words = plain.toLowerCase().replace(DOTTED, '$1').replace(SEPARATORS, ' ').replace(/^ | $/g, '');
  return words.length <= LONGEST ? words : Array.from(words).slice(0, LONGEST).join('');
}
