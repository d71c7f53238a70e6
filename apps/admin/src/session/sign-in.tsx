import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { Alert, Button, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ProblemError } from '../api/problem';
import { session } from './session';
import { useSession } from './use-session';

/** The form of whoever comes in. */
export function SignIn() {
  const translate = useTranslate();
  const { lapsed, profile } = useSession();
  const [email, setEmail] = useState(lapsed ? (profile?.email ?? '') : '');
  const [password, setPassword] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const [wait, setWait] = useState(0);
  const passwordField = useRef<HTMLInputElement>(null);

  useEffect(() => {
    if (wait <= 0) return undefined;
    const timer = setTimeout(() => setWait(wait - 1), 1_000);
    return () => clearTimeout(timer);
  }, [wait]);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isBusy || wait > 0) return;
    setBusy(true);
    setRefusal(null);
    try {
      await session.signIn(email.trim(), password);
    } catch (error) {
      const problem = error instanceof ProblemError ? error : new ProblemError(0, 'client.offline', '');
      setRefusal(problem);
      if (problem.code === 'auth.throttled') setWait(problem.retryAfter ?? 1);
      setPassword('');
      setBusy(false);
      passwordField.current?.focus();
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Typography component="h1" variant="h5" gutterBottom>
        {translate(lapsed ? 'session.sign_in_again' : 'session.title')}
      </Typography>
      {lapsed && (
        <Alert severity="info" sx={{ mb: 1 }}>
          {translate('session.lapsed')}
        </Alert>
      )}
      <div role="alert">
        {refusal && (refusal.code !== 'auth.throttled' || wait > 0) && (
          <Alert severity="error" sx={{ mb: 1 }} role="presentation">
            {textOf(refusal, wait, translate)}
          </Alert>
        )}
      </div>
      <TextField
        label={translate('session.email')}
        type="email"
        name="email"
        autoComplete="username"
        required
        autoFocus={!lapsed}
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <TextField
        label={translate('session.password')}
        type="password"
        name="password"
        autoComplete="current-password"
        required
        autoFocus={lapsed}
        inputRef={passwordField}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <Button type="submit" variant="contained" fullWidth disabled={isBusy || wait > 0} sx={{ mt: 2 }}>
        {translate('session.sign_in')}
      </Button>
    </form>
  );
}

function textOf(problem: ProblemError, wait: number, translate: ReturnType<typeof useTranslate>): string {
  if (problem.isOffline) return translate('app.connection.lost');
  if (problem.code === 'auth.throttled') return translate('session.wait', { smart_count: wait });
  if (problem.code === 'auth.invalid_credentials') return translate('session.wrong');
  return problem.message;
}
