const MINUTE = 60;
const UNITS = [
  ['day', 24 * 60 * MINUTE],
  ['hour', 60 * MINUTE],
  ['minute', MINUTE],
] as const;

/** How long ago a moment was, in the words of a language: "3 hours ago". */
export function ageText(moment: string, locale: string, now = Date.now()): string {
  const seconds = Math.max(0, (now - Date.parse(moment)) / 1_000);
  if (seconds < MINUTE) return new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'second');
  const [unit, length] = UNITS.find(([, least]) => seconds >= 2 * least) ?? ['minute', MINUTE];
  return new Intl.RelativeTimeFormat(locale).format(-Math.floor(seconds / length), unit);
}
