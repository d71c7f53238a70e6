import { Typography } from '@mui/material';
import { useFieldValue, useLocaleState } from 'react-admin';
import { ageText } from './age-text';

/** How long ago a moment was; the moment itself on hovering. */
export function AgeText({ value, never }: { readonly value: string | null; readonly never: string }) {
  const [locale] = useLocaleState();
  if (value === null) {
    return (
      <Typography component="span" variant="body2" color="text.secondary">
        {never}
      </Typography>
    );
  }
  return (
    <Typography
      component="time"
      variant="body2"
      dateTime={value}
      title={new Date(value).toLocaleString(locale)}
      sx={{ whiteSpace: 'nowrap' }}
    >
      {ageText(value, locale)}
    </Typography>
  );
}

interface AgeProps {
  readonly source: string;
  /** Instead of one that is not known. */
  readonly never: string;
  readonly label?: string;
  readonly sortable?: boolean;
}

/** The same for a field of a record. */
export function Age({ source, never }: AgeProps) {
  const value: unknown = useFieldValue({ source });
  return <AgeText value={typeof value === 'string' ? value : null} never={never} />;
}
