import { Typography } from '@mui/material';
import { useRecordContext, useTranslate } from 'react-admin';
import { StateChip } from '../shared/state-chip';

/** What has become of a session or a token, and why where somebody ended it. */
export function StateWithReason() {
  const translate = useTranslate();
  const reason: unknown = useRecordContext()?.['reason'];
  return (
    <>
      <StateChip source="state" texts="tokens.states" />
      {typeof reason === 'string' && (
        <Typography variant="caption" component="div" color="text.secondary">
          {translate(`tokens.reasons.${reason}`)}
        </Typography>
      )}
    </>
  );
}
