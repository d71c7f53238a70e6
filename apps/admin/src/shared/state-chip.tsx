import { Chip } from '@mui/material';
import { useFieldValue, useTranslate } from 'react-admin';

type Color = 'success' | 'warning' | 'error' | 'info' | 'default';

/** What a state is worth at a glance; its word says the same. */
const COLORS: Readonly<Record<string, Color>> = {
  ...{ open: 'success', live: 'success', active: 'success', succeeded: 'success', done: 'success' },
  ...{ expired: 'default', consumed: 'default', queued: 'info', running: 'info' },
  ...{
    revoked: 'error',
    blacklisted: 'error',
    failed: 'error',
    rejected: 'default',
    needs_review: 'warning',
    unmapped: 'warning',
    reuse: 'error',
  },
};

interface StateChipProps {
  readonly source: string;
  /** Where the words of its values are. */
  readonly texts: string;
  readonly label?: string;
  readonly sortable?: boolean;
}

/** A value of a closed set, in words. */
export function StateChip({ source, texts }: StateChipProps) {
  const value: unknown = useFieldValue({ source });
  return typeof value === 'string' ? <StateText value={value} texts={texts} /> : null;
}

/** The same for a value at hand. */
export function StateText({ value, texts }: { readonly value: string; readonly texts: string }) {
  const translate = useTranslate();
  return (
    <Chip
      size="small"
      variant="outlined"
      color={COLORS[value] ?? 'default'}
      label={translate(`${texts}.${value}`)}
      sx={{ borderRadius: 1 }}
    />
  );
}
