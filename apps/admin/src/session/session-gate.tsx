import { useEffect, useState, type ReactNode } from 'react';
import { Button, CssBaseline, Dialog, DialogContent, Typography } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useLocaleState, useTranslate } from 'react-admin';
import { useLocation, useNavigate } from 'react-router';
import { useConnectionReturn } from '../layout/use-connection-return';
import { ChoosePassword } from './choose-password';
import { localPath } from './local-path';
import { OutsideCard, SessionCard } from './outside-card';
import { session } from './session';
import { SignIn } from './sign-in';
import { useReturn } from './use-return';
import { useSession } from './use-session';
import { useSignOut } from './use-sign-out';
import { Waiting } from './waiting';

/** The path of the sign-in, for links that lead to it; every other one asks for it as well. */
const SIGN_IN = '/sign-in';

/**
 * Lets in whoever is signed in. When a session ends, what is on the screen stays as it is behind the form, hidden from
 * everybody: whoever signs in again goes on where he was, with what he had typed.
 */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { phase, profile, lapsed } = useSession();
  const [locale] = useLocaleState();
  const [wasIn, setWasIn] = useState(false);
  const queries = useQueryClient();
  useConnectionReturn();
  useReturn();
  useEffect(() => {
    document.documentElement.lang = locale;
  }, [locale]);
  // what he may do is asked anew when it has changed
  const rights = profile?.permissions.join(' ');
  useEffect(() => {
    void queries.invalidateQueries({ queryKey: ['auth'] });
  }, [queries, rights]);
  if (phase === 'in' && !wasIn) setWasIn(true);

  const isStaff = profile !== null && (profile.is_staff || profile.is_superuser);
  const before = phase === 'in' && isStaff ? null : phase === 'in' ? <NoStaff /> : <Before />;
  const keep = wasIn && (lapsed || phase === 'in' || phase === 'choosing-password');
  return (
    <CssBaseline enableColorScheme>
      {keep && isStaff && <Arrive isIn={phase === 'in'}>{children}</Arrive>}
      {before && (keep ? <Curtain>{before}</Curtain> : <OutsideCard>{before}</OutsideCard>)}
    </CssBaseline>
  );
}

function Before() {
  const { phase } = useSession();
  const translate = useTranslate();
  if (phase === 'out') return <SignIn />;
  if (phase === 'choosing-password') return <ChoosePassword />;
  if (phase === 'unreachable') {
    return (
      <>
        <Typography component="h1" variant="h5" gutterBottom>
          {translate('session.unreachable')}
        </Typography>
        <Button variant="contained" onClick={() => void session.start()}>
          {translate('session.try_again')}
        </Button>
      </>
    );
  }
  return <Waiting />;
}

function NoStaff() {
  const translate = useTranslate();
  const { profile } = useSession();
  const signOut = useSignOut();
  return (
    <>
      <Typography component="h1" variant="h5" gutterBottom>
        {translate('session.no_staff')}
      </Typography>
      <Typography sx={{ mb: 2 }}>{translate('session.no_staff_text', { email: profile?.email })}</Typography>
      <Button variant="contained" onClick={() => void signOut()}>
        {translate('ra.auth.logout')}
      </Button>
    </>
  );
}

/** Leaves the path of the sign-in for where its address says. */
function Arrive({ children, isIn }: { readonly children: ReactNode; readonly isIn: boolean }) {
  const { pathname, search } = useLocation();
  const navigate = useNavigate();
  const isAtDoor = isIn && pathname === SIGN_IN;
  useEffect(() => {
    if (isAtDoor) void navigate(localPath(new URLSearchParams(search).get('next')), { replace: true });
  }, [isAtDoor, navigate, search]);
  return isAtDoor ? null : children;
}

function Curtain({ children }: { readonly children: ReactNode }) {
  const translate = useTranslate();
  return (
    <Dialog open fullScreen aria-label={translate('session.sign_in_again')} transitionDuration={0}>
      <DialogContent
        sx={{
          display: 'grid',
          placeItems: 'center',
          gridTemplateColumns: 'minmax(0, 1fr)',
          justifyItems: 'center',
          bgcolor: 'background.default',
        }}
      >
        <SessionCard>{children}</SessionCard>
      </DialogContent>
    </Dialog>
  );
}
