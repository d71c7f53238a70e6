import { useLayoutEffect, useState, type ReactNode } from 'react';
import { Box, type Theme } from '@mui/material';
import { ACTION_COLUMN } from './action-column';
import { useKeptFocus } from './kept-focus';

interface SideScrollProps {
  /** What is in it, for those who hear it. */
  readonly label: string;
  /** Other rows are on their way: what is shown is pale. */
  readonly isBusy?: boolean;
  /** Where what is higher scrolls up and down as well, in pixels. */
  readonly maxHeight?: number;
  readonly children: ReactNode;
}

const EDGES = ['left', 'right', 'top', 'bottom'] as const;
type EdgeName = (typeof EDGES)[number];

/** Whether anything lies beyond each edge. */
type Beyond = Readonly<Record<EdgeName, boolean>>;
const NOTHING: Beyond = { left: false, right: false, top: false, bottom: false };

const ACTIONS = `.${ACTION_COLUMN.cellClassName}`;
/** How wide a shadow is. */
const EDGE = 12;

/**
 * Holds a table that may be wider than the screen: it scrolls alone, also by keyboard, and a shadow at an edge says that
 * there is more beyond it. A column of buttons stays in sight, and the focus in the table when a row goes.
 */
export function SideScroll({ label, isBusy = false, maxHeight, children }: SideScrollProps) {
  const [box, setBox] = useState<HTMLElement | null>(null);
  const [beyond, setBeyond] = useState(NOTHING);
  useKeptFocus(box);
  useLayoutEffect(() => {
    if (!box) return undefined;
    const look = () => {
      // what is narrower than a pixel is rounding
      const next = {
        left: box.scrollLeft > 1,
        right: box.scrollWidth - box.clientWidth - box.scrollLeft > 1,
        top: box.scrollTop > 1,
        bottom: box.scrollHeight - box.clientHeight - box.scrollTop > 1,
      };
      setBeyond((now) => (EDGES.every((edge) => now[edge] === next[edge]) ? now : next));
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
  }, [box]);
  return (
    <Box sx={{ position: 'relative', minWidth: 0 }}>
      <Box
        ref={setBox}
        tabIndex={0}
        role="region"
        aria-label={label}
        aria-busy={isBusy}
        sx={(theme) => ({
          opacity: isBusy ? 0.5 : 1,
          ...(maxHeight === undefined ? { overflowX: 'auto' } : { overflow: 'auto', maxHeight }),
          '& .RaDatagrid-tableWrapper': { overflowX: 'visible' },
          // a bar that is always there says that there is more
          '&::-webkit-scrollbar': { height: 10, width: 10 },
          '&::-webkit-scrollbar-thumb': { backgroundColor: theme.palette.text.disabled },
          [ACTIONS]: { position: 'sticky', right: 0 },
          [`thead ${ACTIONS}`]: { zIndex: 3 },
          [`tbody ${ACTIONS}`]: { ...rowGround(theme), zIndex: 1 },
          [`tbody tr:hover ${ACTIONS}`]: rowGround(theme, theme.palette.action.hover),
          // neither border nor shadow of a cell move with it
          [`${ACTIONS}::before`]: beyond.right && {
            ...{ content: '""', position: 'absolute', insetBlock: 0, left: -EDGE, width: EDGE },
            ...{ pointerEvents: 'none', backgroundImage: shade(theme, 'right') },
          },
          // what is beyond a column that stays begins there
          [`&:has(${ACTIONS}) ~ [data-edge=right]`]: { display: 'none' },
        })}
      >
        {children}
      </Box>
      {EDGES.filter((edge) => beyond[edge]).map((edge) => (
        <Edge key={edge} at={edge} />
      ))}
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
function shade({ palette }: Theme, to: EdgeName): string {
  return `linear-gradient(to ${to}, transparent, rgba(0, 0, 0, ${palette.mode === 'dark' ? 0.7 : 0.25}))`;
}

function Edge({ at }: { readonly at: EdgeName }) {
  const isSide = at === 'left' || at === 'right';
  return (
    <Box
      aria-hidden
      data-edge={at}
      sx={(theme) => ({
        ...{ position: 'absolute', [at]: 0, zIndex: 3 },
        ...(isSide ? { insetBlock: 0, width: EDGE } : { insetInline: 0, height: EDGE }),
        pointerEvents: 'none',
        backgroundImage: shade(theme, at),
      })}
    />
  );
}
