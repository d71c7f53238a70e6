import { FormHelperText } from '@mui/material';

/** Below several boxes that are one field: what is wrong with them, read aloud when it comes. */
export function BoxesFault({ text }: { readonly text: string | undefined }) {
  return <div role="alert">{text !== undefined && <FormHelperText error>{text}</FormHelperText>}</div>;
}
