import { useCallback } from 'react';
import { useTranslate } from 'react-admin';
import { unsaved } from './unsaved';

/** Asks before something is done that leaves the page or shows it anew, where that loses what is not saved. @returns whether to go on */
export function useAskUnsaved(): () => boolean {
  const translate = useTranslate();
  return useCallback(
    () => unsaved.state() === 'nothing' || window.confirm(translate('ra.message.unsaved_changes')),
    [translate],
  );
}
