/** A moment in the calendar and clock of this browser, in a language; of a day, without the time. */
export function momentText(value: string, locale: string, isDay = false): string {
  const form = isDay ? ({ timeZone: 'UTC' } as const) : ({ timeStyle: 'short' } as const);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', ...form }).format(new Date(value));
}
