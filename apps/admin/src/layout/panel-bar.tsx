import { useState } from 'react';
import { AppBar, Logout, TitlePortal, UserMenu, useTranslate } from 'react-admin';
import { Box, Dialog, DialogContent, DialogTitle, ListItemIcon, ListItemText, MenuItem } from '@mui/material';
import KeyIcon from '@mui/icons-material/Key';
import TuneIcon from '@mui/icons-material/Tune';
import { ChoosePassword } from '../session/choose-password';
import { useSession } from '../session/use-session';
import { Preferences } from './preferences';

type Shown = 'preferences' | 'password' | null;

/** The bar above: the title of the screen, and what belongs to whoever is signed in. */
export function PanelBar() {
  const [shown, setShown] = useState<Shown>(null);
  const translate = useTranslate();
  const { profile } = useSession();
  const close = () => setShown(null);
  return (
    <>
      <AppBar
        color="primary"
        toolbar={<></>}
        userMenu={
          // its name is what it shows
          <UserMenu label={profile?.display_name || profile?.email}>
            <MenuItem onClick={() => setShown('preferences')}>
              <ListItemIcon>
                <TuneIcon fontSize="small" />
              </ListItemIcon>
              <ListItemText>{translate('app.preferences')}</ListItemText>
            </MenuItem>
            <MenuItem onClick={() => setShown('password')}>
              <ListItemIcon>
                <KeyIcon fontSize="small" />
              </ListItemIcon>
              <ListItemText>{translate('session.change_password')}</ListItemText>
            </MenuItem>
            <Logout />
          </UserMenu>
        }
      >
        {/* one that is too long ends in dots: a box in it would be cut */}
        <TitlePortal component="h1" sx={{ '& > *': { display: 'inline !important' } }} />
      </AppBar>
      <Dialog open={shown !== null} onClose={close} aria-labelledby="own-settings" fullWidth maxWidth="xs">
        <DialogTitle id="own-settings">
          {translate(shown === 'password' ? 'session.change_password' : 'app.preferences')}
        </DialogTitle>
        <DialogContent>
          {shown === 'password' ? (
            <ChoosePassword onDone={close} />
          ) : (
            <Box sx={{ display: 'flex', gap: 1, pt: 1 }}>
              <Preferences />
            </Box>
          )}
        </DialogContent>
      </Dialog>
    </>
  );
}
