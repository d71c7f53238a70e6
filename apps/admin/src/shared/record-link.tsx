import { Fragment, type ReactNode } from 'react';
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
      sx={{ color: 'inherit', fontWeight: 500, overflowWrap: 'break-word' }}
    >
      {children ?? <Breakable text={typeof value === 'string' && value !== '' ? value : '–'} />}
    </Link>
  );
}

/** A text whose addresses may be broken behind the @ and before a dot, and nowhere else. */
export function Breakable({ text }: { readonly text: string }) {
  const parts = /^\S+@\S+$/.test(text) ? text.split(/(?<=@)|(?=\.)/) : [text];
  return parts.map((part, at) => (
    <Fragment key={at}>
      {at > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}
