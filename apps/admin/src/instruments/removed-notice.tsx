import { Alert } from '@mui/material';
import { useRecordContext, useTranslate } from 'react-admin';
import { RestoreButton } from '../removed/restore-button';
import { useMay } from '../session/use-session';
import { type Instrument, isRemoved } from './instrument';

/** Above a listing that nobody sees any more: that it is so, and the way back. */
export function RemovedNotice() {
  const translate = useTranslate();
  const record = useRecordContext<Instrument>();
  const mayDelete = useMay('instruments.delete_instrument');
  if (!record || !isRemoved(record)) return null;
  return (
    <Alert
      severity="warning"
      sx={{ mt: 2, '& .MuiAlert-action': { alignItems: 'center', pt: 0 } }}
      action={mayDelete && <RestoreButton id={record.id} name={record.name} />}
    >
      {translate('removed.is_removed')}
    </Alert>
  );
}
