import { useState, type SyntheticEvent } from 'react';
import { Button, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { ProblemError } from '../api/problem';
import { refusalOf } from './refusal';
import { RefusalAlert } from './refusal-alert';
import { session } from './session';

interface ForgottenPasswordProps {
  /** What was typed at the sign-in. */
  readonly email: string;
  /** In other words than that the password was forgotten. */
  readonly title?: string;
  readonly onBack: () => void;
}

/** Asks for a link to a new password. What is said after it is the same for every address. */
export function ForgottenPassword({
  email: typed,
  title = 'session.forgotten',
  onBack,
}: ForgottenPasswordProps) {
  const translate = useTranslate();
  const [email, setEmail] = useState(typed);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isSent, setSent] = useState(false);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const isWrong = !/^\S+@\S+$/.test(email.trim());
  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (isBusy || isWrong) return;
    setBusy(true);
    setRefusal(null);
    try {
      await session.redeem('password/reset', { email: email.trim() });
      setSent(true);
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      <Typography component="h1" variant="h5" gutterBottom>
        {translate(title)}
      </Typography>
      <RefusalAlert refusal={refusal} />
      {isSent ? (
        <Typography role="status">{translate('session.forgotten_sent')}</Typography>
      ) : (
        <>
          <Typography sx={{ mb: 1 }}>{translate('session.forgotten_text')}</Typography>
          <TextField
            label={translate('session.email')}
            type="email"
            autoComplete="username"
            required
            autoFocus
            error={isTried && isWrong}
            helperText={isTried && isWrong ? translate('ra.validation.email') : undefined}
            value={email}
            onChange={({ target }) => setEmail(target.value)}
          />
          <Button type="submit" variant="contained" fullWidth disabled={isBusy} sx={{ mt: 2 }}>
            {translate('session.forgotten_button')}
          </Button>
        </>
      )}
      <Button fullWidth sx={{ mt: 1 }} onClick={onBack}>
        {translate('session.back_to_sign_in')}
      </Button>
    </form>
  );
}
