import { useEffect } from 'react';
import { Alert, Box, Button, LinearProgress, Typography } from '@mui/material';
import { useListContext, useLocaleState, useNotify, useTranslate } from 'react-admin';
import { DEEPEST_ROW } from '../api/data-provider';
import { useListState } from './use-list-state';

/** Above the rows: how many there are, whether that is known, that others are on their way, and where pages end. */
export function ListStatus() {
  const translate = useTranslate();
  const [locale] = useLocaleState();
  const { meta, isComing } = useListState();
  useLastPage();
  const format = new Intl.NumberFormat(locale);
  const found = meta && {
    text: meta.isEstimated ? 'app.about' : 'app.found',
    values: { smart_count: meta.total, count: format.format(meta.total) },
  };
  return (
    <Box sx={{ px: 2, pt: 1, position: 'relative' }}>
      {isComing && (
        <LinearProgress
          aria-label={translate('lists.coming')}
          sx={{ position: 'absolute', insetInline: 0, top: 0 }}
        />
      )}
      <Typography variant="body2" color="text.secondary" role="status">
        {isComing ? translate('lists.coming') : found && translate(found.text, found.values)}
      </Typography>
      <Corrected />
      {meta && meta.total > DEEPEST_ROW && (
        <Typography variant="body2" color="text.secondary">
          {translate('lists.pages_end', { deepest: format.format(DEEPEST_ROW) })}
        </Typography>
      )}
    </Box>
  );
}

/** That something else was searched for, and the way to search for that: then changes of all that match reach it as well. */
function Corrected() {
  const translate = useTranslate();
  const { setFilters } = useListContext();
  const { meta, filters } = useListState();
  const meant = meta?.corrected;
  if (meant === undefined || meant === null) return null;
  return (
    <Alert
      severity="info"
      sx={{ my: 1 }}
      action={
        <Button color="inherit" size="small" onClick={() => setFilters({ ...filters, q: meant })}>
          {translate('lists.search_meant')}
        </Button>
      }
    >
      {translate('lists.corrected', { typed: filters['q'], meant })}
    </Alert>
  );
}

/** Says so when an address names a page that is not there: react-admin goes to the last one. */
function useLastPage(): void {
  const notify = useNotify();
  const { page, perPage, total = 0, isFetching } = useListContext();
  const last = Math.max(1, Math.ceil(total / perPage));
  const isBeyond = !isFetching && total > 0 && page > last;
  useEffect(() => {
    if (isBeyond) notify('lists.last_page', { type: 'warning', messageArgs: { page, last } });
  }, [isBeyond]);
}
