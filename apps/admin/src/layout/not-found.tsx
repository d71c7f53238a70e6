import { Title, useTranslate } from 'react-admin';
import { Button, Typography } from '@mui/material';
import { Link } from 'react-router';

/** For addresses that lead nowhere. */
export function NotFound() {
  const translate = useTranslate();
  return (
    <>
      <Title title={translate('ra.page.not_found')} />
      <Typography variant="h6" component="p" sx={{ mt: 4 }}>
        {translate('ra.message.not_found')}
      </Typography>
      <Button component={Link} to="/" variant="contained" sx={{ mt: 2, alignSelf: 'start' }}>
        {translate('app.to_start')}
      </Button>
    </>
  );
}
