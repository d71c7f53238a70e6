import { Typography } from '@mui/material';
import { useFieldValue, useLocaleState } from 'react-admin';
import { momentText } from './moment-text';

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
  return (
    <Typography component="time" variant="body2" dateTime={value} title={value} sx={{ whiteSpace: 'nowrap' }}>
      {momentText(value, locale, isDay)}
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
