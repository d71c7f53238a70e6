import type { ReactNode } from 'react';
import {
  Box,
  Button,
  Dialog,
  DialogActions,
  DialogContent,
  DialogTitle,
  ListItemIcon,
  ListItemText,
  MenuItem,
} from '@mui/material';
import AlternateEmailIcon from '@mui/icons-material/AlternateEmail';
import ExitIcon from '@mui/icons-material/PowerSettingsNew';
import KeyIcon from '@mui/icons-material/Key';
import TuneIcon from '@mui/icons-material/Tune';
import { useTranslate, useUserMenu } from 'react-admin';
import { ChoosePassword } from '../session/choose-password';
import { OwnEmail } from '../session/own-email';
import { useSignOut } from '../session/use-sign-out';
import { Preferences } from './preferences';

/** What belongs to whoever is signed in, by the text that names it. */
const SETTINGS = {
  'app.preferences': <TuneIcon fontSize="small" />,
  'session.change_email': <AlternateEmailIcon fontSize="small" />,
  'session.change_password': <KeyIcon fontSize="small" />,
} as const satisfies Record<string, ReactNode>;
export type OwnSetting = keyof typeof SETTINGS;

const isSetting = (name: string): name is OwnSetting => Object.hasOwn(SETTINGS, name);

/** The entries of the user menu. It closes behind whatever is chosen. */
export function OwnMenu({ onChoose }: { readonly onChoose: (setting: OwnSetting) => void }) {
  const translate = useTranslate();
  const menu = useUserMenu();
  const signOut = useSignOut();
  return (
    <>
      {Object.entries(SETTINGS).map(([name, icon]) => (
        <MenuItem
          key={name}
          onClick={() => {
            menu?.onClose();
            if (isSetting(name)) onChoose(name);
          }}
        >
          <ListItemIcon>{icon}</ListItemIcon>
          <ListItemText>{translate(name)}</ListItemText>
        </MenuItem>
      ))}
      <MenuItem
        onClick={() => {
          menu?.onClose();
          void signOut();
        }}
      >
        <ListItemIcon>
          <ExitIcon fontSize="small" />
        </ListItemIcon>
        <ListItemText>{translate('ra.auth.logout')}</ListItemText>
      </MenuItem>
    </>
  );
}

interface OwnSettingsProps {
  readonly shown: OwnSetting | null;
  readonly onClose: () => void;
}

/** The dialog of what was chosen there. */
export function OwnSettings({ shown, onClose }: OwnSettingsProps) {
  const translate = useTranslate();
  return (
    <Dialog open={shown !== null} onClose={onClose} aria-labelledby="own-settings" fullWidth maxWidth="xs">
      <DialogTitle id="own-settings">{shown !== null && translate(shown)}</DialogTitle>
      <DialogContent>
        {shown === 'session.change_password' && <ChoosePassword onDone={onClose} />}
        {shown === 'session.change_email' && <OwnEmail onDone={onClose} />}
        {shown === 'app.preferences' && (
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, pt: 1 }}>
            <Preferences />
          </Box>
        )}
      </DialogContent>
      {shown === 'app.preferences' && (
        <DialogActions>
          <Button onClick={onClose}>{translate('ra.action.close')}</Button>
        </DialogActions>
      )}
    </Dialog>
  );
}
