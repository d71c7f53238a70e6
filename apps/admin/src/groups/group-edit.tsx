import { useRef, useState } from 'react';
import { Box, Button, Card, CardContent, TextField, Typography } from '@mui/material';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { EditBase, Title, useRecordContext, useTranslate } from 'react-admin';
import { Link } from 'react-router';
import { ask } from '../api/api';
import { pathOf } from '../api/data-provider';
import { DOORS } from '../api/doors';
import { reachFurther } from '../session/profile';
import { useMay, useSession } from '../session/use-session';
import { FaultText } from '../shared/fault-text';
import { DeedDialog } from '../shared/deed-dialog';
import { Loaded } from '../shared/loaded';
import { ReadOnlyNotice } from '../shared/read-only-notice';
import { useFocusBehindSave } from '../shared/focus-behind-save';
import { useUnsaved } from '../shared/unsaved';
import { useDeed } from '../shared/use-deed';
import { useToggles } from '../shared/use-toggles';
import { WHOLE_RECORD } from '../shared/whole-record';
import type { Group } from './group';
import { PermissionMatrix } from './permission-matrix';

/** One group: its name and what its members may do. */
export default function GroupEdit() {
  return (
    <EditBase mutationMode="pessimistic" redirect={false} {...WHOLE_RECORD}>
      <Loaded>
        <GroupForm />
      </Loaded>
    </EditBase>
  );
}

function GroupForm() {
  const translate = useTranslate();
  const group = useRecordContext<Group>();
  const { profile } = useSession();
  const [holdsChange, holdsDelete, mayView] = [
    useMay('users.change_group'),
    useMay('users.delete_group'),
    useMay('users.view_user'),
  ];
  const [name, setName] = useState<string | null>(null);
  const { chosen, added, removed, toggle, settle } = useToggles(group?.permissions ?? []);
  const { isBusy, run, refusalAt } = useDeed(['name', 'permissions']);
  const renamed = name !== null && name.trim() !== group?.name ? { name: name.trim() } : {};
  const hasChanged = added.length + removed.length + Object.keys(renamed).length > 0;
  useUnsaved(hasChanged, isBusy);
  const button = useRef<HTMLButtonElement>(null);
  useFocusBehindSave(() => button.current, isBusy, hasChanged);
  if (!group) return null;
  const path = pathOf(DOORS.groups, group.name);
  const isOwn = profile?.groups.includes(group.name) === true && !profile.is_superuser;
  const isFurther = reachFurther(group.permissions, profile);
  const isOpen = !isOwn && !isFurther;
  // its page goes with its name: what was typed on it meanwhile would go too
  const isMoving = isBusy && renamed.name !== undefined;
  const [mayChange, mayDelete] = [holdsChange && isOpen, holdsDelete && isOpen];
  const whyNot = !holdsChange ? 'groups.read_only' : isOwn ? 'groups.own' : 'groups.reaches_further';

  const save = () => {
    const work = async () => {
      await ask(path, { method: 'PATCH', body: { ...renamed, grant: added, revoke: removed } });
      settle({ added, removed });
      setName((now) => (now?.trim() === renamed.name ? null : now));
    };
    // by the old name there is nothing any more
    const to = renamed.name === undefined ? undefined : `/groups/${encodeURIComponent(renamed.name)}`;
    return run(work, 'groups.saved', {}, to);
  };
  const remove = () =>
    run(() => ask(path, { method: 'DELETE' }), 'groups.deleted', { name: group.name }, '/groups');
  return (
    <Card sx={{ mt: 2 }}>
      <Title title={group.name} />
      <CardContent>
        {!mayChange && <ReadOnlyNotice why={whyNot} />}
        <TextField
          label={translate('resources.groups.fields.name')}
          value={name ?? group.name}
          onChange={({ target }) => setName(target.value)}
          slotProps={{ htmlInput: { readOnly: !mayChange || isMoving } }}
          required
          error={refusalAt('name') !== undefined}
          helperText={refusalAt('name') ?? translate('groups.name_help')}
        />
        <Typography sx={{ my: 1 }} color="text.secondary">
          {translate('groups.members', { smart_count: group.users })}{' '}
          {mayView && group.users > 0 && (
            <Link
              to={`/users?filter=${encodeURIComponent(JSON.stringify({ group: group.name }))}`}
              style={{ color: 'inherit' }}
            >
              {translate('groups.show_members')}
            </Link>
          )}
        </Typography>
        <Typography variant="h6" component="h2">
          {translate('resources.groups.fields.permissions')}
        </Typography>
        <PermissionMatrix
          label={translate('resources.groups.fields.permissions')}
          chosen={chosen}
          onToggle={toggle}
          isReadOnly={!mayChange || isMoving}
          grantable={profile?.permissions ?? []}
        />
        <FaultText text={refusalAt('permissions')} />
        <Box sx={{ display: 'flex', gap: 1, mt: 2, flexWrap: 'wrap', justifyContent: 'space-between' }}>
          {mayChange && (
            <Button
              ref={button}
              variant="contained"
              disabled={!hasChanged || isBusy}
              onClick={() => void save()}
            >
              {translate('ra.action.save')}
            </Button>
          )}
          {mayDelete && (
            <DeedDialog
              button={translate('ra.action.delete')}
              title={translate('groups.delete')}
              text={translate('groups.delete_text', { name: group.name, smart_count: group.users })}
              icon={<DeleteIcon />}
              isBusy={isBusy}
              onConfirm={remove}
            />
          )}
        </Box>
      </CardContent>
    </Card>
  );
}
