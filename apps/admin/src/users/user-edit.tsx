import { Box, Card, CardContent, Typography } from '@mui/material';
import {
  BooleanInput,
  EditBase,
  email,
  required,
  SelectInput,
  TextInput,
  Title,
  useRecordContext,
  useTranslate,
} from 'react-admin';
import { EditForm } from '../shared/edit-form';
import { Loaded } from '../shared/loaded';
import { MomentText } from '../shared/moment';
import { WHOLE_RECORD } from '../shared/whole-record';
import { useSession } from '../session/use-session';
import { languageChoices } from './language-choices';
import { useWhyNot } from './use-may-touch';
import type { User } from './user';
import { UserDeeds } from './user-deeds';
import { UserGroups } from './user-groups';
import { UserPermissions } from './user-permissions';
import { UserWays } from './user-ways';

/** One account: who it is, what it may do and why, and what can be done about it. */
export default function UserEdit() {
  return (
    <EditBase {...WHOLE_RECORD}>
      <Loaded>
        <UserTitle />
        <Box sx={{ display: 'grid', gap: 2, mt: 2, gridTemplateColumns: { xs: '1fr', lg: '3fr 2fr' } }}>
          <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', minWidth: 0 }}>
            <AccountForm />
            <UserPermissions />
          </Box>
          <Box sx={{ display: 'grid', gap: 2, alignContent: 'start', minWidth: 0 }}>
            <UserGroups />
            <UserDeeds />
            <UserWays />
          </Box>
        </Box>
      </Loaded>
    </EditBase>
  );
}

function UserTitle() {
  const user = useRecordContext<User>();
  return <Title title={user?.email ?? ''} />;
}

function AccountForm() {
  const translate = useTranslate();
  const user = useRecordContext<User>();
  const { profile } = useSession();
  const whyNot = useWhyNot(user);
  const isAlmighty = profile?.is_superuser === true;
  if (!user) return null;
  // his own address is proven with his password, elsewhere
  const isSelf = user.id === profile?.id;
  return (
    <Card>
      <CardContent>
        <Typography variant="h6" component="h2">
          {translate('users.account')}
        </Typography>
        <Box component="dl" sx={{ display: 'flex', flexWrap: 'wrap', gap: 3, m: 0, my: 1, '& dd': { m: 0 } }}>
          <Known label="resources.users.fields.created_at" value={user.created_at} />
          <Known label="resources.users.fields.last_login_at" value={user.last_login_at} />
        </Box>
      </CardContent>
      <EditForm closed={whyNot} sx={{ pt: 0 }}>
        <TextInput
          source="email"
          type="email"
          validate={[required(), email()]}
          readOnly={isSelf}
          {...(isSelf && { helperText: 'users.own_email' })}
        />
        <TextInput source="display_name" />
        <SelectInput
          source="language"
          choices={languageChoices}
          validate={required()}
          translateChoice={false}
        />
        <BooleanInput
          source="is_active"
          helperText={isSelf ? 'users.own_active' : 'users.active_help'}
          disabled={isSelf}
        />
        <BooleanInput
          source="is_staff"
          helperText={isAlmighty ? 'users.staff_help' : 'users.by_superusers'}
          disabled={!isAlmighty}
        />
        <BooleanInput
          source="is_superuser"
          helperText={isAlmighty ? 'users.superuser_help' : 'users.by_superusers'}
          disabled={!isAlmighty}
        />
        <BooleanInput source="must_change_password" />
      </EditForm>
    </Card>
  );
}

function Known({ label, value }: { readonly label: string; readonly value: string | null }) {
  const translate = useTranslate();
  return (
    <div>
      <Typography component="dt" variant="caption" color="text.secondary">
        {translate(label)}
      </Typography>
      <dd>
        <MomentText value={value} />
      </dd>
    </div>
  );
}
