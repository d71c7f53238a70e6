import { Card, CardContent } from '@mui/material';
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
import { Known } from '../shared/known';
import { Loaded } from '../shared/loaded';
import { Breakable, RecordLink } from '../shared/record-link';
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
  const whyNot = isOver
    ? 'api_keys.is_revoked'
    : !holds
      ? 'api_keys.read_only'
      : isFurther
        ? 'api_keys.reaches_further'
        : null;
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
  const reach = isOver ? {} : reachOf(key);
  return (
    <Card sx={{ mt: 2 }}>
      <Title title={key.name} />
      <CardContent sx={{ pb: 0 }}>
        <Known
          facts={[{ name: translate('resources.api-keys.fields.owner.email'), value: <Owner of={key} /> }]}
        />
      </CardContent>
      <EditForm closed={whyNot} actions={end} sx={{ pt: 0 }}>
        <TextInput source="name" validate={required()} />
        <DateTimeInput source="expires_at" parse={momentOf} />
        <PermissionsInput
          source="permissions"
          label="resources.api-keys.fields.permissions"
          validate={isChosen}
          {...reach}
        />
      </EditForm>
    </Card>
  );
}

/** Whose it is, with the way to the account for whoever may see it. */
function Owner({ of: key }: { readonly of: ApiKey }) {
  const translate = useTranslate();
  const mayView = useMay('users.view_user');
  if (!key.owner) return translate('api_keys.owner_deleted');
  const { id, email } = key.owner;
  return mayView ? <RecordLink source="owner.email" to={`/users/${id}`} /> : <Breakable text={email} />;
}

/** What a key can be given so that it opens something, and what it was given and opens nothing. */
function reachOf({ permissions, usable_permissions: usable = permissions }: ApiKey) {
  const idle = permissions.filter((codename) => !usable.includes(codename));
  return {
    // what is unticked can be ticked again until it is saved
    offered: [...usable, ...permissions],
    grantable: permissions,
    remarks: [
      {
        about: idle.filter((codename) => !PERSONAL_PERMISSIONS.includes(codename)),
        text: 'api_keys.owner_lacks',
      },
      {
        about: idle.filter((codename) => PERSONAL_PERMISSIONS.includes(codename)),
        text: 'api_keys.people_only',
      },
    ],
  };
}
