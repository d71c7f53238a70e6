/** A canonical category. */
export interface Category {
  readonly id: number;
  readonly slug: string;
  readonly nameEs: string;
  readonly nameEn: string;
}

/** A canonical category with what is listed in it now and the spellings that lead to it. */
export interface CategoryStatus extends Category {
  readonly listings: number;
  readonly aliases: number;
}

/** A spelling that a site uses and nobody has mapped: its listings are in `otros`. */
export interface UnmappedLabel {
  readonly source: string;
  readonly label: string;
  readonly listings: number;
}

/** What mapping a spelling did. */
export interface MappingOutcome {
  readonly category: string;
  /** Sources whose own spelling was mapped; none when the alias holds for all. */
  readonly sources: readonly string[];
  /** Listings that moved to the category. */
  readonly moved: number;
}
