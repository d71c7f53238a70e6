import { Chip } from '@mui/material';
import ErrorIcon from '@mui/icons-material/ErrorOutlined';
import { useTranslate } from 'react-admin';

/** What is late, in red and in words. */
export function OverdueChip() {
  const translate = useTranslate();
  return (
    <Chip
      size="small"
      variant="outlined"
      color="error"
      icon={<ErrorIcon />}
      label={translate('app.overdue')}
      sx={{ borderRadius: 1 }}
    />
  );
}
