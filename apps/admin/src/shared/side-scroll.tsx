import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';
import { Box, type Theme } from '@mui/material';
import { ACTION_COLUMN } from './action-column';

interface SideScrollProps {
  /** What is in it, for those who hear it. */
  readonly label: string;
  /** Other rows are on their way: what is shown is pale. */
  readonly isBusy?: boolean;
  readonly children: ReactNode;
}

/** What lies beyond the two edges. */
interface Beyond {
  readonly start: boolean;
  readonly end: boolean;
}

const ACTIONS = `.${ACTION_COLUMN.cellClassName}`;
/** How wide a shadow is. */
const EDGE = 12;

/**
 * Holds a table that may be wider than the screen: it scrolls alone, also by keyboard, and a shadow at an edge says that
 * there is more beyond it. A column of buttons stays in sight.
 */
export function SideScroll({ label, isBusy = false, children }: SideScrollProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [beyond, setBeyond] = useState<Beyond>({ start: false, end: false });
  useLayoutEffect(() => {
    const box = frame.current;
    if (!box) return undefined;
    const look = () => {
      const hidden = box.scrollWidth - box.clientWidth;
      // what is narrower than a pixel is rounding
      const next = { start: box.scrollLeft > 1, end: hidden - box.scrollLeft > 1 };
      setBeyond((now) => (now.start === next.start && now.end === next.end ? now : next));
    };
    look();
    const size = new ResizeObserver(look);
    size.observe(box);
    // rows come later than their frame
    const content = new MutationObserver(look);
    content.observe(box, { childList: true, characterData: true, subtree: true });
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      size.disconnect();
      content.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);
  return (
    <Box sx={{ position: 'relative', minWidth: 0 }}>
      <Box
        ref={frame}
        tabIndex={0}
        role="region"
        aria-label={label}
        aria-busy={isBusy}
        sx={(theme) => ({
          opacity: isBusy ? 0.5 : 1,
          overflowX: 'auto',
          '& .RaDatagrid-tableWrapper': { overflowX: 'visible' },
          // a bar that is always there says that there is more
          '&::-webkit-scrollbar': { height: 10 },
          '&::-webkit-scrollbar-thumb': { backgroundColor: theme.palette.text.disabled },
          [ACTIONS]: { position: 'sticky', right: 0 },
          [`thead ${ACTIONS}`]: { zIndex: 3 },
          [`tbody ${ACTIONS}`]: { ...rowGround(theme), zIndex: 1 },
          [`tbody tr:hover ${ACTIONS}`]: rowGround(theme, theme.palette.action.hover),
          // neither border nor shadow of a cell move with it
          [`${ACTIONS}::before`]: beyond.end && {
            ...{ content: '""', position: 'absolute', insetBlock: 0, left: -EDGE, width: EDGE },
            ...{ pointerEvents: 'none', backgroundImage: shade(theme, 'right') },
          },
          // what is beyond a column that stays begins there
          [`&:has(${ACTIONS}) ~ [data-edge=right]`]: { display: 'none' },
        })}
      >
        {children}
      </Box>
      {beyond.start && <Edge at="left" />}
      {beyond.end && <Edge at="right" />}
    </Box>
  );
}

/** The ground of a row, without what scrolls below shining through. */
function rowGround({ palette }: Theme, over = 'transparent') {
  return {
    backgroundColor: palette.background.paper,
    backgroundImage: `linear-gradient(${over}, ${over}), var(--Paper-overlay, none)`,
  };
}

/** A shadow that is seen on the ground of either mode. */
function shade({ palette }: Theme, to: 'left' | 'right'): string {
  return `linear-gradient(to ${to}, transparent, rgba(0, 0, 0, ${palette.mode === 'dark' ? 0.7 : 0.25}))`;
}

function Edge({ at }: { readonly at: 'left' | 'right' }) {
  return (
    <Box
      aria-hidden
      data-edge={at}
      sx={(theme) => ({
        ...{ position: 'absolute', insetBlock: 0, [at]: 0, width: EDGE, zIndex: 3 },
        pointerEvents: 'none',
        backgroundImage: shade(theme, at),
      })}
    />
  );
}
