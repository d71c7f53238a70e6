import { Title, useTranslate } from 'react-admin';
import { Button, Typography } from '@mui/material';
import { Link } from 'react-router';

/** For addresses that lead nowhere. */
export function NotFound() {
  return <NoScreen title="ra.page.not_found" why="ra.message.not_found" />;
}

/** For screens that are not for whoever is signed in. */
export function AccessDenied() {
  return <NoScreen title="ra.page.access_denied" why="ra.message.access_denied" />;
}

function NoScreen({ title, why }: { readonly title: string; readonly why: string }) {
  const translate = useTranslate();
  return (
    <>
      <Title title={translate(title)} />
      <Typography variant="h6" component="p" sx={{ mt: 4 }}>
        {translate(why)}
      </Typography>
      <Button component={Link} to="/" variant="contained" sx={{ mt: 2, alignSelf: 'start' }}>
        {translate('app.to_start')}
      </Button>
    </>
  );
}
