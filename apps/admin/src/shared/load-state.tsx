import { Box, CircularProgress } from '@mui/material';
import { useTranslate } from 'react-admin';
import { NotLoaded } from './not-loaded';

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
  return <NotLoaded error={error} onRetry={onRetry} />;
}
