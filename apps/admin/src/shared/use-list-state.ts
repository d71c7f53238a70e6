import { useListContext } from 'react-admin';
import type { ListMeta } from '../api/data-provider';
import { isRecord } from '../api/problem';

interface ListState {
  /** What the list knows besides its rows; `null`: nothing yet. */
  readonly meta: ListMeta | null;
  readonly filters: Readonly<Record<string, unknown>>;
  /** What is shown may be of the question before. */
  readonly isComing: boolean;
}

/** What the list of this screen was asked for, and what came. */
export function useListState(): ListState {
  const list = useListContext();
  const meta: unknown = list.isPending ? null : list.meta;
  const filters: unknown = list.filterValues;
  return {
    meta: isListMeta(meta) ? meta : null,
    filters: isRecord(filters) ? filters : {},
    isComing: list.isFetching === true,
  };
}

function isListMeta(meta: unknown): meta is ListMeta {
  return isRecord(meta) && typeof meta['total'] === 'number';
}
