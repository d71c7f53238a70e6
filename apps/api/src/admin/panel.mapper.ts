import type { ListPreference, SavedFilter } from '@app/users';

/** A filter of a list under a name. */
export class SavedFilterBody {
  readonly id: string;
  readonly list: string;
  readonly name: string;
  readonly query: string;
  readonly shared: boolean;
  /** Whether it is one's own: others' are only read. */
  readonly mine: boolean;
  /** The e-mail address of whom it belongs to. */
  readonly owner: string;
}

/** One's own filters of a list first, then those that others share. */
export class SavedFiltersBody {
  readonly data: SavedFilterBody[];
}

/** How somebody looks at a list. */
export class ListPreferenceBody {
  /** `null`: as the list comes. */
  readonly columns: string[] | null;
  readonly per_page: number;
}

/** Rows of a list unless somebody wants it otherwise. */
const USUAL_SIZE = 50;

/** Shows a filter. */
export function toSavedFilterBody({
  id,
  list,
  name,
  query,
  shared,
  mine,
  owner,
}: SavedFilter): SavedFilterBody {
  return { id, list, name, query, shared, mine, owner };
}

/** Shows how somebody looks at a list. */
export function toPreferenceBody(preference: ListPreference | null): ListPreferenceBody {
  return {
    columns: preference && [...preference.columns],
    per_page: preference?.perPage ?? USUAL_SIZE,
  };
}
