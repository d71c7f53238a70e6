/** A year, a month or a day of the calendar. */
export interface DateSpan {
  readonly level: 'year' | 'month' | 'day';
  /** Its first and its last day, as `YYYY-MM-DD`. */
  readonly since: string;
  readonly until: string;
}

const dayOf = (date: Date): string => date.toISOString().slice(0, 10);

const yearSpan = (year: number): DateSpan => ({
  level: 'year',
  since: `${year}-01-01`,
  until: `${year}-12-31`,
});

/** @param month from 1; 13 is the first one of the year after */
function monthSpan(year: number, month: number): DateSpan {
  const first = new Date(Date.UTC(year, month - 1, 1));
  const last = new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0));
  return { level: 'month', since: dayOf(first), until: dayOf(last) };
}

const daySpan = (day: string): DateSpan => ({ level: 'day', since: day, until: day });

/** Whether a text is a day of the calendar, as `YYYY-MM-DD`. */
function isDay(text: string): boolean {
  const date = new Date(text);
  return !Number.isNaN(date.getTime()) && dayOf(date) === text;
}

/** The span that two filters leave; `null`: none of the calendar's own. */
export function spanOf(since: unknown, until: unknown): DateSpan | null {
  if (typeof since !== 'string' || typeof until !== 'string' || !isDay(since)) return null;
  const [year = 0, month = 0] = since.split('-').map(Number);
  const spans = [daySpan(since), monthSpan(year, month), yearSpan(year)];
  return spans.find((span) => span.since === since && span.until === until) ?? null;
}

/** What a span is a part of, the greatest first. */
export function spansAround({ level, since }: DateSpan): DateSpan[] {
  const [year = 0, month = 1] = since.split('-').map(Number);
  const around = [yearSpan(year), monthSpan(year, month)];
  return around.slice(0, { year: 0, month: 1, day: 2 }[level]);
}

/**
 * What a span is made of, as far as there is anything: the latest years first, months and days as they come.
 *
 * @param span `null`: all days
 * @param bounds the first day that has anything, and the last one
 */
export function spansWithin(span: DateSpan | null, bounds: Pick<DateSpan, 'since' | 'until'>): DateSpan[] {
  return partsOf(span, bounds).filter(({ since, until }) => until >= bounds.since && since <= bounds.until);
}

function partsOf(span: DateSpan | null, bounds: Pick<DateSpan, 'since' | 'until'>): DateSpan[] {
  if (span === null) {
    const [first = 0, last = 0] = [bounds.since, bounds.until].map((day) => Number(day.slice(0, 4)));
    return Array.from({ length: last - first + 1 }, (_, at) => yearSpan(last - at));
  }
  const [year = 0, month = 1] = span.since.split('-').map(Number);
  if (span.level === 'year') return Array.from({ length: 12 }, (_, at) => monthSpan(year, at + 1));
  if (span.level === 'day') return [];
  const days = Number(span.until.slice(8));
  return Array.from({ length: days }, (_, at) => daySpan(dayOf(new Date(Date.UTC(year, month - 1, at + 1)))));
}
