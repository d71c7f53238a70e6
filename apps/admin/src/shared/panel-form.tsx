import type { ReactNode } from 'react';
import { SimpleForm, type SimpleFormProps } from 'react-admin';
import { FormFields } from './form-fields';
import { FormState } from './form-state';
import { FormToolbar } from './form-toolbar';
import { ReadOnlyNotice } from './read-only-notice';

interface PanelFormProps extends Omit<SimpleFormProps, 'toolbar' | 'disabled'> {
  /** The text that says why it cannot be saved by whoever looks at it; `null`: it can. */
  readonly closed: string | null;
  /** What can be done besides saving. */
  readonly actions?: ReactNode;
  /** Is told whether it holds something that is not saved, whenever that changes. */
  readonly onUnsaved?: (isUnsaved: boolean) => void;
}

/**
 * A form of the panel. What is wrong is said at the fields and below them, in the language of the panel and not in that of
 * the browser; whoever leaves with something unsaved is asked, also when a save was refused. One that is closed says why,
 * also when that comes while somebody types in it.
 */
export function PanelForm({ children, closed, actions, onUnsaved, ...props }: PanelFormProps) {
  const isClosed = closed !== null;
  const isBarShown = !isClosed || Boolean(actions);
  return (
    <SimpleForm
      noValidate
      disableInvalidFormNotification
      {...props}
      toolbar={isBarShown ? <FormToolbar canSave={!isClosed}>{actions}</FormToolbar> : false}
    >
      {isClosed && <ReadOnlyNotice why={closed} />}
      <FormFields isClosed={isClosed}>{children}</FormFields>
      <FormState isClosed={isClosed} {...(onUnsaved && { onUnsaved })} />
    </SimpleForm>
  );
}
