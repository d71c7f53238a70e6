import { isRecord } from '../api/problem';

/** Which listings are meant: one by one, or all that a query finds. */
export type BulkSelection = { readonly ids: readonly number[] } | { readonly query: string };

/** The lists that listings are chosen in. */
export type BulkOrigin = 'instruments' | 'removed-instruments';

/** What leads to the screen that orders a job. */
interface BulkWay {
  readonly pathname: string;
  readonly search: string;
  /** Ids may be too many for an address: they stand in the history of the tab, which outlives its being loaded anew. */
  readonly state: { readonly ids: readonly number[] } | null;
}

/** The way from a list to the screen that orders a job. */
export function wayToBulk(from: BulkOrigin, selection: BulkSelection): BulkWay {
  const place = new URLSearchParams({ from });
  if ('query' in selection) place.set('query', selection.query);
  return {
    pathname: '/bulk-jobs/create',
    search: `?${place.toString()}`,
    state: 'ids' in selection ? { ids: selection.ids } : null,
  };
}

/** What was chosen where one comes from; `null`: nothing. A query may be empty: that means all listings. */
export function chosenBy(
  search: string,
  state: unknown,
): { readonly from: BulkOrigin; readonly selection: BulkSelection } | null {
  const place = new URLSearchParams(search);
  const from = place.get('from') === 'removed-instruments' ? 'removed-instruments' : 'instruments';
  const query = place.get('query');
  if (query !== null) return { from, selection: { query } };
  const ids: unknown = isRecord(state) ? state['ids'] : null;
  if (!Array.isArray(ids)) return null;
  const numbers = ids.filter((id: unknown): id is number => Number.isSafeInteger(id));
  return numbers.length === 0 ? null : { from, selection: { ids: numbers } };
}

/** The filters that a query holds, as the lists of the panel have them. Without a state the API means what is active. */
export function filterOf(query: string, from: BulkOrigin): Record<string, string> {
  const filter = Object.fromEntries(new URLSearchParams(query));
  return from === 'instruments' ? { status: 'active', ...filter } : filter;
}

/** Whether a filter leaves nothing out that is listed. */
export function isAll(filter: Readonly<Record<string, string>>): boolean {
  const { status, ...others } = filter;
  const states = status?.split(',') ?? [];
  return (
    Object.keys(others).length === 0 &&
    (status === undefined || (states.includes('active') && states.includes('expired')))
  );
}
