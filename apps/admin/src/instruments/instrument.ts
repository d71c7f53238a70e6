import type { RaRecord } from 'react-admin';

/** A sum as the API writes it. */
export interface Money {
  readonly amount: string;
  readonly currency: string;
}

/** A listing as the API shows it. */
export interface Instrument extends RaRecord<number> {
  readonly name: string;
  readonly url: string;
  readonly source: { readonly slug: string; readonly name: string };
  readonly price: Money | null;
  readonly previous_price: Money | null;
  readonly price_changed_at: string | null;
  readonly image: { readonly url: string } | null;
  readonly location: string | null;
  readonly category: { readonly slug: string; readonly name: string } | null;
  readonly brand: string | null;
  readonly status: string;
  readonly published_on: string | null;
  readonly expires_on: string | null;
  readonly first_seen_at: string;
  readonly last_seen_at: string;
  /** These only to whom administration is open. */
  readonly pinned?: readonly string[];
  readonly removed_at?: string | null;
  readonly category_label?: string | null;
}

/** A facet as the API counts it. */
export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
}

/** Whether a listing was taken off the lists: it can be looked at and restored, and not changed. */
export function isRemoved(listing: Instrument | undefined): boolean {
  return typeof listing?.removed_at === 'string';
}

/** The text that names a field of a listing: of what has parts, the part that says what it is. */
export function fieldText(name: string): string {
  const part = { price: 'price.amount', image: 'image.url' }[name] ?? name;
  return `resources.instruments.fields.${part}`;
}

/** A sum in the words of a language. */
export function moneyText(money: Money, locale: string): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).format(
    Number(money.amount),
  );
}

/** An address that may be followed: what a listing brings along may be a script. */
export function webAddress(text: string | null | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
}
