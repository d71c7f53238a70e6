import { SimpleForm, type SimpleFormProps } from 'react-admin';
import { FormState } from './form-state';

/**
 * A form of the panel. What is wrong is said at the fields and below them, in the language of the panel and not in that of
 * the browser; whoever leaves with something unsaved is asked, also when a save was refused.
 */
export function PanelForm({ children, ...props }: SimpleFormProps) {
  return (
    <SimpleForm noValidate disableInvalidFormNotification {...props}>
      {children}
      <FormState />
    </SimpleForm>
  );
}
