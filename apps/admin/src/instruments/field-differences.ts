import { isRecord } from '../api/problem';

type Values = Readonly<Record<string, unknown>>;

/** What a form and somebody else have made of the same record. */
export interface Differences {
  /** Fields that the form has changed and that are not so by now. */
  readonly mine: readonly string[];
  /** Fields that only others have changed. */
  readonly others: readonly string[];
}

/**
 * Tells what a form has changed from what others have.
 *
 * @param names the fields that matter
 * @param before the record that the form began with
 * @param form what was to be saved
 * @param now the record as it is by now
 */
export function fieldDifferences(
  names: readonly string[],
  before: Values,
  form: Values,
  now: Values,
): Differences {
  const touched = names.filter((name) => name in form && !isSame(form[name], before[name]));
  return {
    mine: touched.filter((name) => !isSame(form[name], now[name])),
    others: names.filter((name) => !touched.includes(name) && !isSame(before[name], now[name])),
  };
}

/** Whether two values of a field say the same: a category is its slug, whatever else is told of it, and 90 is 90.00. */
function isSame(one: unknown, other: unknown): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf(value: unknown): string {
  if (!isRecord(value)) return JSON.stringify(value ?? null);
  const { amount = null, currency = null, slug = null, url = null } = value;
  return JSON.stringify([amount === null ? null : Number(amount), currency, slug, url]);
}
