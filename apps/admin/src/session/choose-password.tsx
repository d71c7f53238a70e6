import { useState, type SyntheticEvent } from 'react';
import { Alert, Button, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ProblemError } from '../api/problem';
import { session } from './session';

const LEAST = 12;

/** Another password, before anything else: for accounts whose password somebody else has chosen. */
export function ChoosePassword({ onDone }: { readonly onDone?: () => void }) {
  const translate = useTranslate();
  const [present, setPresent] = useState('');
  const [wanted, setWanted] = useState('');
  const [again, setAgain] = useState('');
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const differs = again !== '' && wanted !== again;

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    if (isBusy || differs) return;
    setBusy(true);
    setRefusal(null);
    try {
      await session.choosePassword(present, wanted);
      onDone?.();
    } catch (error) {
      setRefusal(error instanceof ProblemError ? error : new ProblemError(0, 'client.offline', ''));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form onSubmit={(event) => void submit(event)}>
      {!onDone && (
        <>
          <Typography component="h1" variant="h5" gutterBottom>
            {translate('session.choose')}
          </Typography>
          <Typography sx={{ mb: 1 }}>{translate('session.choose_text')}</Typography>
        </>
      )}
      <div role="alert">
        {refusal && (
          <Alert severity="error" sx={{ mb: 1 }} role="presentation">
            {refusal.isOffline ? translate('app.connection.lost') : refusal.message}
          </Alert>
        )}
      </div>
      <TextField
        label={translate('session.current_password')}
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        value={present}
        onChange={({ target }) => setPresent(target.value)}
      />
      <TextField
        label={translate('session.new_password')}
        type="password"
        autoComplete="new-password"
        required
        helperText={translate('session.password_rule')}
        value={wanted}
        onChange={({ target }) => setWanted(target.value)}
        slotProps={{ htmlInput: { minLength: LEAST, maxLength: 256 } }}
      />
      <TextField
        label={translate('session.new_password_again')}
        type="password"
        autoComplete="new-password"
        required
        error={differs}
        helperText={differs ? translate('session.differs') : undefined}
        value={again}
        onChange={({ target }) => setAgain(target.value)}
      />
      <Button type="submit" variant="contained" fullWidth disabled={isBusy || differs} sx={{ mt: 2 }}>
        {translate('session.choose_button')}
      </Button>
      {!onDone && (
        <Button fullWidth sx={{ mt: 1 }} onClick={() => void session.signOut()}>
          {translate('ra.auth.logout')}
        </Button>
      )}
    </form>
  );
}
