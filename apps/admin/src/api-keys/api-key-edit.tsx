import { Alert, Card } from '@mui/material';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import {
  DateTimeInput,
  EditBase,
  required,
  TextInput,
  Title,
  useRecordContext,
  useTranslate,
} from 'react-admin';
import { ask } from '../api/api';
import { pathOf } from '../api/data-provider';
import { DOORS } from '../api/doors';
import { PermissionsInput } from '../groups/permissions-input';
import { PERSONAL_PERMISSIONS } from '../groups/permission-codes';
import { reachFurther } from '../session/profile';
import { useMay, useSession } from '../session/use-session';
import { DeedDialog } from '../shared/deed-dialog';
import { isChosen } from '../shared/field-rules';
import { EditForm } from '../shared/edit-form';
import { FormToolbar } from '../shared/form-toolbar';
import { Loaded } from '../shared/loaded';
import { ReadOnlyNotice } from '../shared/read-only-notice';
import { useDeed } from '../shared/use-deed';
import { WHOLE_RECORD } from '../shared/whole-record';
import { momentOf } from './moment-of';
import type { ApiKey } from './api-key-list';

/** One key: its name, what it may do, how long, and its end. */
export default function ApiKeyEdit() {
  return (
    <EditBase {...WHOLE_RECORD}>
      <Loaded>
        <KeyForm />
      </Loaded>
    </EditBase>
  );
}

function KeyForm() {
  const key = useRecordContext<ApiKey>();
  const translate = useTranslate();
  const { profile } = useSession();
  const [holds, mayDelete] = [useMay('auth.change_api_key'), useMay('auth.delete_api_key')];
  const { isBusy, run } = useDeed();
  if (!key) return null;
  const isOver = key.state === 'revoked';
  const isFurther = key.owner?.id !== profile?.id && reachFurther(key.permissions, profile);
  const mayChange = holds && !isFurther;
  const path = pathOf(DOORS['api-keys'], key.id);
  const revoke = () =>
    run(() => ask(path, { method: 'DELETE' }), 'api_keys.revoked', { name: key.name }, '/api-keys');
  const end = mayDelete && !isOver && (
    <DeedDialog
      button={translate('api_keys.revoke')}
      title={translate('api_keys.revoke')}
      text={translate('api_keys.revoke_text', { name: key.name })}
      icon={<DeleteIcon />}
      isBusy={isBusy}
      onConfirm={revoke}
    />
  );
  return (
    <Card sx={{ mt: 2 }}>
      <Title title={key.name} />
      {isOver && <Alert severity="info">{translate('api_keys.is_revoked')}</Alert>}
      {holds && isFurther && !isOver && <ReadOnlyNotice why="api_keys.reaches_further" />}
      <EditForm
        disabled={!mayChange || isOver}
        toolbar={mayChange && !isOver ? <FormToolbar>{end}</FormToolbar> : false}
      >
        <TextInput source="name" validate={required()} />
        <DateTimeInput source="expires_at" parse={momentOf} />
        <PermissionsInput
          source="permissions"
          label="resources.api-keys.fields.permissions"
          validate={isChosen}
          except={PERSONAL_PERMISSIONS}
        />
      </EditForm>
    </Card>
  );
}
