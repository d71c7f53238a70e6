import type { ReactNode } from 'react';
import { Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { useFieldValue } from 'react-admin';

interface RecordLinkProps {
  /** What it shows. */
  readonly source: string;
  /** Where it leads, such as `/users/7`. */
  readonly to: string;
  readonly children?: ReactNode;
}

/** The way into a record for the keyboard as well: a row alone answers to the mouse only. */
export function RecordLink({ source, to, children }: RecordLinkProps) {
  const value: unknown = useFieldValue({ source });
  return (
    <Link
      component={RouterLink}
      to={to}
      onClick={(event) => event.stopPropagation()}
      sx={{ color: 'inherit', fontWeight: 500, wordBreak: 'break-word' }}
    >
      {children ?? (typeof value === 'string' && value !== '' ? value : '–')}
    </Link>
  );
}
