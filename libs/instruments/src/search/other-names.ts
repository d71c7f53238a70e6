/** What parameters are called by the old doors and by other APIs; without marks, in small letters. */
const OTHER_NAMES: Readonly<Record<string, readonly string[]>> = {
  q: ['name', 'search', 'query', 'text', 'keywords'],
  category: ['cat'],
  source: ['website', 'site'],
  brand: ['maker', 'make', 'manufacturer'],
  location: ['place', 'city', 'province'],
  price_min: ['minprice', 'pricefrom'],
  price_max: ['maxprice', 'priceto'],
  sort: ['order', 'orderby', 'ordering', 'sortby'],
  per_page: ['pagesize', 'size', 'rows'],
  cursor: ['after'],
};
const BY_NAME = new Map(
  Object.entries(OTHER_NAMES).flatMap(([name, others]) => others.map((other) => [other, name])),
);

/** What a parameter is called here that has another name elsewhere; `undefined`: it is no such name. */
export function nameHere(name: string, allowed: readonly string[]): string | undefined {
  const here = BY_NAME.get(name.toLowerCase().replace(/[_-]/g, ''));
  return here !== undefined && allowed.includes(here) ? here : undefined;
}
