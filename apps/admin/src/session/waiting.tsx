import { Box, CircularProgress, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';

/** In the place of what comes in a moment. */
export function Waiting() {
  const translate = useTranslate();
  return (
    <Box sx={{ textAlign: 'center' }}>
      <Typography component="h1" variant="h6" gutterBottom>
        {translate('ra.page.loading')}
      </Typography>
      <CircularProgress aria-label={translate('ra.page.loading')} />
    </Box>
  );
}
