import type { ReactNode } from 'react';
import { Box, Typography } from '@mui/material';
import { useLocaleState } from 'react-admin';
import { LinkToList } from '../shared/link-to-list';

interface FigureProps {
  readonly label: string;
  readonly value: number;
  /** Whether there may be more. */
  readonly isLeast?: boolean;
  /** The list that shows exactly that many. */
  readonly list?: { readonly resource: string; readonly filter: object };
  /** What is wrong with it, or else worth knowing. */
  readonly remark?: ReactNode;
}

/** A number with its name; it leads to the rows that it counts. */
export function Figure({ label, value, isLeast = false, list, remark }: FigureProps) {
  const [locale] = useLocaleState();
  const text = `${new Intl.NumberFormat(locale).format(value)}${isLeast ? '+' : ''}`;
  return (
    <Box
      sx={{
        border: 1,
        borderColor: 'divider',
        borderRadius: 1,
        p: 1.5,
        bgcolor: 'background.paper',
        minWidth: 0,
      }}
    >
      <Typography component="dt" variant="body2" color="text.secondary">
        {label}
      </Typography>
      <Typography component="dd" variant="h5" sx={{ m: 0, mt: 0.5, fontVariantNumeric: 'tabular-nums' }}>
        {list ? (
          <LinkToList {...list} label={`${label}: ${text}`}>
            {text}
          </LinkToList>
        ) : (
          text
        )}
      </Typography>
      {remark !== undefined && (
        <Typography component="dd" variant="caption" color="text.secondary" sx={{ m: 0, display: 'block' }}>
          {remark}
        </Typography>
      )}
    </Box>
  );
}
