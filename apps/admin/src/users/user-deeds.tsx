import { Box, Card, CardContent, Typography } from '@mui/material';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import LogoutIcon from '@mui/icons-material/Logout';
import MailIcon from '@mui/icons-material/MailOutlined';
import { useRecordContext, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { pathOf } from '../api/data-provider';
import { DOORS } from '../api/doors';
import { trusted } from '../api/trusted';
import { useMay, useSession } from '../session/use-session';
import { DeedDialog } from '../shared/deed-dialog';
import { useDeed } from '../shared/use-deed';
import { SetPassword } from './set-password';
import { useMayTouch } from './use-may-touch';
import type { User } from './user';

/** What can be done about an account at once. */
export function UserDeeds() {
  const translate = useTranslate();
  const user = useRecordContext<User>();
  const { profile } = useSession();
  const [mayInvite, mayRevoke, mayChange, mayDelete] = [
    useMayTouch(user, 'users.add_user'),
    // it only takes away: superusers are no exception
    useMay('auth.revoke_token'),
    useMayTouch(user),
    useMayTouch(user, 'users.delete_user'),
  ];
  const { isBusy, run } = useDeed();
  if (!user) return null;
  const path = pathOf(DOORS.users, user.id);
  const isSelf = user.id === profile?.id;
  const isInvited = user.is_active && !user.has_password;
  const isAny = mayRevoke || (mayInvite && isInvited) || ((mayChange || mayDelete) && !isSelf);
  const invite = () =>
    run(() => ask(`${path}/invitation`, { method: 'POST' }), 'users.invited', { email: user.email });
  const revoke = (note: string) => {
    const work = async () => {
      const body = note === '' ? {} : { note };
      const answer = await ask(`${path}/revoke-tokens`, { method: 'POST', body });
      return trusted<{ revoked: number }>(answer.body).revoked;
    };
    return run(work, 'tokens.revoked');
  };
  const remove = () =>
    run(() => ask(path, { method: 'DELETE' }), 'users.deleted', { email: user.email }, '/users');
  return (
    // without a frame around nothing, and never without a dialog that is open
    <Card component="section" aria-labelledby="user-deeds" sx={isAny ? null : { display: 'none' }}>
      <CardContent>
        <Typography id="user-deeds" variant="h6" component="h2" gutterBottom>
          {translate('users.deeds')}
        </Typography>
        <Box sx={{ display: 'flex', flexDirection: 'column', alignItems: 'start', gap: 1 }}>
          {isInvited && (
            <DeedDialog
              isOffered={mayInvite}
              button={translate('users.invite')}
              title={translate('users.invite')}
              text={translate('users.invite_text', { email: user.email })}
              icon={<MailIcon />}
              color="primary"
              isBusy={isBusy}
              onConfirm={invite}
            />
          )}
          {!isSelf && <SetPassword path={path} isOffered={mayChange} />}
          <DeedDialog
            isOffered={mayRevoke}
            button={translate('users.revoke_tokens')}
            title={translate('users.revoke_tokens')}
            text={translate('users.revoke_tokens_text', { email: user.email })}
            icon={<LogoutIcon />}
            color="warning"
            hasNote
            isBusy={isBusy}
            onConfirm={revoke}
          />
          {!isSelf && (
            <DeedDialog
              isOffered={mayDelete}
              button={translate('users.delete')}
              title={translate('users.delete')}
              text={translate('users.delete_text', { email: user.email })}
              icon={<DeleteIcon />}
              toType={user.email}
              isBusy={isBusy}
              onConfirm={remove}
            />
          )}
        </Box>
      </CardContent>
    </Card>
  );
}
