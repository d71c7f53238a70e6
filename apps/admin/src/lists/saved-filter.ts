/** A filter of a list under a name, as the server keeps it. */
export interface SavedFilter {
  readonly id: string;
  readonly name: string;
  /** What stands after the question mark in the address of the list. */
  readonly query: string;
  readonly shared: boolean;
  /** Others' are only read. */
  readonly mine: boolean;
  /** The e-mail address of whom it belongs to. */
  readonly owner: string;
}

/** What a list is asked for. */
interface ListState {
  readonly filterValues: unknown;
  readonly displayedFilters: unknown;
  readonly sort: { readonly field: string; readonly order: string };
}

/** What stands in the address of a list that shows the same; how many rows a page has is no part of it. */
export function queryOf({ filterValues, displayedFilters, sort }: ListState): string {
  return new URLSearchParams({
    filter: JSON.stringify(filterValues ?? {}),
    displayedFilters: JSON.stringify(displayedFilters ?? {}),
    sort: sort.field,
    order: sort.order,
  }).toString();
}
