import { isBlank } from './blank';
import { agreedCurrency } from './currency';
import { fold } from './fold';
import { rowFault, type RowFault, type RowFaultCode } from './row-fault';

/**
 * How a source writes numbers where the marks alone do not tell: in `1.200` and `10.999` the dot groups thousands for
 * `spanish` and begins the decimals for `api` (which in turn groups thousands in `1,200`).
 */
export type PriceHabit = (typeof priceHabits)[number];
/** All of them. */
export const priceHabits = ['spanish', 'api'] as const;

/** What a price cell says. */
export type PriceReading =
  | {
      readonly kind: 'price';
      /** Whole units and two decimals, `1200.00`, from 0 to 1,000,000. */
      readonly amount: string;
      /** ISO 4217 code, null when the text names none. */
      readonly currency: string | null;
    }
  | { readonly kind: 'none'; readonly note: 'price_on_request' | null }
  | { readonly kind: 'fault'; readonly fault: RowFault };

const FREE = new Set(['gratis', 'gratuito', 'gratuita', 'free']);
const ON_REQUEST = new Set([
  'a convenir',
  'precio a convenir',
  'consultar',
  'a consultar',
  'consultar precio',
  'precio a consultar',
  'on request',
  'price on request',
  'ask',
  'ask for price',
]);
const INFINITE = /^[+\-−]? ?(?:inf|infinity|infinito|∞)$/;
/** Marks, sign, marks, number, marks. */
const SHAPE = /^([^\d.,+\-−]*)([+\-−]?)([^\d.,+\-−]*)([\d.,][\d.,'’\s]*)(.*)$/su;
const LONGEST = 100;
const MAX_CENTS = 100_000_000n;

/**
 * Reads a price as people and machines write it: `1.200 €`, `1.234,50`, `£5,762.44GBP`, `US$ 99`, `Gratis`,
 * `A convenir`. Decimal arithmetic throughout; a third decimal rounds half up.
 *
 * @param text the cell, not necessarily trimmed
 * @param habit decides `1.200` and `1,200`; everything else is told by the marks
 * @returns a reading, never an exception; faults are `price_unreadable`, `price_negative`, `price_infinite`,
 *   `price_too_high`, `currency_contradictory`
 */
export function parsePrice(text: string, habit: PriceHabit): PriceReading {
  if (isBlank(text)) return { kind: 'none', note: null };
  if (text.length > LONGEST) return fault('price_unreadable');
  const words = fold(text).replace(/[.!:]+$/, '');
  if (FREE.has(words)) return { kind: 'price', amount: '0.00', currency: null };
  if (ON_REQUEST.has(words)) return { kind: 'none', note: 'price_on_request' };
  if (INFINITE.test(words)) return fault('price_infinite');

  const [, before = '', sign = '', between = '', digits = '', after = ''] = SHAPE.exec(text.trim()) ?? [];
  const number = readNumber(digits.trim().replace(/\s+/g, ' '), habit);
  if (!number) return fault('price_unreadable');
  // `100,-` and `100.-` are round prices
  const trailing = /[.,]\s*$/.test(digits) ? after.replace(/^[-–—]+/, '') : after;
  const marks = agreedCurrency([before, between, trailing]);
  if (marks.kind === 'unknown') return fault('price_unreadable');
  if (marks.kind === 'contradictory') return fault('currency_contradictory');
  if (sign === '-' || sign === '−') return fault('price_negative');
  const amount = toAmount(number);
  if (amount === null) return fault('price_too_high');
  return { kind: 'price', amount, currency: marks.kind === 'currency' ? marks.code : null };
}

interface DecimalNumber {
  readonly whole: string;
  readonly decimals: string;
}

function readNumber(number: string, habit: PriceHabit): DecimalNumber | null {
  if (/[ '’]/.test(number)) {
    const [, grouped, decimals = ''] = /^(\d{1,3}(?:[ '’]\d{3})+)(?:[.,](\d*))?$/.exec(number) ?? [];
    return grouped === undefined ? null : { whole: grouped.replace(/\D/g, ''), decimals };
  }
  const at = Math.max(number.lastIndexOf('.'), number.lastIndexOf(','));
  if (at < 0) return number === '' ? null : { whole: number, decimals: '' };
  const mark = number.charAt(at);
  const whole = number.slice(0, at);
  const decimals = number.slice(at + 1);
  if (whole.includes(mark)) {
    return ungroup(number, mark, '');
  }
  if (/[.,]/.test(whole)) return ungroup(whole, mark === '.' ? ',' : '.', decimals);
  if (whole === '' && decimals === '') return null;
  // a grouped number never begins with zero: `0.500` is half
  const grouping =
    mark === (habit === 'spanish' ? '.' : ',') && /^[1-9]\d{0,2}$/.test(whole) && decimals.length === 3;
  return grouping ? { whole: whole + decimals, decimals: '' } : { whole, decimals };
}

function ungroup(text: string, mark: string, decimals: string): DecimalNumber | null {
  const groups = text.split(mark);
  const wellFormed = groups.every((group, index) => (index === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(group));
  return wellFormed ? { whole: groups.join(''), decimals } : null;
}

/** Null when over the limit. */
function toAmount({ whole, decimals }: DecimalNumber): string | null {
  const cents = BigInt(whole + decimals.slice(0, 2).padEnd(2, '0')) + (decimals.charAt(2) >= '5' ? 1n : 0n);
  if (cents > MAX_CENTS) return null;
  const text = String(cents).padStart(3, '0');
  return `${text.slice(0, -2)}.${text.slice(-2)}`;
}

function fault(code: RowFaultCode): PriceReading {
  return { kind: 'fault', fault: rowFault('price', code) };
}
