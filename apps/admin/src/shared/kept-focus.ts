import { useEffect } from 'react';

const ROWS = 'tbody tr, li';
const CONTROLS = 'a[href], button:not(:disabled), input:not(:disabled)';
/** The title of a screen, which react-admin's bar has. */
const TITLE = '#react-admin-title';

/** A control of a row, by where it stands. */
interface Place {
  readonly control: Element;
  readonly row: number;
  readonly cell: number;
  readonly nth: number;
}

/**
 * Keeps the focus among rows when the control that has it goes, with its row or alone: it goes to the same control of the
 * row that takes its place, else of the one before, and with none left to the title of the screen or the dialog. What
 * opened a dialog has the focus again when that closes, and so counts as having it meanwhile.
 *
 * @param box what holds the rows; `null`: it is not there yet
 */
export function useKeptFocus(box: HTMLElement | null): void {
  useEffect(() => {
    if (!box) return undefined;
    let kept: Place | null = null;
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof Element) kept = placeOf(target, box);
    };
    // whoever points elsewhere has left
    const forget = ({ target }: PointerEvent) => {
      if (target instanceof Element && !box.contains(target) && !target.closest('[role=dialog]')) kept = null;
    };
    const restore = () => {
      if (!kept || kept.control.isConnected) return;
      const next = sameControl(kept, box) ?? headingOf(box);
      kept = null;
      // it was lost to the page or to the dialog around, not taken elsewhere
      if (document.activeElement?.contains(box)) next?.focus();
    };
    const rows = new MutationObserver(restore);
    rows.observe(box, { childList: true, subtree: true });
    box.addEventListener('focusin', remember);
    document.addEventListener('pointerdown', forget);
    return () => {
      rows.disconnect();
      box.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', forget);
    };
  }, [box]);
}

function placeOf(control: Element, box: Element): Place | null {
  const own = control.closest(ROWS);
  const row = rowsOf(box).findIndex((one) => one === own);
  if (!own || row < 0) return null;
  const cells = cellsOf(own);
  const cell = cells.findIndex((one) => one.contains(control));
  const nth = controlsOf(cells[cell]).findIndex((one) => one === control);
  return { control, row, cell, nth };
}

function sameControl({ row, cell, nth }: Place, box: Element): HTMLElement | null {
  const rows = rowsOf(box);
  for (const one of [...rows.slice(row), ...rows.slice(0, row).reverse()]) {
    const control = controlsOf(cellsOf(one)[cell])[nth];
    if (control) return control;
  }
  return null;
}

function headingOf(box: Element): HTMLElement | null {
  const dialog = box.closest('[role=dialog]');
  return dialog ? unstopped(dialog.querySelector('h2')) : titleOfScreen();
}

/** Whether this has lost the focus: nothing has it, or something that takes no keys. */
export function isLost(focused: Element | null): boolean {
  return focused === null || focused === document.body || focused.matches(':disabled');
}

/** The title of the screen as something that can have the focus. */
export function titleOfScreen(): HTMLElement | null {
  return unstopped(document.querySelector<HTMLElement>(TITLE));
}

/** No stop for whoever walks by keyboard. */
function unstopped(heading: HTMLElement | null): HTMLElement | null {
  if (heading) heading.tabIndex = -1;
  return heading;
}

const rowsOf = (box: Element): Element[] => [...box.querySelectorAll(ROWS)];

const cellsOf = (row: Element): readonly Element[] =>
  row instanceof HTMLTableRowElement ? [...row.cells] : [row];

const controlsOf = (cell: Element | undefined): HTMLElement[] =>
  cell ? [...cell.querySelectorAll<HTMLElement>(CONTROLS)] : [];
