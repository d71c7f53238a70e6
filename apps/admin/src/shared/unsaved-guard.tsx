import { useEffect, useRef, useSyncExternalStore } from 'react';
import { type Blocker, useBlocker } from 'react-router';
import { unsaved } from './unsaved';
import { useAskUnsaved } from './use-ask-unsaved';

/**
 * Asks whoever is about to leave what he has not saved. One for the whole panel: a router knows only one, and some screens
 * have several forms. That a save was tried is no reason not to ask: it may have been refused.
 */
export function UnsavedGuard() {
  const mayLeave = useAskUnsaved();
  const state = useSyncExternalStore(unsaved.subscribe, unsaved.state);
  const blocker = useBlocker(
    ({ currentLocation, nextLocation }) =>
      unsaved.state() !== 'nothing' && currentLocation.pathname !== nextLocation.pathname,
  );
  const answered = useRef<Blocker>(null);
  useEffect(() => {
    // a save that works leads on by itself before the form knows of it
    if (blocker.state !== 'blocked' || state === 'saving') return;
    // what is unsaved may change before the router knows of the answer: no way is decided twice
    if (answered.current === blocker) return;
    answered.current = blocker;
    if (mayLeave()) blocker.proceed();
    else blocker.reset();
  }, [blocker, state, mayLeave]);
  useEffect(() => {
    if (state === 'nothing') return undefined;
    const ask = (event: BeforeUnloadEvent) => {
      // it may have been forgotten a moment ago
      if (unsaved.state() !== 'nothing') event.preventDefault();
    };
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [state]);
  return null;
}
