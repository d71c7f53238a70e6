import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { Box } from '@mui/material';
import { SaveButton, Toolbar } from 'react-admin';
import { tellHeight } from './told-height';

interface FormToolbarProps {
  readonly canSave: boolean;
  /** What else can be done. */
  readonly children?: ReactNode;
}

/** Below a form: its button, and what else can be done. On a narrow screen it stays at the bottom of the window. */
export function FormToolbar({ canSave, children }: FormToolbarProps) {
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => tellHeight(content.current?.closest('[role=toolbar]') ?? null, '--form-bar'), []);
  return (
    <Toolbar sx={{ bgcolor: 'background.paper', borderTop: 1, borderColor: 'divider' }}>
      <Box
        ref={content}
        sx={{ flexGrow: 1, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}
      >
        {canSave && <SaveButton />}
        {children}
      </Box>
    </Toolbar>
  );
}
