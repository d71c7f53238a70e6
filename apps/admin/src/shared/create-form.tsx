import type { ComponentProps } from 'react';
import { PanelForm } from './panel-form';
import { useCanCreate } from './use-can-create';

/** The form of something new, which is closed once whoever fills it in may not add one any more. */
export function CreateForm(props: Omit<ComponentProps<typeof PanelForm>, 'closed' | 'onUnsaved'>) {
  return <PanelForm {...props} closed={useCanCreate() ? null : 'app.may_not_create'} />;
}
