import { useId, useRef } from 'react';
import { Button, Card, CardContent, Checkbox, FormControlLabel, FormGroup, Typography } from '@mui/material';
import { useRecordContext, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { pathOf } from '../api/data-provider';
import { DOORS } from '../api/doors';
import { ClosedBoxes } from '../shared/closed-boxes';
import { FaultText } from '../shared/fault-text';
import { useFocusBehindSave } from '../shared/focus-behind-save';
import { useUnsaved } from '../shared/unsaved';
import { useDeed } from '../shared/use-deed';
import { useToggles } from '../shared/use-toggles';
import { useGroupChoices } from './use-group-choices';
import { useIsOwnRights, useMayTouch } from './use-may-touch';
import type { User } from './user';

/** The groups of an account. */
export function UserGroups() {
  const translate = useTranslate();
  const user = useRecordContext<User>();
  const mayChange = useMayTouch(user);
  const isOwn = useIsOwnRights(user);
  const groups = useGroupChoices();
  const whyId = useId();
  const { chosen, added, removed, toggle, settle } = useToggles(user?.groups ?? []);
  const { isBusy, run, refusalAt } = useDeed(['groups']);
  const before = new Set(user?.groups ?? []);
  const names = [...new Set([...groups.map(({ name }) => name), ...before])].sort();
  const hasChanged = added.length + removed.length > 0;
  useUnsaved(hasChanged, isBusy);
  const button = useRef<HTMLButtonElement>(null);
  useFocusBehindSave(() => button.current, isBusy, hasChanged);
  if (!user) return null;

  const closed = new Set(
    isOwn
      ? names.filter((name) => !before.has(name))
      : groups.filter(({ isClosed }) => isClosed).map(({ name }) => name),
  );
  const why = !mayChange || closed.size === 0 ? null : isOwn ? 'users.own_rights' : 'users.groups_closed';
  const save = async () => {
    const body = { add: added, remove: removed };
    const path = `${pathOf(DOORS.users, user.id)}/groups`;
    if (await run(() => ask(path, { method: 'POST', body }), 'users.groups_saved'))
      settle({ added, removed });
  };
  return (
    <Card component="section" aria-labelledby="user-groups">
      <CardContent>
        <Typography id="user-groups" variant="h6" component="h2">
          {translate('users.groups')}
        </Typography>
        {names.length === 0 && <Typography color="text.secondary">{translate('users.no_groups')}</Typography>}
        <ClosedBoxes id={whyId} why={why} />
        <FormGroup>
          {names.map((name) => (
            <FormControlLabel
              key={name}
              control={
                <Checkbox
                  checked={chosen.has(name)}
                  onChange={() => toggle(name)}
                  disabled={!mayChange || closed.has(name)}
                  slotProps={{
                    input: why !== null && closed.has(name) ? { 'aria-describedby': whyId } : {},
                  }}
                />
              }
              label={name}
            />
          ))}
        </FormGroup>
        <FaultText text={refusalAt('groups')} />
        {mayChange && names.length > 0 && (
          <Button
            ref={button}
            variant="contained"
            disabled={!hasChanged || isBusy}
            onClick={() => void save()}
            sx={{ mt: 1 }}
          >
            {translate('users.save_groups')}
          </Button>
        )}
      </CardContent>
    </Card>
  );
}
