import { Alert, Box, Button, CircularProgress } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ProblemError } from '../api/problem';

interface LoadStateProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** Instead of what is not there: that it comes, or why it did not. */
export function LoadState({ error, onRetry }: LoadStateProps) {
  const translate = useTranslate();
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
      action={<Button onClick={onRetry}>{translate('session.try_again')}</Button>}
    >
      {isOffline ? translate('app.connection.lost') : error instanceof Error ? error.message : ''}
    </Alert>
  );
}
