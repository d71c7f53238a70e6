import { FormHelperText } from '@mui/material';
import { useInput, useTranslate } from 'react-admin';
import { useSession } from '../session/use-session';
import { PermissionMatrix } from './permission-matrix';

/** The matrix as a field of a form: a list of codenames. */
export function PermissionsInput({ source, label }: { readonly source: string; readonly label: string }) {
  const translate = useTranslate();
  const { profile } = useSession();
  const { field, fieldState } = useInput<Record<string, unknown>>({ source, defaultValue: [] });
  const value: unknown = field.value;
  const chosen = new Set(Array.isArray(value) ? value.map(String) : []);
  return (
    <>
      <PermissionMatrix
        label={translate(label)}
        chosen={chosen}
        onChange={(next) => field.onChange([...next])}
        isReadOnly={false}
        grantable={profile?.permissions ?? []}
      />
      {fieldState.error?.message && <FormHelperText error>{fieldState.error.message}</FormHelperText>}
    </>
  );
}
