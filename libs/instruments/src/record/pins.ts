/** The fields of a listing that can be pinned, by their names at the doors. */
export const pinnableFields = [
  'brand',
  'category',
  'expires_on',
  'image',
  'location',
  'name',
  'price',
  'published_on',
  'url',
] as const;
/** One of {@link pinnableFields}. */
export type PinnableField = (typeof pinnableFields)[number];

/** Fields each once and in one order. */
export function sortedPins(fields: readonly PinnableField[]): PinnableField[] {
  return pinnableFields.filter((field) => fields.includes(field));
}

/** What a person may change about a listing beside its link and its category. */
interface Changeable {
  readonly name: string;
  readonly price: { readonly amount: string; readonly currency: string } | null;
  readonly image: string | null;
  readonly location: string | null;
  readonly brand: string | null;
  readonly publishedOn: string | null;
  readonly expiresOn: string | null;
}

/** The fields that differ between two states of a listing. */
export function changedFields(before: Changeable, after: Changeable): PinnableField[] {
  const [old, now] = [namedOf(before), namedOf(after)];
  return pinnableFields.filter((field) => old[field] !== now[field]);
}

function namedOf(state: Changeable): Partial<Record<PinnableField, string | null>> {
  const { name, price, image, location, brand, publishedOn, expiresOn } = state;
  return {
    ...{ name, image, location, brand, published_on: publishedOn, expires_on: expiresOn },
    price: price && `${price.amount} ${price.currency}`,
  };
}
