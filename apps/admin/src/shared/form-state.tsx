import { useEffect, useRef } from 'react';
import { Alert } from '@mui/material';
import { useNotify, useResourceContext, useTranslate } from 'react-admin';
import { type FieldErrors, useFormContext, useFormState } from 'react-hook-form';
import { useFocusBehindSave } from './focus-behind-save';
import { homelessFaults } from './homeless-faults';
import { useUnsaved } from './unsaved';
import { useTypedSince } from './use-typed-since';

interface FormStateProps {
  /** Nobody here can save it. */
  readonly isClosed: boolean;
  readonly onUnsaved?: (isUnsaved: boolean) => void;
}

/**
 * Below the fields of a form: why it was not saved, where that is not at a field, or that it cannot be any more. Knows what
 * is unsaved.
 */
export function FormState({ isClosed, onUnsaved }: FormStateProps) {
  const translate = useTranslate();
  const resource = useResourceContext({}) ?? '';
  const { clearErrors } = useFormContext();
  const { dirtyFields, errors, isSubmitting, isSubmitSuccessful, submitCount } = useFormState();
  const { isTypedSince, begin: beginAnew } = useTypedSince(isSubmitting);
  // what was saved as it had been before begins no form anew
  const isOpen = !isSubmitSuccessful || isTypedSince || isSubmitting;
  const isUnsaved = isOpen && Object.keys(dirtyFields).length > 0;
  useUnsaved(isUnsaved, isSubmitting);
  useEffect(() => onUnsaved?.(isUnsaved), [isUnsaved]);
  const place = useRef<HTMLDivElement>(null);
  useFocusBehindSave(
    () => place.current?.closest('form')?.querySelector<HTMLButtonElement>('button[type=submit]') ?? null,
    isSubmitting,
    isUnsaved,
  );
  useEffect(() => {
    const form = place.current?.closest('form');
    const begin = (event: Event) => {
      // by the key Enter, which needs no button
      if (isClosed) {
        event.preventDefault();
        return;
      }
      beginAnew();
      // what was refused the last time, at whatever field, is no obstacle to the next try
      clearErrors();
    };
    form?.addEventListener('submit', begin, { capture: true });
    return () => form?.removeEventListener('submit', begin, { capture: true });
  }, [clearErrors, isClosed]);

  const notify = useNotify();
  const fields = Object.keys(errors).filter((name) => name !== 'root').length;
  useEffect(() => {
    // the fields may be out of sight; once a try, what is mended meanwhile is no news
    if (submitCount > 0 && fields > 0) notify('ra.message.invalid_form', { type: 'error' });
  }, [submitCount]);

  const said = textsOf(errors, (field, text) => {
    const name = translate(`resources.${resource}.fields.${field}`, { _: field });
    return `${name}: ${translate(text, { _: text })}`;
  }).map((text) => translate(text, { _: text }));
  const isKept = isClosed && isUnsaved;
  const hasSomething = said.length > 0 || isKept;
  useEffect(() => {
    if (hasSomething) place.current?.scrollIntoView({ block: 'nearest' });
  }, [hasSomething]);
  return (
    <div role="alert" ref={place} style={{ width: '100%' }}>
      {isKept && (
        <Alert severity="warning" role="presentation" sx={{ mt: 1 }}>
          {translate('app.typed_in_vain')}
        </Alert>
      )}
      {said.length > 0 && (
        <Alert severity="error" role="presentation" sx={{ mt: 1 }}>
          {said.join(' · ')}
        </Alert>
      )}
    </div>
  );
}

function textsOf(errors: FieldErrors, atField: (field: string, text: string) => string): string[] {
  const whole = errors.root?.['serverError'];
  const about = typeof whole === 'object' && typeof whole.message === 'string' ? [whole.message] : [];
  return [...about, ...homelessFaults(errors).map(({ field, text }) => atField(field, text))];
}
