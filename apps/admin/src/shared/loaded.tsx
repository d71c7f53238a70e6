import type { ReactNode } from 'react';
import { Alert, Box, Button, CircularProgress } from '@mui/material';
import { type RaRecord, useEditContext, useTranslate } from 'react-admin';
import { ProblemError } from '../api/problem';

/** What stands on one record: while it comes, when it does not, and when it is there. */
export function Loaded({ children }: { readonly children: ReactNode }) {
  const { record, error, refetch } = useEditContext<RaRecord>();
  const translate = useTranslate();
  if (record) return children;
  if (!error) {
    return (
      <Box sx={{ display: 'grid', placeItems: 'center', minHeight: 240 }}>
        <CircularProgress aria-label={translate('ra.page.loading')} />
      </Box>
    );
  }
  const isOffline = error instanceof ProblemError && error.isOffline;
  return (
    <Alert
      severity="error"
      sx={{ mt: 2 }}
      action={<Button onClick={() => void refetch()}>{translate('session.try_again')}</Button>}
    >
      {isOffline ? translate('app.connection.lost') : error instanceof Error ? error.message : ''}
    </Alert>
  );
}
