import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNotify } from 'react-admin';
import { ask } from '../api/api';
import { ProblemError } from '../api/problem';
import { trusted } from '../api/trusted';

/** How somebody looks at a list, as the server keeps it. */
export interface ListPreference {
  /** Names of columns in their order; `null`: as the list comes. */
  readonly columns: readonly string[] | null;
  readonly per_page: number;
}

/** For a list that cannot be asked about. */
const USUAL: ListPreference = { columns: null, per_page: 50 };

interface PreferenceState {
  /** `null`: not known yet. */
  readonly preference: ListPreference | null;
  /** Shows a list so from now on, and has it remembered. */
  readonly prefer: (preference: ListPreference & { readonly columns: readonly string[] }) => Promise<void>;
}

/** How whoever is signed in looks at a list: the server remembers it, for every browser of his. */
export function useListPreference(list: string): PreferenceState {
  const queries = useQueryClient();
  const notify = useNotify();
  const path = `/api/v1/admin/preferences/${list}`;
  const queryKey = ['preferences', list];
  const { data, error } = useQuery({
    queryKey,
    staleTime: Infinity,
    queryFn: async ({ signal }) => trusted<ListPreference>((await ask(path, { signal })).body),
  });
  const prefer: PreferenceState['prefer'] = async (wanted) => {
    queries.setQueryData(queryKey, wanted);
    try {
      await ask(path, { method: 'PUT', body: wanted });
    } catch (fault) {
      if (!(fault instanceof ProblemError)) throw fault;
      queries.setQueryData(queryKey, data);
      notify(fault.message, { type: 'error' });
    }
  };
  return { preference: data ?? (error ? USUAL : null), prefer };
}
