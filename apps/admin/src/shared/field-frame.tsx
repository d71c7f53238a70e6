import type { ComponentProps } from 'react';

/** In these words react-admin speaks to an older MUI; this one does not read them, and would hand them to the page. */
const UNREAD = { InputProps: undefined, inputProps: undefined, InputLabelProps: undefined };

/** What holds a field with its label and its text. */
export function FieldFrame(props: ComponentProps<'div'>) {
  return <div {...props} {...UNREAD} />;
}
