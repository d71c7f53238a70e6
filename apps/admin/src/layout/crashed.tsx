import { Button, CssBaseline, Typography } from '@mui/material';
import { useTranslate } from 'react-admin';
import { OutsideCard } from '../session/outside-card';

/** Instead of everything, where the panel itself has failed; what fails in a screen is told inside of the frame. */
export function Crashed() {
  const translate = useTranslate();
  return (
    <CssBaseline enableColorScheme>
      <OutsideCard>
        <Typography component="h1" variant="h5" gutterBottom>
          {translate('app.crashed')}
        </Typography>
        <Typography role="alert" sx={{ mb: 2 }}>
          {translate('app.crashed_text')}
        </Typography>
        <Button variant="contained" fullWidth onClick={() => window.location.reload()}>
          {translate('app.load_anew')}
        </Button>
        {/* where it is this address that it fails at */}
        <Button href="/admin/" fullWidth sx={{ mt: 1 }}>
          {translate('app.to_start')}
        </Button>
      </OutsideCard>
    </CssBaseline>
  );
}
