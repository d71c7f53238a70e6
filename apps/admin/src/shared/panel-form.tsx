import { SimpleForm, type SimpleFormProps } from 'react-admin';
import { FormState } from './form-state';

interface PanelFormProps extends SimpleFormProps {
  /** Is told whether it holds something that is not saved, whenever that changes. */
  readonly onUnsaved?: (isUnsaved: boolean) => void;
}

/**
 * A form of the panel. What is wrong is said at the fields and below them, in the language of the panel and not in that of
 * the browser; whoever leaves with something unsaved is asked, also when a save was refused.
 */
export function PanelForm({ children, onUnsaved, ...props }: PanelFormProps) {
  return (
    <SimpleForm noValidate disableInvalidFormNotification {...props}>
      {children}
      <FormState {...(onUnsaved && { onUnsaved })} />
    </SimpleForm>
  );
}
