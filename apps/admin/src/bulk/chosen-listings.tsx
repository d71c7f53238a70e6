import { Box, Link, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { LoadState } from '../shared/load-state';
import { useAnswer } from '../shared/use-answer';
import { BULK_JOBS } from './bulk-job';

interface ChosenBody {
  readonly data: readonly { readonly id: number; readonly name: string }[];
}

/** The listings of a job that were ticked in their list. */
export function ChosenListings({ id }: { readonly id: string }) {
  const translate = useTranslate();
  const { data, error, refetch } = useAnswer<ChosenBody>(`${BULK_JOBS}/${id}/chosen`);
  if (!data) return <LoadState error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <Typography variant="body2">{translate('bulk.one_by_one')}</Typography>
      <Box
        component="ul"
        tabIndex={0}
        aria-label={translate('bulk.one_by_one')}
        sx={{ maxHeight: 300, overflow: 'auto', my: 0.5, pl: 2.5, wordBreak: 'break-word' }}
      >
        {data.data.map(({ id: listing, name }) => (
          <Typography component="li" variant="body2" key={listing} sx={{ py: 0.25 }}>
            <Link component={RouterLink} to={`/instruments/${listing}`} color="inherit">
              {name}
            </Link>
          </Typography>
        ))}
      </Box>
    </>
  );
}
