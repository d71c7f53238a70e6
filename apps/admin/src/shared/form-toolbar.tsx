import type { ReactNode } from 'react';
import { SaveButton, Toolbar } from 'react-admin';

/** Below a form: its button, and what else can be done. */
export function FormToolbar({ children }: { readonly children?: ReactNode }) {
  return (
    <Toolbar
      sx={{ gap: 1, flexWrap: 'wrap', bgcolor: 'background.paper', borderTop: 1, borderColor: 'divider' }}
    >
      <SaveButton />
      {children}
    </Toolbar>
  );
}
