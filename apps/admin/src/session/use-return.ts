import { useEffect } from 'react';
import { session } from './session';

/** Lets the panel follow what somebody was given or taken while he was elsewhere: asked again when he comes back. */
export function useReturn(): void {
  useEffect(() => {
    let isAsking = false;
    const look = () => {
      // another tab and another window are told apart by the browser; one question is enough
      if (isAsking || document.visibilityState !== 'visible') return;
      isAsking = true;
      void session.catchUp().finally(() => (isAsking = false));
    };
    window.addEventListener('focus', look);
    document.addEventListener('visibilitychange', look);
    return () => {
      window.removeEventListener('focus', look);
      document.removeEventListener('visibilitychange', look);
    };
  }, []);
}
