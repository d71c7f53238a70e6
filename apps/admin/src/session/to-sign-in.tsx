import { Button, type ButtonProps } from '@mui/material';
import { useTranslate } from 'react-admin';
import { Link } from 'react-router';

/** The way out of what links in mails lead to. */
export function ToSignIn({ variant = 'contained' }: Pick<ButtonProps, 'variant'>) {
  const translate = useTranslate();
  return (
    <Button component={Link} to="/sign-in" variant={variant} fullWidth sx={{ mt: 2 }}>
      {translate('session.link.to_sign_in')}
    </Button>
  );
}
