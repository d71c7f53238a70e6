import { Alert } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useLocaleState, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { ProblemError } from '../api/problem';
import { trusted } from '../api/trusted';
import { useProblemText } from '../shared/use-problem-text';

/** What mapping a spelling would do. */
interface Preview {
  /** Listings that would move; `null`: not known yet. */
  readonly listings: number | null;
  readonly error: unknown;
}

/** Asks how many listings a mapping would move; nothing before a category is chosen. */
export function usePreview(mapping: {
  readonly label: string;
  readonly category: string;
  readonly source?: string;
}): Preview {
  const { data, error } = useQuery({
    queryKey: ['mapping', mapping],
    enabled: mapping.category !== '',
    // what an import brings meanwhile counts
    staleTime: 0,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const request = { method: 'POST', body: mapping, signal } as const;
      const { body } = await ask('/api/v1/admin/category-aliases/preview', request);
      return trusted<{ listings: number }>(body).listings;
    },
  });
  return { listings: data ?? null, error };
}

/** Tells it, and where to. */
export function MappingPreview({ preview, name }: { readonly preview: Preview; readonly name: string }) {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const textOf = useProblemText();
  const { listings, error } = preview;
  if (error instanceof ProblemError) {
    return (
      <Alert severity="error" sx={{ mt: 2 }}>
        {textOf(error)}
      </Alert>
    );
  }
  const count = listings === null ? '' : new Intl.NumberFormat(locale).format(listings);
  return (
    <Alert severity="info" role="status" sx={{ mt: 2 }}>
      {listings === null
        ? translate('catalogue.choose')
        : translate('catalogue.would_move', { smart_count: listings, count, name })}
    </Alert>
  );
}
