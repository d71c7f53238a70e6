const MINUTE = 60_000;

/** What writes the dates of a time zone, and the one it wrote last: the next is mostly of the same minute. */
interface Writer {
  readonly formatter: Intl.DateTimeFormat;
  minute: number;
  date: string;
}

const writers = new Map<string, Writer>();

/**
 * The calendar date of an instant in a time zone, as `YYYY-MM-DD`.
 *
 * @param instant any point in time
 * @param timeZone an IANA name such as `Europe/Madrid`
 */
export function dateIn(timeZone: string, instant: Date): string {
  let writer = writers.get(timeZone);
  if (!writer) {
    const formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    writer = { formatter, minute: Number.NaN, date: '' };
    writers.set(timeZone, writer);
  }
  // days of all zones begin with a whole minute
  const minute = Math.floor(instant.getTime() / MINUTE);
  if (writer.minute !== minute) {
    writer.date = writer.formatter.format(instant);
    writer.minute = minute;
  }
  return writer.date;
}

/** Whether a name is one of the IANA time zones. */
export function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

/** Moves a `YYYY-MM-DD` date by whole days (negative: back). */
export function addDays(date: string, days: number): string {
  const moved = new Date(`${date}T00:00:00Z`);
  moved.setUTCDate(moved.getUTCDate() + days);
  return moved.toISOString().slice(0, 10);
}

const HOUR = 60 * MINUTE;

/**
 * The moment at which a `YYYY-MM-DD` date begins in a time zone; where clocks skip midnight, the first one after it.
 *
 * @param timeZone an IANA name such as `Europe/Madrid`
 */
export function startOfDay(timeZone: string, date: string): Date {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  // no zone is further away from UTC; days begin with a whole minute
  let [before, since] = [midnight - 15 * HOUR, midnight + 15 * HOUR];
  while (since - before > MINUTE) {
    const middle = before + Math.floor((since - before) / MINUTE / 2) * MINUTE;
    if (dateIn(timeZone, new Date(middle)) < date) before = middle;
    else since = middle;
  }
  return new Date(since);
}

const MOMENT = /^(\d{4}-\d{2}-\d{2})(T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads a point in time: `2026-11-21T18:30:00Z` (RFC 3339, the seconds may be left out), or a date, which is its
 * midnight in UTC. `null` for whatever else, and for a day that does not exist.
 */
export function parseMoment(text: string): Date | null {
  const [, date] = MOMENT.exec(text) ?? [];
  const moment = new Date(text);
  if (date === undefined || Number.isNaN(moment.getTime())) return null;
  return addDays(date, 0) === date ? moment : null;
}
