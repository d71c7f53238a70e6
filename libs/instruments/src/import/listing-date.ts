import { addDays, dateIn } from '@app/kernel';
import { isBlank } from './blank';
import { fold } from './fold';
import { rowFault, type RowFault, type RowFaultCode } from './row-fault';

/** What a date cell is read against. */
export interface ListingDateContext {
  /** The moment that `hoy` and `hace 3 horas` count from. */
  readonly now: Date;
  /** IANA name; a time with a zone becomes the date that it was there. */
  readonly timeZone: string;
  /** Which date it is: a publication may lie two years ahead, an expiration thirty. */
  readonly latest: 'publication' | 'expiration';
}

/** What a date cell says; `date` is `YYYY-MM-DD`. */
export type DateReading =
  | { readonly kind: 'date'; readonly date: string }
  | { readonly kind: 'none' }
  | { readonly kind: 'fault'; readonly fault: RowFault };

const TIME = String.raw`(?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d+)?)?`;
const ISO = new RegExp(
  String.raw`^(\d{4})-(\d\d)-(\d\d)(?:[ t](${TIME}) ?(z|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?)?)?$`,
);
const SPANISH = new RegExp(String.raw`^(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d\d)(?:,? ${TIME})?$`);
const AGO = /^hace (un|una|\d{1,5}) ?(segundo|minuto|min|hora|h|dia|semana|mes|ano)(?:s|es)?$/;
const DAYS_BACK = new Map([
  ['ahora', 0],
  ['ahora mismo', 0],
  ['hoy', 0],
  ['ayer', 1],
  ['anteayer', 2],
]);
const SECONDS = new Map([
  ['segundo', 1],
  ['min', 60],
  ['minuto', 60],
  ['h', 3600],
  ['hora', 3600],
]);
const LONGEST = 100;
const EARLIEST = '2000-01-01';
const YEARS_AHEAD = { publication: 2, expiration: 30 };

/**
 * Reads the date of a listing: ISO date, ISO time (with a zone: the date in `timeZone`; without: its own date),
 * `dd/mm/yyyy`, `dd-mm-yy`, `dd.mm.yyyy` (the day always first), `hace N minutos|horas|días|semanas|meses|años`,
 * `hoy`, `ayer`, in any case and with or without accents.
 *
 * @returns a reading, never an exception; the fault's field is `publish` or `expiration`, its code `date_unreadable`,
 *   `date_impossible`, `date_too_early` or `date_too_late`
 */
export function parseListingDate(text: string, context: ListingDateContext): DateReading {
  if (isBlank(text)) return { kind: 'none' };
  const date = text.length > LONGEST ? '' : readDate(fold(text), context);
  if (date === '') return faulty(context, 'date_unreadable');
  if (!exists(date)) return faulty(context, 'date_impossible');
  if (date < EARLIEST) return faulty(context, 'date_too_early');
  if (isTooLate(date, context)) return faulty(context, 'date_too_late');
  return { kind: 'date', date };
}

function isTooLate(date: string, { now, timeZone, latest }: ListingDateContext): boolean {
  const years = YEARS_AHEAD[latest];
  // most dates are so far from the bound that the costly calendar date of now need not be known
  if (Number(date.slice(0, 4)) < now.getUTCFullYear() + years) return false;
  return date > addMonths(dateIn(timeZone, now), 12 * years);
}

/** `YYYY-MM-DD`, perhaps of a day that does not exist, or an empty text. */
function readDate(text: string, { now, timeZone }: ListingDateContext): string {
  const [, year, month, day, time, zone] = ISO.exec(text) ?? [];
  if (year !== undefined && month !== undefined && day !== undefined) {
    const date = `${year}-${month}-${day}`;
    if (time === undefined || zone === undefined || !exists(date)) return date;
    const hours = zone.length === 3 ? `${zone}:00` : zone.replace(/(\d\d)(\d\d)$/, '$1:$2');
    return dateIn(timeZone, new Date(`${date}T${time.replace(',', '.')}${hours.toUpperCase()}`));
  }
  const [, first, , second, last] = SPANISH.exec(text) ?? [];
  if (first !== undefined && second !== undefined && last !== undefined) {
    return `${last.padStart(4, '20')}-${second.padStart(2, '0')}-${first.padStart(2, '0')}`;
  }
  return readRelative(text, now, timeZone);
}

function readRelative(text: string, now: Date, timeZone: string): string {
  const today = dateIn(timeZone, now);
  const back = DAYS_BACK.get(text);
  if (back !== undefined) return addDays(today, -back);
  const [, number, unit] = AGO.exec(text) ?? [];
  if (number === undefined || unit === undefined) return '';
  const count = /^\d/.test(number) ? Number(number) : 1;
  const seconds = SECONDS.get(unit);
  if (seconds !== undefined) return dateIn(timeZone, new Date(now.getTime() - count * seconds * 1000));
  if (unit === 'dia') return addDays(today, -count);
  if (unit === 'semana') return addDays(today, -7 * count);
  return addMonths(today, unit === 'mes' ? -count : -12 * count);
}

/** Moves by whole months; the 31st becomes the last day of a shorter month. */
function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const target = year * 12 + (month - 1) + months;
  // beyond what a date can hold: before everything, so that the bounds refuse it
  if (target < 12_000) return '1000-01-01';
  const last = new Date(Date.UTC(Math.floor(target / 12), (target % 12) + 1, 0)).getUTCDate();
  return isoDate(Math.floor(target / 12), (target % 12) + 1, Math.min(day, last));
}

function isoDate(year: number, month: number, day: number): string {
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function exists(date: string): boolean {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number);
  const moment = new Date(Date.UTC(2000, month - 1, day));
  moment.setUTCFullYear(year, month - 1, day);
  return moment.getUTCMonth() === month - 1 && moment.getUTCDate() === day;
}

function faulty(context: ListingDateContext, code: RowFaultCode): DateReading {
  return {
    kind: 'fault',
    fault: rowFault(context.latest === 'publication' ? 'publish' : 'expiration', code),
  };
}
