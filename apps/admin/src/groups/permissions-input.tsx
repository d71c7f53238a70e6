import { FormHelperText } from '@mui/material';
import { useInput, useTranslate, ValidationError, type Validator } from 'react-admin';
import { useSession } from '../session/use-session';
import { useClosedForm } from '../shared/form-fields';
import { PermissionMatrix, type PermissionMatrixProps } from './permission-matrix';

interface PermissionsInputProps extends Pick<PermissionMatrixProps, 'offered' | 'remarks'> {
  readonly source: string;
  readonly label: string;
  readonly validate?: Validator;
  /** Besides what whoever is signed in may do himself. */
  readonly grantable?: readonly string[];
}

/** The matrix as a field of a form: a list of codenames. */
export function PermissionsInput({
  source,
  label,
  validate,
  grantable = [],
  ...matrix
}: PermissionsInputProps) {
  const translate = useTranslate();
  const { profile } = useSession();
  const isClosed = useClosedForm();
  const { field, fieldState } = useInput<Record<string, unknown>>({ source, defaultValue: [], validate });
  const value: unknown = field.value;
  const chosen = new Set(Array.isArray(value) ? value.map(String) : []);
  const toggle = (codename: string) => {
    const next = new Set(chosen);
    if (!next.delete(codename)) next.add(codename);
    field.onChange([...next]);
  };
  return (
    <>
      <PermissionMatrix
        label={translate(label)}
        chosen={chosen}
        onToggle={toggle}
        isReadOnly={isClosed}
        grantable={[...(profile?.permissions ?? []), ...grantable]}
        {...matrix}
      />
      {fieldState.error?.message && (
        <FormHelperText error>
          <ValidationError error={fieldState.error.message} />
        </FormHelperText>
      )}
    </>
  );
}
