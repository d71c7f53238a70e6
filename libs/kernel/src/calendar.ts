const formatters = new Map<string, Intl.DateTimeFormat>();

/**
 * The calendar date of an instant in a time zone, as `YYYY-MM-DD`.
 *
 * @param instant any point in time
 * @param timeZone an IANA name such as `Europe/Madrid`
 */
export function dateIn(timeZone: string, instant: Date): string {
  let formatter = formatters.get(timeZone);
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formatters.set(timeZone, formatter);
  }
  return formatter.format(instant);
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
