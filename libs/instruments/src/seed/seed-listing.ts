/**
 * One invented listing, as a site would hand it over: texts are raw, the category is the site's own label
 * and nothing has been parsed or mapped yet. Seeds go through the same door as an import, so this shape
 * knows neither entities nor canonical categories.
 */
export interface SeedListing {
  readonly name: string;
  /** Two decimals and a dot, such as `1200.00`; `0.00` is given away; null when the seller names no price. */
  readonly price: string | null;
  /** ISO code; null exactly when `price` is null. */
  readonly currency: string | null;
  readonly link: string;
  readonly image: string | null;
  readonly location: string | null;
  /** The label as the site writes it, to be mapped by the alias table. */
  readonly category: string;
  readonly source: string;
  /** `YYYY-MM-DD`, last day on which the listing is offered. */
  readonly expiresOn: string | null;
  readonly publishedOn: string | null;
  readonly brand: string | null;
}
