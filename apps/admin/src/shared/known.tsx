import type { ReactNode } from 'react';
import { Box, Typography } from '@mui/material';

interface KnownProps {
  /** By their names. */
  readonly facts: readonly { readonly name: string; readonly value: ReactNode }[];
}

/** What is known of a thing, each with its name. */
export function Known({ facts }: KnownProps) {
  return (
    <Box
      component="dl"
      sx={{ display: 'grid', gap: 1, my: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))' }}
    >
      {facts.map(({ name, value }) => (
        <div key={name}>
          <Typography component="dt" variant="caption" color="text.secondary">
            {name}
          </Typography>
          <Box component="dd" sx={{ m: 0, wordBreak: 'break-word' }}>
            {value}
          </Box>
        </div>
      ))}
    </Box>
  );
}
