import { useEffect, useRef, useState, type SyntheticEvent } from 'react';
import { Alert, Button, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { ProblemError } from '../api/problem';
import { ForgottenPassword } from './forgotten-password';
import { refusalOf } from './refusal';
import { session } from './session';
import { useSession } from './use-session';

/** The form of whoever comes in. */
export function SignIn() {
  const translate = useTranslate();
  const { lapsed, profile } = useSession();
  const [email, setEmail] = useState(lapsed ? (profile?.email ?? '') : '');
  const [password, setPassword] = useState('');
  const [isTried, setTried] = useState(false);
  const [isForgotten, setForgotten] = useState(false);
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
    setTried(true);
    if (isBusy || wait > 0 || email.trim() === '' || password === '') return;
    setBusy(true);
    setRefusal(null);
    try {
      await session.signIn(email.trim(), password);
    } catch (error) {
      const problem = refusalOf(error);
      setRefusal(problem);
      if (problem.code === 'auth.throttled') setWait(problem.retryAfter ?? 1);
      setPassword('');
      setTried(false);
      setBusy(false);
      passwordField.current?.focus();
    }
  };

  const missing = isTried ? translate('ra.validation.required') : undefined;
  if (isForgotten) return <ForgottenPassword email={email} onBack={() => setForgotten(false)} />;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Typography component="h1" variant="h5" gutterBottom>
        {translate(lapsed ? 'session.sign_in_again' : 'session.title')}
      </Typography>
      {lapsed && (
        <Alert severity="info" sx={{ mb: 1 }}>
          {translate('session.lapsed')}
        </Alert>
      )}
      <div role="alert">
        {refusal && !refusal.isOffline && (refusal.code !== 'auth.throttled' || wait > 0) && (
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
        error={email.trim() === '' && missing !== undefined}
        helperText={email.trim() === '' ? missing : undefined}
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
        error={password === '' && missing !== undefined}
        helperText={password === '' ? missing : undefined}
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
      <Button type="submit" variant="contained" fullWidth disabled={isBusy || wait > 0} sx={{ mt: 2 }}>
        {translate('session.sign_in')}
      </Button>
      {!lapsed && (
        <Button fullWidth sx={{ mt: 1 }} onClick={() => setForgotten(true)}>
          {translate('session.forgotten')}
        </Button>
      )}
    </form>
  );
}

function textOf(problem: ProblemError, wait: number, translate: ReturnType<typeof useTranslate>): string {
  if (problem.code === 'auth.throttled') return translate('session.wait', { smart_count: wait });
  if (problem.code === 'auth.invalid_credentials') return translate('session.wrong');
  return problem.message;
}
