import { useState } from 'react';
import { Checkbox, FormControlLabel } from '@mui/material';
import GroupOffIcon from '@mui/icons-material/GroupOff';
import { useTranslate } from 'react-admin';
import { ask } from '../api/api';
import { trusted } from '../api/trusted';
import { DeedDialog } from '../shared/deed-dialog';
import { useDeed } from '../shared/use-deed';

/** Ends the sessions of everybody, with or without one's own. */
export function RevokeEverybody() {
  const translate = useTranslate();
  const [keepMine, setKeepMine] = useState(true);
  const { isBusy, run } = useDeed();
  const revoke = async (note: string): Promise<number> => {
    const body = { keep_mine: keepMine, ...(note === '' ? {} : { note }) };
    const answer = await ask('/api/v1/admin/sessions/revoke-all', { method: 'POST', body });
    return trusted<{ revoked: number }>(answer.body).revoked;
  };
  return (
    <DeedDialog
      button={translate('tokens.revoke_all')}
      title={translate('tokens.revoke_all')}
      text={
        <>
          {translate(keepMine ? 'tokens.revoke_others_text' : 'tokens.revoke_all_text')}
          <br />
          <FormControlLabel
            control={<Checkbox checked={keepMine} onChange={() => setKeepMine(!keepMine)} />}
            label={translate('tokens.keep_mine')}
          />
        </>
      }
      icon={<GroupOffIcon />}
      variant="text"
      hasNote
      toType={translate('tokens.word')}
      isBusy={isBusy}
      onConfirm={(note) => run(() => revoke(note), 'tokens.revoked_sessions')}
    />
  );
}
