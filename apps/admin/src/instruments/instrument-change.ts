/** A form's values, or a record. */
type Values = Readonly<Record<string, unknown>>;

const TEXTS = ['name', 'url', 'location', 'brand', 'published_on', 'expires_on'];

/**
 * The values of the form as the API takes them: an empty field is `null`, and what stands for one thing goes as one.
 *
 * @param before the record that the form began with: what is as it was stays the very same
 */
export function instrumentChange(form: Values, before: Values = {}): Record<string, unknown> {
  const texts = TEXTS.filter((name) => name in form).map((name) => [name, emptied(form[name])] as const);
  const wholes: Record<string, unknown> = {
    price: whole(form['price'], ['amount', 'currency'], 'amount'),
    image: whole(form['image'], ['url'], 'url'),
    category: whole(form['category'], ['slug'], 'slug'),
    source: whole(form['source'], ['slug'], 'slug'),
  };
  const said = Object.entries(wholes)
    .filter(([name]) => name in form)
    .map(([name, value]) => [name, isSame(value, before[name]) ? before[name] : value] as const);
  return Object.fromEntries([...texts, ...said]);
}

function emptied(value: unknown): unknown {
  return value === '' || value === undefined ? null : value;
}

/** An object of these fields; `null` without the one that it cannot be without. */
function whole(value: unknown, fields: readonly string[], needed: string): Record<string, unknown> | null {
  if (!isValues(value) || emptied(value[needed]) === null) return null;
  const given = fields
    .filter((name) => emptied(value[name]) !== null)
    .map((name) => [name, value[name]] as const);
  return Object.fromEntries(given);
}

function isSame(change: unknown, before: unknown): boolean {
  if (!isValues(change) || !isValues(before))
    return change === before || (change === null && before === undefined);
  return Object.entries(change).every(([name, value]) => before[name] === value);
}

function isValues(value: unknown): value is Values {
  return typeof value === 'object' && value !== null;
}
