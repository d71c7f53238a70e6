import { fold } from './fold';

/** Every currency that is understood, by its ISO 4217 code. */
export const CURRENCY_CODES: readonly string[] =
  'EUR USD GBP JPY CAD AUD NZD CHF SEK NOK DKK ISK PLN CZK HUF RON BGN MXN BRL ARS CLP COP PEN UYU CNY HKD TWD SGD KRW INR TRY UAH RUB ZAR ILS THB MAD AED'.split(
    ' ',
  );

const DOLLARS = ['USD', 'CAD', 'AUD', 'NZD', 'MXN', 'ARS', 'CLP', 'COP', 'HKD', 'SGD', 'TWD'];

/** What each mark may mean, the usual meaning first. */
const MARKS = new Map<string, readonly string[]>([
  ...CURRENCY_CODES.map((code): [string, string[]] => [code.toLowerCase(), [code]]),
  ['€', ['EUR']],
  ['£', ['GBP']],
  ['$', DOLLARS],
  ['¥', ['JPY', 'CNY']],
  ['us$', ['USD']],
  ['ca$', ['CAD']],
  ['c$', ['CAD']],
  ['au$', ['AUD']],
  ['a$', ['AUD']],
  ['nz$', ['NZD']],
  ['hk$', ['HKD']],
  ['mx$', ['MXN']],
  ['r$', ['BRL']],
  ['s$', ['SGD']],
  ['₩', ['KRW']],
  ['₹', ['INR']],
  ['₺', ['TRY']],
  ['₽', ['RUB']],
  ['₴', ['UAH']],
  ['₪', ['ILS']],
  ['euro', ['EUR']],
  ['euros', ['EUR']],
  ['dolar', ['USD']],
  ['dolares', ['USD']],
  ['dollar', ['USD']],
  ['dollars', ['USD']],
  ['libra', ['GBP']],
  ['libras', ['GBP']],
]);

const AROUND_A_SYMBOL = /^([a-z]*)(\p{Sc})([a-z]*)$/u;

/**
 * What marks around a number say together: an ISO 4217 code, nothing, two different currencies (`contradictory`), or
 * something that is no currency at all (`unknown`).
 */
export type CurrencyMarks =
  | { readonly kind: 'currency'; readonly code: string }
  | { readonly kind: 'none' | 'contradictory' | 'unknown' };

/**
 * The currency that some marks agree on. A mark of several meanings (`$`) takes the one that the others have too.
 *
 * @param marks symbols, ISO codes or words around a number, such as `['£', 'GBP']` or `['US$', '']`
 */
export function agreedCurrency(marks: readonly string[]): CurrencyMarks {
  let possible: readonly string[] | null = null;
  for (const word of fold(marks.join(' ')).split(' ')) {
    if (word === '') continue;
    const meanings = meaningsOf(word.replace(/\.$/, ''));
    if (!meanings) return { kind: 'unknown' };
    for (const meaning of meanings) {
      const before: readonly string[] = possible ?? meaning;
      possible = before.filter((code) => meaning.includes(code));
    }
  }
  if (possible === null) return { kind: 'none' };
  const [code] = possible;
  return code === undefined ? { kind: 'contradictory' } : { kind: 'currency', code };
}

/**
 * The ISO 4217 code that a currency column names, by code, symbol or word.
 *
 * @returns null when it names none
 */
export function currencyCode(text: string): string | null {
  const agreed = agreedCurrency([text]);
  return agreed.kind === 'currency' ? agreed.code : null;
}

function meaningsOf(word: string): readonly (readonly string[])[] | null {
  const whole = MARKS.get(word);
  if (whole) return [whole];
  const parts = AROUND_A_SYMBOL.exec(word)
    ?.slice(1)
    .filter((part) => part !== '');
  if (!parts) return null;
  const meanings: (readonly string[])[] = [];
  for (const part of parts) {
    // `$US` and `CA` beside a dollar sign are half of a prefix written apart
    const meaning = MARKS.get(part) ?? MARKS.get(`${part}$`);
    if (!meaning) return null;
    meanings.push(meaning);
  }
  return meanings;
}
