import { Alert, Button } from '@mui/material';
import { useTranslate } from 'react-admin';
import { ProblemError } from '../api/problem';
import { useProblemText } from './use-problem-text';

interface NotLoadedProps {
  readonly error: unknown;
  readonly onRetry: () => void;
}

/** In the place of what did not come. Of a lost connection a notice tells aloud: this does not say it a second time. */
export function NotLoaded({ error, onRetry }: NotLoadedProps) {
  const translate = useTranslate();
  const textOf = useProblemText();
  const isOffline = error instanceof ProblemError && error.isOffline;
  return (
    <Alert
      severity="error"
      sx={{ m: 2 }}
      role={isOffline ? 'presentation' : 'alert'}
      action={<Button onClick={onRetry}>{translate('session.try_again')}</Button>}
    >
      {isOffline ? translate('app.connection.not_loaded') : textOf(error)}
    </Alert>
  );
}
