import { useRef } from 'react';
import {
  Box,
  Button,
  Card,
  CardContent,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableRow,
  Typography,
} from '@mui/material';
import { useRecordContext, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { pathOf } from '../api/data-provider';
import { DOORS } from '../api/doors';
import { PermissionMatrix } from '../groups/permission-matrix';
import { usePermissionNames } from '../groups/use-permission-names';
import { useSession } from '../session/use-session';
import { FaultText } from '../shared/fault-text';
import { SideScroll } from '../shared/side-scroll';
import { useFocusBehindSave } from '../shared/focus-behind-save';
import { useUnsaved } from '../shared/unsaved';
import { useDeed } from '../shared/use-deed';
import { useToggles } from '../shared/use-toggles';
import { useIsOwnRights, useMayTouch } from './use-may-touch';
import type { User } from './user';

/** What an account was given by itself, and all that it may do with where each comes from. */
export function UserPermissions() {
  const translate = useTranslate();
  const user = useRecordContext<User>();
  const { profile } = useSession();
  const mayChange = useMayTouch(user);
  const isOwn = useIsOwnRights(user);
  const { chosen, added, removed, toggle, settle } = useToggles(user?.permissions ?? []);
  const { isBusy, run, refusalAt } = useDeed(['permissions']);
  const hasChanged = added.length + removed.length > 0;
  useUnsaved(hasChanged, isBusy);
  const button = useRef<HTMLButtonElement>(null);
  useFocusBehindSave(() => button.current, isBusy, hasChanged);
  if (!user) return null;
  const save = async () => {
    const path = `${pathOf(DOORS.users, user.id)}/permissions`;
    const body = { grant: added, revoke: removed };
    if (await run(() => ask(path, { method: 'POST', body }), 'users.permissions_saved'))
      settle({ added, removed });
  };
  return (
    <Card component="section" aria-labelledby="user-permissions">
      <CardContent>
        <Typography id="user-permissions" variant="h6" component="h2">
          {translate('users.own_permissions')}
        </Typography>
        <PermissionMatrix
          label={translate('users.own_permissions')}
          chosen={chosen}
          onToggle={toggle}
          isReadOnly={!mayChange}
          grantable={isOwn ? (user.permissions ?? []) : (profile?.permissions ?? [])}
          {...(isOwn && { whyClosed: 'users.own_rights' })}
        />
        <FaultText text={refusalAt('permissions')} />
        {mayChange && (
          <Button
            ref={button}
            variant="contained"
            disabled={isBusy || !hasChanged}
            onClick={() => void save()}
            sx={{ mt: 1 }}
          >
            {translate('users.save_permissions')}
          </Button>
        )}
        <Effective held={user.effective_permissions ?? []} />
      </CardContent>
    </Card>
  );
}

function Effective({ held }: { readonly held: NonNullable<User['effective_permissions']> }) {
  const translate = useTranslate();
  const nameOf = usePermissionNames();
  return (
    <Box sx={{ mt: 3 }}>
      <Typography variant="h6" component="h2">
        {translate('users.effective')}
      </Typography>
      {held.length === 0 ? (
        <Typography color="text.secondary">{translate('users.no_effective')}</Typography>
      ) : (
        <SideScroll label={translate('users.effective')}>
          <Table size="small">
            <TableHead>
              <TableRow>
                <TableCell>{translate('users.permission')}</TableCell>
                <TableCell>{translate('users.from')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {held.map(({ codename, from }) => (
                <TableRow key={codename}>
                  <TableCell>
                    {nameOf(codename)}
                    <Typography variant="caption" color="text.secondary" component="div">
                      {codename}
                    </Typography>
                  </TableCell>
                  <TableCell>{from.map((one) => originText(one, translate)).join(', ')}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </SideScroll>
      )}
    </Box>
  );
}

function originText(origin: string, translate: ReturnType<typeof useTranslate>): string {
  const [kind = '', ...name] = origin.split(':');
  return kind === 'group'
    ? translate('users.origins.group', { name: name.join(':') })
    : translate(`users.origins.${kind}`);
}
