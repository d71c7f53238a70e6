import { useState } from 'react';
import { Button, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { useNavigate } from 'react-router';
import { ForgottenPassword } from './forgotten-password';
import { ToSignIn } from './to-sign-in';

/** A link to a new password that leads nowhere any more, and the ways on from there. */
export function DeadLink() {
  const translate = useTranslate();
  const navigate = useNavigate();
  const [isAsking, setAsking] = useState(false);
  if (isAsking) {
    return (
      <ForgottenPassword email="" title="session.link.another" onBack={() => void navigate('/sign-in')} />
    );
  }
  return (
    <>
      <Typography component="h1" variant="h5" gutterBottom>
        {translate('session.link.dead')}
      </Typography>
      <Typography role="alert">{translate('session.link.dead_text')}</Typography>
      <Button variant="contained" fullWidth sx={{ mt: 2 }} onClick={() => setAsking(true)}>
        {translate('session.link.another')}
      </Button>
      <ToSignIn variant="text" />
    </>
  );
}
