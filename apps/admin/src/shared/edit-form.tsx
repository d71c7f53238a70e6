import { type ComponentProps, useEffect, useState } from 'react';
import {
  EditBase,
  type EditBaseProps,
  type RaRecord,
  useNotify,
  useRecordContext,
  useResourceContext,
} from 'react-admin';
import { trusted } from '../api/trusted';
import { PanelForm } from './panel-form';
import { unsaved } from './unsaved';
import { WHOLE_RECORD } from './whole-record';

type FormProps = Omit<ComponentProps<typeof PanelForm>, 'record' | 'onUnsaved'>;

interface EditFormProps extends FormProps, Pick<EditBaseProps, 'transform'> {
  readonly onRefused?: (error: unknown, sent: unknown) => void;
  readonly onSaved?: () => void;
}

/**
 * A form about the record of the page. While something is typed in it, it stays at the record that it began with, however
 * often the page is fetched anew: nothing typed is lost, and what is saved is compared with that record and names its
 * version.
 */
export function EditForm({ transform, onRefused, onSaved, ...props }: EditFormProps) {
  const record = useRecordContext();
  const resource = useResourceContext({}) ?? '';
  const notify = useNotify();
  const [begun, setBegun] = useState<RaRecord | null>(null);
  const kept = begun !== null && begun.id === record?.id ? begun : null;
  useEffect(() => unsaved.onForget(() => setBegun(null)), []);
  const saved = (answer: unknown) => {
    // what was typed meanwhile is compared with what was saved
    setBegun((before) => before && trusted<RaRecord>(answer));
    notify(`resources.${resource}.notifications.updated`, { type: 'success' });
    onSaved?.();
  };
  return (
    <EditBase
      mutationMode="pessimistic"
      redirect={false}
      // the page has seen to that
      disableAuthentication
      queryOptions={{
        ...WHOLE_RECORD.queryOptions,
        // the page asks, and tells what went wrong
        refetchOnMount: false,
        onError: () => undefined,
        ...(kept && { select: () => kept }),
      }}
      mutationOptions={{
        ...WHOLE_RECORD.mutationOptions,
        ...(onRefused && { onError: onRefused }),
        onSuccess: saved,
      }}
      {...(transform && { transform })}
    >
      <PanelForm {...props} onUnsaved={(isUnsaved) => setBegun(isUnsaved ? (record ?? null) : null)} />
    </EditBase>
  );
}
