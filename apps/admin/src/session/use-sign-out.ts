import { useNotify } from 'react-admin';
import { unsaved } from '../shared/unsaved';
import { useAskUnsaved } from '../shared/use-ask-unsaved';
import { useProblemText } from '../shared/use-problem-text';
import { session } from './session';

/** Ends the session and leaves the page. Whoever has something unsaved is asked first, while nothing has ended yet. */
export function useSignOut(): () => Promise<void> {
  const mayLeave = useAskUnsaved();
  const notify = useNotify();
  const textOf = useProblemText();
  return async () => {
    if (!mayLeave()) return;
    try {
      await session.signOut();
    } catch (error) {
      notify(textOf(error), { type: 'error' });
      return;
    }
    // he has been asked
    unsaved.forget();
    // nothing of what was shown stays in memory
    window.location.assign('/admin/');
  };
}
