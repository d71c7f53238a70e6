import { Alert, Typography } from '@mui/material';
import {
  BooleanInput,
  CheckboxGroupInput,
  Create,
  email,
  PasswordInput,
  required,
  SelectInput,
  TextInput,
  useLocaleState,
  useNotify,
  useRedirect,
  useTranslate,
} from 'react-admin';
import { trusted } from '../api/trusted';
import { useSession } from '../session/use-session';
import { CreateForm } from '../shared/create-form';
import { languageChoices } from './language-choices';
import { useGroupChoices } from './use-group-choices';
import type { User } from './user';

type NewUser = Record<string, unknown>;

/** A new account: its owner gets a link by mail and chooses the password, unless one is given here. */
export default function UserCreate() {
  const translate = useTranslate();
  const notify = useNotify();
  const redirect = useRedirect();
  const [locale] = useLocaleState();
  const isAlmighty = useSession().profile?.is_superuser === true;
  const groups = useGroupChoices();
  const onSuccess = (answer: unknown) => {
    const { id, email: address, has_password: hasPassword } = trusted<User>(answer);
    const text = hasPassword ? 'users.created' : 'users.created_with_link';
    notify(text, { type: 'success', messageArgs: { email: address }, autoHideDuration: 15_000 });
    redirect('edit', 'users', id);
  };
  return (
    <Create mutationOptions={{ onSuccess }} transform={newUser} redirect={false}>
      <CreateForm defaultValues={{ language: locale === 'en' ? 'en' : 'es', is_staff: false, groups: [] }}>
        <Alert severity="info" sx={{ mb: 2, width: '100%' }}>
          {translate('users.link_text')}
        </Alert>
        <TextInput source="email" type="email" validate={[required(), email()]} autoComplete="off" />
        <TextInput source="display_name" />
        <SelectInput
          source="language"
          choices={languageChoices}
          validate={required()}
          translateChoice={false}
        />
        <BooleanInput
          source="is_staff"
          helperText={isAlmighty ? 'users.staff_help' : 'users.by_superusers'}
          disabled={!isAlmighty}
        />
        {groups.length > 0 && (
          <CheckboxGroupInput
            source="groups"
            choices={groups}
            optionText="name"
            optionValue="name"
            disableValue="isClosed"
            translateChoice={false}
            helperText={groups.some(({ isClosed }) => isClosed) && 'users.groups_closed'}
          />
        )}
        <Typography variant="h6" component="h2" sx={{ mt: 2 }}>
          {translate('users.password_by_hand')}
        </Typography>
        <PasswordInput source="password" helperText="users.password_help" autoComplete="new-password" />
      </CreateForm>
    </Create>
  );
}

/** What was left empty is no value. Whoever gets a password from somebody else has to choose another. */
function newUser(data: NewUser): NewUser {
  const given = Object.fromEntries(
    Object.entries(data).filter(([, value]) => value !== '' && value !== null && value !== undefined),
  );
  return 'password' in given ? { ...given, must_change_password: true } : given;
}
