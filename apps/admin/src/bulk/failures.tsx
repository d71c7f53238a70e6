import {
  Alert,
  Box,
  Button,
  Link,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { Link as RouterLink } from 'react-router';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import { BULK_JOBS, type BulkFailure } from './bulk-job';

/** Rows that are fetched at once. */
const STEP = 100;

interface FailuresBody {
  readonly data: readonly BulkFailure[];
  readonly page: { readonly next_cursor: string | null };
}

/** The listings that a job could not change, each with why. */
export function Failures({ id, count }: { readonly id: string; readonly count: number }) {
  const translate = useTranslate();
  const { data, error, hasNextPage, fetchNextPage, isFetching } = useInfiniteQuery({
    // a job that goes on may meet more of them
    queryKey: ['bulk-jobs', 'failures', id, count],
    queryFn: async ({ pageParam, signal }) => {
      const query = { limit: STEP, cursor: pageParam };
      return trusted<FailuresBody>((await ask(`${BULK_JOBS}/${id}/failures`, { query, signal })).body);
    },
    initialPageParam: '',
    getNextPageParam: ({ page }) => page.next_cursor,
  });
  const failures = data?.pages.flatMap((page) => page.data) ?? [];
  return (
    <Box sx={{ mt: 2 }}>
      <Typography variant="h6" component="h2">
        {translate('bulk.failures')}
      </Typography>
      {error && <Alert severity="error">{error.message}</Alert>}
      <Box
        sx={{ overflow: 'auto', maxHeight: 400 }}
        tabIndex={0}
        role="region"
        aria-label={translate('bulk.failures')}
      >
        <Table size="small" stickyHeader>
          <TableHead>
            <TableRow>
              <TableCell>{translate('resources.instruments.name', { smart_count: 1 })}</TableCell>
              <TableCell>{translate('bulk.why')}</TableCell>
            </TableRow>
          </TableHead>
          <TableBody>
            {failures.map(({ id: listing, name, code }) => (
              <TableRow key={listing}>
                <TableCell sx={{ wordBreak: 'break-word' }}>
                  {name === null ? (
                    listing
                  ) : (
                    <Link component={RouterLink} to={`/instruments/${listing}`} color="inherit">
                      {name}
                    </Link>
                  )}
                </TableCell>
                <TableCell>{translate(`bulk.failure_codes.${code}`, { _: code })}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </Box>
      {hasNextPage && (
        <Button onClick={() => void fetchNextPage()} disabled={isFetching} size="small" sx={{ mt: 1 }}>
          {translate('bulk.more')}
        </Button>
      )}
    </Box>
  );
}
