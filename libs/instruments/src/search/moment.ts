import { addDays, dateIn, parseMoment } from '@app/kernel';

/** A point in time of a query. */
export type Moment =
  /** A day, in the time zone of the product. */
  | { readonly date: string }
  /** ISO 8601 in UTC. */
  | { readonly instant: string }
  /** So many days before today. */
  | { readonly daysBack: number };

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DAYS_BACK = /^P(\d{1,4})D$/;
/** The days that can be asked for: PostgreSQL knows others too, but nobody means them. */
export const EARLIEST = '1900-01-01';
export const LATEST = '2999-12-31';

/** Reads `2026-11-21`, `2026-11-21T18:30:00+01:00` or `P7D`; `null` for whatever else. */
export function readMoment(text: string): Moment | null {
  const days = DAYS_BACK.exec(text)?.[1];
  if (days !== undefined) return { daysBack: Number(days) };
  // a plus sign that nobody has encoded arrives as a space
  const moment = parseMoment(text.replace(/ (\d{2}:\d{2})$/, '+$1'));
  if (!moment || text.slice(0, 10) < EARLIEST || text.slice(0, 10) > LATEST) return null;
  return DATE.test(text) ? { date: text } : { instant: moment.toISOString() };
}

/** In what way a text is no moment that {@link readMoment} reads. */
export function momentFault(text: string): 'moment_invalid' | 'moment_impossible' | 'moment_out_of_range' {
  if (/^P\d{5,}D$/.test(text)) return 'moment_out_of_range';
  const [day] = /^\d{4}-\d{2}-\d{2}(?=$|T)/.exec(text) ?? [];
  if (day === undefined) return 'moment_invalid';
  if (!parseMoment(day)) return 'moment_impossible';
  return day < EARLIEST || day > LATEST ? 'moment_out_of_range' : 'moment_invalid';
}

const UNITS: Readonly<Record<string, number>> = { d: 1, w: 7, m: 30, y: 365 };
/** Year first with or without marks between, or day first with them. */
const DATE_FORMS = [
  /^(?<year>\d{4})[-/.](?<month>\d{1,2})[-/.](?<day>\d{1,2})$/,
  /^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})$/,
  /^(?<day>\d{1,2})[-/.](?<month>\d{1,2})[-/.](?<year>\d{4})$/,
];

/** What was probably meant by a text that {@link readMoment} does not read; `undefined`: nobody knows. */
export function suggestMoment(text: string): string | undefined {
  const [, count, unit = ''] = /^p?(\d{1,3}) ?([dwmy])$/i.exec(text) ?? [];
  const dates = DATE_FORMS.map((form) => form.exec(text)?.groups).map(
    (found) =>
      found && [found['year'], found['month']?.padStart(2, '0'), found['day']?.padStart(2, '0')].join('-'),
  );
  const meant = [
    count === undefined ? undefined : `P${Number(count) * (UNITS[unit.toLowerCase()] ?? 1)}D`,
    ...dates,
    // a time without its zone
    /^\d{4}-\d{2}-\d{2}[T ]/.test(text) ? `${text.replace(' ', 'T')}Z` : undefined,
  ];
  return meant.find((one) => one !== undefined && readMoment(one) !== null);
}

/** The same moment always in the same spelling. */
export function writeMoment(moment: Moment): string {
  if ('date' in moment) return moment.date;
  return 'instant' in moment ? moment.instant : `P${moment.daysBack}D`;
}

/** The day of a moment, `YYYY-MM-DD`. */
export function dayOf(moment: Moment, today: string, timeZone: string): string {
  if ('date' in moment) return moment.date;
  return 'instant' in moment ? dateIn(timeZone, new Date(moment.instant)) : addDays(today, -moment.daysBack);
}

/** A moment as PostgreSQL reads a `timestamptz`: a day begins at its midnight in the time zone. */
export function instantOf(moment: Moment, today: string, timeZone: string): string {
  return 'instant' in moment ? moment.instant : `${dayOf(moment, today, timeZone)} 00:00:00 ${timeZone}`;
}

/** The same for the end of what a moment means: a day ends at the next midnight. */
export function endOf(moment: Moment, today: string, timeZone: string): string {
  if ('instant' in moment) return moment.instant;
  return instantOf({ date: addDays(dayOf(moment, today, timeZone), 1) }, today, timeZone);
}
