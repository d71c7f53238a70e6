import { useEffect, useRef } from 'react';
import { Alert, Snackbar } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslate } from 'react-admin';
import { useConnectionLost } from '../session/use-session';

/** Says that the server cannot be reached, for as long as that is so; then asks again for what is on the screen. */
export function ConnectionNotice() {
  const translate = useTranslate();
  const isLost = useConnectionLost();
  const wasLost = useRef(false);
  const queries = useQueryClient();
  useEffect(() => {
    if (wasLost.current && !isLost) void queries.refetchQueries({ type: 'active' });
    wasLost.current = isLost;
  }, [isLost, queries]);
  return (
    <Snackbar open={isLost} anchorOrigin={{ vertical: 'top', horizontal: 'center' }} sx={{ zIndex: 2_000 }}>
      <Alert severity="warning" variant="filled" role="status">
        {translate('app.connection.lost')}
      </Alert>
    </Snackbar>
  );
}
