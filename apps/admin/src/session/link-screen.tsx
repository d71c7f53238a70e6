import { useEffect, useState, type SyntheticEvent } from 'react';
import { Button, CssBaseline, TextField, Typography } from '@mui/material';
import { useLocaleState, useTranslate } from 'react-admin';
import { useLocation } from 'react-router';
import type { ProblemError } from '../api/problem';
import { DeadLink } from './dead-link';
import { linkToken } from './link-token';
import { isReady, NewPassword, NOTHING_TYPED } from './new-password';
import { OutsideCard } from './outside-card';
import { refusalOf } from './refusal';
import { RefusalAlert } from './refusal-alert';
import { session } from './session';
import { ToSignIn } from './to-sign-in';
import { Waiting } from './waiting';

/** The screens that links in mails lead to, by their paths. */
const SCREENS = {
  '/choose-password': NewPasswordByLink,
  '/reset-password': NewPasswordByLink,
  '/verify-email': VerifyEmail,
} as const;

/** Whether a path is that of a link in a mail: it is open to everybody. */
export function isLinkPath(path: string): path is keyof typeof SCREENS {
  return Object.hasOwn(SCREENS, path);
}

/** Where a link of a mail leads, for whoever has it: nobody has to be signed in. */
export function LinkScreen() {
  const translate = useTranslate();
  const { pathname } = useLocation();
  const [locale] = useLocaleState();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  const Screen = isLinkPath(pathname) ? SCREENS[pathname] : null;
  return (
    <CssBaseline enableColorScheme>
      <OutsideCard>
        {linkToken !== null && Screen ? (
          <Screen token={linkToken} path={pathname} />
        ) : (
          <>
            <Typography component="h1" variant="h5" gutterBottom>
              {translate('session.link.incomplete')}
            </Typography>
            <Typography>{translate('session.link.incomplete_text')}</Typography>
            <ToSignIn />
          </>
        )}
      </OutsideCard>
    </CssBaseline>
  );
}

/** The refusal of a link that is good for nothing. */
const DEAD = 'account.link_invalid';

interface LinkProps {
  readonly token: string;
  readonly path: string;
}

function NewPasswordByLink({ token, path }: LinkProps) {
  const translate = useTranslate();
  const [typed, setTyped] = useState(NOTHING_TYPED);
  const { isTried, isBusy, isDone, refusal, forgive, submit } = useRedeeming(() =>
    isReady(typed) ? session.redeem('password/reset/confirm', { token, new_password: typed.wanted }) : null,
  );
  const refused = refusal?.at('new_password');
  const isGood = useIsGood(token);
  if (isGood === false || refusal?.code === DEAD) return <DeadLink />;
  if (isGood === null) return <Waiting />;
  if (isDone) return <Done title="session.link.password_saved" text="session.link.password_saved_text" />;
  return (
    <form onSubmit={submit} noValidate>
      <Typography component="h1" variant="h5" gutterBottom>
        {translate(path === '/reset-password' ? 'session.choose' : 'session.link.first_password')}
      </Typography>
      <RefusalAlert refusal={refused === undefined ? refusal : null} />
      <NewPassword
        typed={typed}
        onType={setTyped}
        rule={translate('session.link.password_rule')}
        isTried={isTried}
        refusal={refused}
        onMend={forgive}
        autoFocus
      />
      <Button type="submit" variant="contained" fullWidth disabled={isBusy} sx={{ mt: 2 }}>
        {translate('session.choose_button')}
      </Button>
    </form>
  );
}

/** An address is proven; where the link makes an account, the password that was chosen for it is asked for. */
function VerifyEmail({ token }: LinkProps) {
  const translate = useTranslate();
  const [password, setPassword] = useState('');
  const [needsPassword, setNeedsPassword] = useState(false);
  const { isBusy, isDone, refusal, forgive, submit } = useRedeeming(() =>
    session.redeem('email/verify', { token, ...(password === '' ? {} : { password }) }),
  );
  const isWrong = refusal?.code === 'account.wrong_password';
  if (isWrong && !needsPassword) setNeedsPassword(true);
  if (isDone) return <Done title="session.link.verified" text="session.link.verified_text" />;
  return (
    <form onSubmit={submit} noValidate>
      <Typography component="h1" variant="h5" gutterBottom>
        {translate('session.link.verify')}
      </Typography>
      <RefusalAlert refusal={isWrong ? null : refusal} />
      {needsPassword && (
        <TextField
          label={translate('session.password')}
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          error={isWrong && password !== ''}
          helperText={translate('session.link.verify_password')}
          value={password}
          onChange={({ target }) => {
            setPassword(target.value);
            if (isWrong) forgive();
          }}
        />
      )}
      <Button type="submit" variant="contained" fullWidth disabled={isBusy} sx={{ mt: 2 }}>
        {translate('session.link.verify_button')}
      </Button>
      {refusal?.code === DEAD && <ToSignIn variant="text" />}
    </form>
  );
}

/**
 * Whether the link is good, before anybody thinks of a password; `null`: not known yet. Where it cannot be found out, the
 * form is shown all the same: the server decides when it is sent.
 */
function useIsGood(token: string): boolean | null {
  const [isGood, setGood] = useState<boolean | null>(null);
  useEffect(() => {
    let isWanted = true;
    void session
      .leadsToPassword(token)
      .catch(() => true)
      .then((answer) => {
        if (isWanted) setGood(answer);
      });
    return () => {
      isWanted = false;
    };
  }, [token]);
  return isGood;
}

/** @param redeem uses the link up; `null`: the form is not ready */
function useRedeeming(redeem: () => Promise<void> | null) {
  const [isTried, setTried] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const [isDone, setDone] = useState(false);
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    setTried(true);
    const work = isBusy ? null : redeem();
    if (!work) return;
    setBusy(true);
    setRefusal(null);
    void work
      .then(
        () => setDone(true),
        (error: unknown) => setRefusal(refusalOf(error)),
      )
      .finally(() => setBusy(false));
  };
  return { isTried, isBusy, isDone, refusal, forgive: () => setRefusal(null), submit };
}

function Done({ title, text }: { readonly title: string; readonly text: string }) {
  const translate = useTranslate();
  return (
    <>
      <Typography component="h1" variant="h5" gutterBottom>
        {translate(title)}
      </Typography>
      <Typography role="status">{translate(text)}</Typography>
      <ToSignIn />
    </>
  );
}
