import { Typography } from '@mui/material';
import { useFieldValue, useLocaleState } from 'react-admin';

interface MomentProps {
  readonly source: string;
  readonly label?: string;
  /** Without the time. */
  readonly isDay?: boolean;
  readonly sortable?: boolean;
  readonly sortBy?: string;
}

/** A moment in the calendar and clock of this browser; its exact form on hovering. */
export function Moment({ source, isDay = false }: MomentProps) {
  const value: unknown = useFieldValue({ source });
  return <MomentText value={typeof value === 'string' ? value : null} isDay={isDay} />;
}

/** The same for a value at hand. */
export function MomentText({
  value,
  isDay = false,
}: {
  readonly value: string | null;
  readonly isDay?: boolean;
}) {
  const [locale] = useLocaleState();
  if (value === null) return <Nothing />;
  const text = isDay
    ? new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(value))
    : new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(value));
  return (
    <Typography component="time" variant="body2" dateTime={value} title={value} sx={{ whiteSpace: 'nowrap' }}>
      {text}
    </Typography>
  );
}

/** What is not known. */
function Nothing() {
  return (
    <Typography component="span" variant="body2" color="text.secondary">
      –
    </Typography>
  );
}
