import type { ReactNode } from 'react';
import { Box } from '@mui/material';
import { ConnectionNotice } from '../layout/connection-notice';
import { Preferences } from '../layout/preferences';

/** A page for whoever is not in: one card in its middle. */
export function OutsideCard({ children }: { readonly children: ReactNode }) {
  return (
    <Box component="main" sx={{ minHeight: '100vh', display: 'grid', placeItems: 'center', p: 2 }}>
      <SessionCard>{children}</SessionCard>
    </Box>
  );
}

/** The card itself, with language and appearance below. */
export function SessionCard({ children }: { readonly children: ReactNode }) {
  return (
    <Box sx={{ width: '100%', maxWidth: 400, minWidth: 0 }}>
      <ConnectionNotice sx={{ mb: 2 }} />
      <Box sx={{ bgcolor: 'background.paper', borderRadius: 2, boxShadow: 2, p: { xs: 2, sm: 4 } }}>
        {children}
      </Box>
      <Box sx={{ display: 'flex', justifyContent: 'center', gap: 1, mt: 2 }}>
        <Preferences />
      </Box>
    </Box>
  );
}
