import { useEffect, useRef, useState } from 'react';
import { useRecordContext } from 'react-admin';
import { useFormContext } from 'react-hook-form';
import { unsaved } from './unsaved';

interface TypedSince {
  /** Whether something was typed since the last save began. */
  readonly isTypedSince: boolean;
  /** A save begins. */
  readonly begin: () => void;
}

/**
 * Keeps what is typed in the form around while a save is under way: its answer fills the form anew, and what was typed
 * meanwhile is put back over it.
 */
export function useTypedSince(isSaving: boolean): TypedSince {
  const { getFieldState, getValues, setValue, subscribe } = useFormContext();
  const id = useRecordContext()?.id;
  const saving = useRef(isSaving);
  saving.current = isSaving;
  const typed = useRef(new Map<string, unknown>());
  const [isTypedSince, setTypedSince] = useState(false);
  const forget = () => typed.current.clear();
  const begin = () => {
    forget();
    setTypedSince(false);
  };
  useEffect(() => {
    const putBack = () => {
      for (const [name, value] of typed.current)
        if (getValues(name) !== value) setValue(name, value, { shouldDirty: true });
    };
    return subscribe({
      formState: { values: true },
      callback: ({ name, type }) => {
        if (name !== undefined && type === 'change') {
          // what is again as it had been is left to others, unless another value is on its way
          if (saving.current || getFieldState(name).isDirty) typed.current.set(name, getValues(name));
          else typed.current.delete(name);
          setTypedSince(true);
        } else if (name === undefined) {
          // it may be filled anew at this moment: first that comes to its end
          queueMicrotask(putBack);
        }
      },
    });
  }, [getFieldState, getValues, setValue, subscribe]);
  useEffect(() => unsaved.onForget(forget), []);
  // about something else nothing was typed; this comes before the form is filled with that
  useEffect(forget, [id]);
  return { isTypedSince, begin };
}
