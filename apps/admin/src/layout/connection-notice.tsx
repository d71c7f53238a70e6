import { Alert, Box, type BoxProps } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useConnectionLost } from '../session/use-session';

/**
 * Says that the server cannot be reached, for as long as that is so. It has room of its own in the page, so that it covers
 * nothing; whatever else meets the lost connection leaves it to this to say so, once.
 */
export function ConnectionNotice({ sx }: Pick<BoxProps, 'sx'>) {
  const translate = useTranslate();
  const isLost = useConnectionLost();
  // there before its text is: only what comes into a region that is known is read aloud
  return (
    <Box role="status" sx={sx ?? {}}>
      {isLost && (
        <Alert severity="warning" variant="filled" role="presentation">
          {translate('app.connection.lost')}
        </Alert>
      )}
    </Box>
  );
}
