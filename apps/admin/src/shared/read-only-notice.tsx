import { Alert } from '@mui/material';
import { useTranslate } from 'react-admin';

/** Above a form that nobody can save here. @param why the text that says it */
export function ReadOnlyNotice({ why }: { readonly why: string }) {
  return (
    <Alert severity="info" sx={{ my: 1 }}>
      {useTranslate()(why)}
    </Alert>
  );
}
