/** The lists of the panel, by their names in its addresses. */
export const panelLists = [
  'api-keys',
  'audit',
  'blacklisted-tokens',
  'bulk-jobs',
  'categories',
  'category-aliases',
  'groups',
  'imports',
  'instruments',
  'outstanding-tokens',
  'removed-instruments',
  'sessions',
  'sources',
  'unmapped-labels',
  'users',
] as const;

/** One of {@link panelLists}. */
export type PanelList = (typeof panelLists)[number];

/** A filter of a list under a name. */
export interface SavedFilter {
  readonly id: string;
  readonly list: PanelList;
  readonly name: string;
  /** What stands after the question mark in the address of the list. */
  readonly query: string;
  /** Whether others see it too. */
  readonly shared: boolean;
  /** Whether it belongs to whoever asks. */
  readonly mine: boolean;
  /** The e-mail address of whom it belongs to. */
  readonly owner: string;
}

/** What a filter is made of. */
export type NewSavedFilter = Pick<SavedFilter, 'list' | 'name' | 'query' | 'shared'>;

/** What may be changed of one; what is absent stays. */
export type SavedFilterChanges = Readonly<
  Partial<Record<'name' | 'query', string | undefined>> & { shared?: boolean | undefined }
>;

/** How somebody looks at a list. */
export interface ListPreference {
  /** Names of columns, in their order. */
  readonly columns: readonly string[];
  readonly perPage: number;
}
