import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { Box } from '@mui/material';
import { SaveButton, Toolbar } from 'react-admin';

/** Below a form: its button, and what else can be done. On a narrow screen it stays at the bottom of the window. */
export function FormToolbar({ children }: { readonly children?: ReactNode }) {
  const content = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => keepToastsAbove(content.current?.closest('[role=toolbar]') ?? null), []);
  return (
    <Toolbar sx={{ bgcolor: 'background.paper', borderTop: 1, borderColor: 'divider' }}>
      <Box
        ref={content}
        sx={{ flexGrow: 1, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}
      >
        <SaveButton />
        {children}
      </Box>
    </Toolbar>
  );
}

/** Tells the theme how high the bar is, for as long as there is one. */
function keepToastsAbove(bar: Element | null): (() => void) | undefined {
  if (!bar) return undefined;
  const { style } = document.documentElement;
  const observer = new ResizeObserver(() => {
    style.setProperty('--form-bar', `${bar.getBoundingClientRect().height}px`);
  });
  observer.observe(bar);
  return () => {
    observer.disconnect();
    style.removeProperty('--form-bar');
  };
}
