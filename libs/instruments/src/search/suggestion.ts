/** Something to search or filter by, offered while somebody types. */
export interface Suggestion {
  readonly kind: 'brand' | 'model' | 'category';
  /** What to show. */
  readonly text: string;
  /** What to ask the list: the name and value of a parameter. */
  readonly parameter: 'brand' | 'q' | 'category';
  readonly value: string;
  /** Active listings, as counted; some may have run out today. */
  readonly listings: number;
}

/** Suggestions that an answer has. */
export const MOST_SUGGESTIONS = 8;
