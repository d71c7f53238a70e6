/** Something to search or filter by, offered while somebody types. */
export interface Suggestion {
  readonly kind: 'brand' | 'model' | 'category';
  /** What to show. */
  readonly text: string;
  /** What to ask the list: the name and value of a parameter. */
  readonly parameter: 'brand' | 'q' | 'category';
  readonly value: string;
  /**
   * Active listings that have the brand or category, as counted; some may have run out today. `null` for a model: a
   * search finds it by other words too, and to know how many is to do that search.
   */
  readonly listings: number | null;
}

/** Suggestions that an answer has. */
export const MOST_SUGGESTIONS = 8;
