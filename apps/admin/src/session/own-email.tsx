import { useState, type SyntheticEvent } from 'react';
import { Alert, Button, TextField, Typography } from '@mui/material';
import { useNotify, useTranslate } from 'react-admin';
import { ask } from '../api/api';
import type { ProblemError } from '../api/problem';
import { useProblemText } from '../shared/use-problem-text';
import { refusalOf } from './refusal';
import { session } from './session';
import { useSession } from './use-session';

/** One's own e-mail address: it takes the present password, and the old address is told. */
export function OwnEmail({ onDone }: { readonly onDone: () => void }) {
  const translate = useTranslate();
  const notify = useNotify();
  const textOf = useProblemText();
  const { profile } = useSession();
  const [email, setEmail] = useState(profile?.email ?? '');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const required = (value: string): string | undefined =>
    isTried && value.trim() === '' ? translate('ra.validation.required') : undefined;

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (isBusy || email.trim() === '' || password === '') return;
    setBusy(true);
    setRefusal(null);
    try {
      const body = { email: email.trim(), current_password: password };
      await ask('/api/v1/me', { method: 'PATCH', body });
      await session.update();
      notify('session.email_changed', { type: 'success', messageArgs: { email: body.email } });
      onDone();
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };

  const [refusedEmail, refusedPassword] = [refusal?.at('email'), refusal?.at('current_password')];
  const atEmail = refusedEmail ?? required(email);
  const atPassword = refusedPassword ?? required(password);
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Typography>{translate('session.email_text')}</Typography>
      <div role="alert">
        {refusal && refusedEmail === undefined && refusedPassword === undefined && (
          <Alert severity="error" sx={{ my: 1 }} role="presentation">
            {textOf(refusal)}
          </Alert>
        )}
      </div>
      <TextField
        label={translate('session.email')}
        type="email"
        autoComplete="email"
        required
        autoFocus
        error={atEmail !== undefined}
        helperText={atEmail}
        value={email}
        onChange={({ target }) => {
          setEmail(target.value);
          if (refusedEmail !== undefined) setRefusal(null);
        }}
      />
      <TextField
        label={translate('session.current_password')}
        type="password"
        autoComplete="current-password"
        required
        error={atPassword !== undefined}
        helperText={atPassword}
        value={password}
        onChange={({ target }) => {
          setPassword(target.value);
          if (refusedPassword !== undefined) setRefusal(null);
        }}
      />
      <Button type="submit" variant="contained" fullWidth disabled={isBusy} sx={{ mt: 2 }}>
        {translate('ra.action.save')}
      </Button>
      <Button fullWidth sx={{ mt: 1 }} onClick={onDone}>
        {translate('ra.action.cancel')}
      </Button>
    </form>
  );
}
