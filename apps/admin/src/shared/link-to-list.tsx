import type { ReactNode } from 'react';
import { Link } from '@mui/material';
import { Link as RouterLink } from 'react-router';

interface LinkToListProps {
  readonly resource: string;
  readonly filter: object;
  readonly label?: string;
  readonly children: ReactNode;
}

/** A link to a list that shows exactly what a filter means. */
export function LinkToList({ resource, filter, label, children }: LinkToListProps) {
  const query = `filter=${encodeURIComponent(JSON.stringify(filter))}`;
  return (
    <Link component={RouterLink} to={`/${resource}?${query}`} aria-label={label}>
      {children}
    </Link>
  );
}
