import { useState, type SyntheticEvent } from 'react';
import {
  Alert,
  Button,
  Checkbox,
  Dialog,
  DialogActions,
  DialogContent,
  DialogContentText,
  DialogTitle,
  FormControlLabel,
  TextField,
} from '@mui/material';
import KeyIcon from '@mui/icons-material/Key';
import { useNotify, useRefresh, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import type { ProblemError } from '../api/problem';
import { refusalOf } from '../session/refusal';
import { FormFields } from '../shared/form-fields';
import { ReadOnlyNotice } from '../shared/read-only-notice';
import { useProblemText } from '../shared/use-problem-text';

interface SetPasswordProps {
  readonly path: string;
  /** Whether he may. Once it is open it stays without that too, closed, with what was typed. */
  readonly isOffered: boolean;
}

/** Gives an account another password; every session of its owner ends, and he is told. */
export function SetPassword({ path, isOffered }: SetPasswordProps) {
  const translate = useTranslate();
  const notify = useNotify();
  const refresh = useRefresh();
  const textOf = useProblemText();
  const [isOpen, setOpen] = useState(false);
  const [password, setPassword] = useState('');
  const [mustChange, setMustChange] = useState(true);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const close = () => {
    setOpen(false);
    setPassword('');
    setRefusal(null);
  };
  const refused = refusal?.at('password');
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    event.stopPropagation();
    if (password === '' || !isOffered) return;
    setRefusal(null);
    try {
      await ask(`${path}/password`, { method: 'PUT', body: { password, must_change: mustChange } });
      notify('users.password_set', { type: 'success' });
      refresh();
      close();
    } catch (error) {
      setRefusal(refusalOf(error));
    }
  };
  if (!isOffered && !isOpen) return null;
  return (
    <>
      <Button size="small" variant="outlined" startIcon={<KeyIcon />} onClick={() => setOpen(true)}>
        {translate('users.set_password')}
      </Button>
      <Dialog open={isOpen} onClose={close} aria-labelledby="set-password" fullWidth maxWidth="xs">
        <form onSubmit={(event) => void submit(event)} noValidate>
          <DialogTitle id="set-password">{translate('users.set_password')}</DialogTitle>
          <DialogContent>
            {!isOffered && <ReadOnlyNotice why="app.may_not_do" />}
            <DialogContentText>{translate('users.set_password_text')}</DialogContentText>
            {refusal !== null && refused === undefined && (
              <Alert severity="error" sx={{ mt: 1 }}>
                {textOf(refusal)}
              </Alert>
            )}
            <FormFields isClosed={!isOffered}>
              <TextField
                label={translate('session.new_password')}
                type="password"
                autoComplete="new-password"
                required
                autoFocus
                error={refused !== undefined}
                helperText={refused}
                value={password}
                onChange={({ target }) => {
                  setPassword(target.value);
                  if (refused !== undefined) setRefusal(null);
                }}
              />
              <FormControlLabel
                control={<Checkbox checked={mustChange} onChange={() => setMustChange(!mustChange)} />}
                label={translate('resources.users.fields.must_change_password')}
              />
            </FormFields>
          </DialogContent>
          <DialogActions>
            <Button onClick={close}>{translate('ra.action.cancel')}</Button>
            <Button type="submit" variant="contained" disabled={password === '' || !isOffered}>
              {translate('users.set_password')}
            </Button>
          </DialogActions>
        </form>
      </Dialog>
    </>
  );
}
