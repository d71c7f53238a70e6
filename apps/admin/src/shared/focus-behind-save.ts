import { useEffect, useRef } from 'react';
import { isLost, titleOfScreen } from './kept-focus';

const FAULTY = '[aria-invalid=true]:not([aria-hidden=true])';

/**
 * Keeps the focus behind a save, whose button is closed meanwhile: with a fault at a field it goes to the first of them,
 * else it stays on the button, and when that has nothing more to save it goes to the title of the screen.
 *
 * @param buttonOf where the button is
 * @param isSaving a save is under way
 * @param hasRest there is something to save
 */
export function useFocusBehindSave(
  buttonOf: () => HTMLButtonElement | null,
  isSaving: boolean,
  hasRest: boolean,
): void {
  /** What had the focus when the save began, or was given it since. */
  const from = useRef<Element | null>(null);
  useEffect(() => {
    const focused = document.activeElement;
    if (isSaving) {
      from.current = focused;
      return;
    }
    if (!from.current) return;
    const isThere = !isLost(focused);
    // a dialog looks after its own, and whoever has gone elsewhere meanwhile stays there
    if (document.querySelector('[role=dialog]') || (isThere && focused !== from.current)) {
      from.current = null;
      return;
    }
    const button = buttonOf();
    const faulty = button?.closest('form, .MuiCardContent-root')?.querySelector<HTMLElement>(FAULTY);
    const next =
      faulty ?? (isThere ? null : hasRest && button?.disabled === false ? button : titleOfScreen());
    if (!next) return;
    next.focus();
    from.current = next;
  }, [isSaving, hasRest]);
}
