import { useState, type SyntheticEvent } from 'react';
import { Alert, Button, TextField, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import type { ProblemError } from '../api/problem';
import { useProblemText } from '../shared/use-problem-text';
import { isReady, NewPassword, NOTHING_TYPED } from './new-password';
import { refusalOf } from './refusal';
import { session } from './session';
import { useSignOut } from './use-sign-out';

/** Another password, before anything else: for accounts whose password somebody else has chosen. */
export function ChoosePassword({ onDone }: { readonly onDone?: () => void }) {
  const translate = useTranslate();
  const textOf = useProblemText();
  const signOut = useSignOut();
  const [present, setPresent] = useState('');
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);

  const submit = async (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    if (isBusy || present === '' || !isReady(typed)) return;
    setBusy(true);
    setRefusal(null);
    try {
      await session.choosePassword(present, typed.wanted);
      onDone?.();
    } catch (error) {
      setRefusal(refusalOf(error));
    } finally {
      setBusy(false);
    }
  };

  const [wrong, refused] = [refusal?.at('current_password'), refusal?.at('new_password')];
  const isMissing = isTried && present === '';
  const isElsewhere = refusal !== null && wrong === undefined && refused === undefined;
  return (
    <form onSubmit={(event) => void submit(event)} noValidate>
      {!onDone && (
        <>
          <Typography component="h1" variant="h5" gutterBottom>
            {translate('session.choose')}
          </Typography>
          <Typography sx={{ mb: 1 }}>{translate('session.choose_text')}</Typography>
        </>
      )}
      <div role="alert">
        {isElsewhere && (
          <Alert severity="error" sx={{ mb: 1 }} role="presentation">
            {textOf(refusal)}
          </Alert>
        )}
      </div>
      <TextField
        label={translate('session.current_password')}
        type="password"
        autoComplete="current-password"
        required
        autoFocus
        error={wrong !== undefined || isMissing}
        helperText={wrong ?? (isMissing ? translate('ra.validation.required') : undefined)}
        value={present}
        onChange={({ target }) => {
          setPresent(target.value);
          if (wrong !== undefined) setRefusal(null);
        }}
      />
      <NewPassword
        typed={typed}
        onType={setTyped}
        rule={translate('session.password_rule')}
        isTried={isTried}
        refusal={refused}
        onMend={() => setRefusal(null)}
      />
      <Button type="submit" variant="contained" fullWidth disabled={isBusy} sx={{ mt: 2 }}>
        {translate('session.choose_button')}
      </Button>
      {onDone ? (
        <Button fullWidth sx={{ mt: 1 }} onClick={onDone}>
          {translate('ra.action.cancel')}
        </Button>
      ) : (
        <Button fullWidth sx={{ mt: 1 }} onClick={() => void signOut()}>
          {translate('ra.auth.logout')}
        </Button>
      )}
    </form>
  );
}
