/** What a field may be; the key of a text says how it is written. What is empty is the business of `required`. */
type Rule = (value: unknown) => string | undefined;

const rule =
  (fits: (text: string) => boolean, fault: string): Rule =>
  (value) => {
    const text = typeof value === 'string' ? value.trim() : '';
    return text === '' || fits(text) ? undefined : fault;
  };

export const isCurrency = rule((text) => /^[A-Z]{3}$/i.test(text), 'app.rules.currency');
export const isSlug = rule(isHyphenated, 'app.rules.slug');
export const isGroupName = rule(isHyphenated, 'app.rules.group_name');
export const isTimeZone = rule(isKnownZone, 'app.rules.time_zone');
export const isWebAddress = rule(
  (text) => /^https?:\/\//i.test(text) && URL.canParse(text),
  'app.rules.web_address',
);

function isHyphenated(text: string): boolean {
  return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(text);
}

function isKnownZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format() !== '';
  } catch {
    return false;
  }
}

/** Something is chosen. */
export function isChosen(value: unknown): string | undefined {
  return Array.isArray(value) && value.length > 0 ? undefined : 'app.rules.chosen';
}
