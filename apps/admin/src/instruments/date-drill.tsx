import { Box, Breadcrumbs, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useListContext, useLocaleState, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { DOORS } from '../api/doors';
import { trusted } from '../api/trusted';
import { useListState } from '../shared/use-list-state';
import { type DateSpan, spanOf, spansAround, spansWithin } from './date-span';

type Bounds = Pick<DateSpan, 'since' | 'until'>;

/** The first and the last day on which anything was published; `null`: nothing is known yet, or there is nothing. */
function useBounds(): Bounds | null {
  const { data } = useQuery({
    queryKey: ['instruments', 'days'],
    queryFn: async ({ signal }) => {
      const [since, until] = await Promise.all(
        ['published', '-published'].map(async (sort) => {
          const query = { sort, per_page: 1, count: 'none', status: ['active', 'expired'] };
          const { body } = await ask(DOORS.instruments.path, { query, signal });
          return trusted<{ data: { published_on: string | null }[] }>(body).data[0]?.published_on ?? null;
        }),
      );
      return since && until ? { since, until } : null;
    },
    staleTime: 60_000,
  });
  return data ?? null;
}

/** Narrows a list of listings to a year of publication, to a month of it, to a day of that. */
export function DateDrill() {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { setFilters } = useListContext();
  const { filters } = useListState();
  const bounds = useBounds();
  const { published_since: since, published_until: until, ...others } = filters;
  const span = spanOf(since, until);
  // other days than those of the calendar were chosen by hand
  const isByHand = span === null && (since !== undefined || until !== undefined);
  if (!bounds) return null;
  const choose = (to: DateSpan | null) =>
    setFilters(to ? { ...others, published_since: to.since, published_until: to.until } : others);
  const link = (to: DateSpan | null, isLong: boolean) => (
    <Button key={to?.since ?? 'all'} size="small" sx={{ minWidth: 0, px: 1 }} onClick={() => choose(to)}>
      {to ? textOf(to, locale, isLong) : translate('instruments.all_days')}
    </Button>
  );
  return (
    <Box component="nav" aria-label={translate('instruments.by_day')} sx={{ px: 1, py: 0.5 }}>
      <Breadcrumbs>
        {span || isByHand ? (
          link(null, true)
        ) : (
          <Typography variant="body2">{translate('instruments.by_day')}</Typography>
        )}
        {span && spansAround(span).map((one) => link(one, true))}
        {span && (
          <Typography variant="body2" aria-current="true">
            {textOf(span, locale, true)}
          </Typography>
        )}
      </Breadcrumbs>
      <Box sx={{ display: 'flex', flexWrap: 'wrap' }}>
        {spansWithin(span, bounds).map((one) => link(one, false))}
      </Box>
    </Box>
  );
}

/** @param isLong a day with its month: it stands alone */
function textOf({ level, since }: DateSpan, locale: string, isLong: boolean): string {
  if (level === 'year') return since.slice(0, 4);
  if (level === 'day' && !isLong) return String(Number(since.slice(8)));
  const form =
    level === 'month' ? ({ month: 'long' } as const) : ({ day: 'numeric', month: 'long' } as const);
  return new Intl.DateTimeFormat(locale, { ...form, timeZone: 'UTC' }).format(new Date(since));
}
