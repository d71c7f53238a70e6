import { Chip } from '@mui/material';
import { useTranslate } from 'react-admin';

/** Marks the session that this page is open in. */
export function OwnSessionChip() {
  return (
    <Chip
      size="small"
      color="info"
      variant="outlined"
      label={useTranslate()('tokens.mine')}
      sx={{ my: 0.5 }}
    />
  );
}
