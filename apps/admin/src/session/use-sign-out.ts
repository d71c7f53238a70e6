import { useNotify, useTranslate } from 'react-admin';
import { unsaved } from '../shared/unsaved';
import { useProblemText } from '../shared/use-problem-text';
import { session } from './session';

/** Ends the session and leaves the page. Whoever has something unsaved is asked first, while nothing has ended yet. */
export function useSignOut(): () => Promise<void> {
  const translate = useTranslate();
  const notify = useNotify();
  const textOf = useProblemText();
  return async () => {
    if (unsaved.state() !== 'nothing' && !window.confirm(translate('ra.message.unsaved_changes'))) return;
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
