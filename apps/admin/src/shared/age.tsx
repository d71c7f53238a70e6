import { Typography } from '@mui/material';
import { useLocaleState } from 'react-admin';
import { ageText } from './age-text';

interface AgeTextProps {
  readonly value: string | null;
  /** Instead of a moment that is not known. */
  readonly never: string;
}

/** How long ago a moment was; the moment itself on hovering. */
export function AgeText({ value, never }: AgeTextProps) {
  const [locale] = useLocaleState();
  if (value === null) {
    return (
      <Typography component="span" variant="inherit" color="text.secondary">
        {never}
      </Typography>
    );
  }
  return (
    <Typography
      component="time"
      variant="inherit"
      dateTime={value}
      title={new Date(value).toLocaleString(locale)}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {ageText(value, locale)}
    </Typography>
  );
}
