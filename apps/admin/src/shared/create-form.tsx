import type { ComponentProps, ReactNode } from 'react';
import { useFormState } from 'react-hook-form';
import { FormFields, useClosedForm } from './form-fields';
import { PanelForm } from './panel-form';
import { useCanCreate } from './use-can-create';

/** The form of something new, which is closed once whoever fills it in may not add one any more. */
export function CreateForm({
  children,
  ...props
}: Omit<ComponentProps<typeof PanelForm>, 'closed' | 'onUnsaved'>) {
  return (
    <PanelForm {...props} closed={useCanCreate() ? null : 'app.may_not_create'}>
      <FieldsOfNew>{children}</FieldsOfNew>
    </PanelForm>
  );
}

/** Closed as soon as what is new is on its way: what is typed from then on could be saved as another one only. */
function FieldsOfNew({ children }: { readonly children: ReactNode }) {
  const isClosed = useClosedForm();
  const { isSubmitting, isSubmitSuccessful } = useFormState();
  return <FormFields isClosed={isClosed || isSubmitting || isSubmitSuccessful}>{children}</FormFields>;
}
