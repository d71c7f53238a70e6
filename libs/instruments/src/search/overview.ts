/** A category with its active listings. */
export interface CategoryOverview {
  readonly slug: string;
  readonly nameEs: string;
  readonly nameEn: string;
  readonly listings: number;
}

/** A source with its active listings. */
export interface SourceOverview {
  readonly slug: string;
  readonly name: string;
  readonly listings: number;
  /** End of the last import that succeeded. */
  readonly lastImportAt: Date | null;
}

/** A brand or place that filters take. */
export interface NameOverview {
  readonly value: string;
  readonly label: string;
  /** As counted when listings were written; what has run out today may still be in it. */
  readonly listings: number;
}

/** What open filters can be set to. */
export interface Overview {
  readonly brands: readonly NameOverview[];
  readonly locations: readonly NameOverview[];
  /** In hundredths; `null` when no listing has a price. */
  readonly price: { readonly min: number | null; readonly max: number | null };
}
