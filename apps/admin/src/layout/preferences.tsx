import { MenuItem, TextField, useMediaQuery } from '@mui/material';
import { useEffect } from 'react';
import { useLocaleState, useStore, useTheme, useTranslate } from 'react-admin';

const LANGUAGES = [
  { value: 'es', name: 'Español' },
  { value: 'en', name: 'English' },
];
const APPEARANCES = ['system', 'light', 'dark'] as const;

/** Language and appearance, remembered in this browser. */
export function Preferences() {
  const translate = useTranslate();
  const [locale, setLocale] = useLocaleState();
  const [appearance, setAppearance] = useAppearance();
  return (
    <>
      <TextField
        select
        label={translate('app.language')}
        value={locale}
        onChange={({ target }) => setLocale(target.value)}
        sx={{ minWidth: 110 }}
      >
        {LANGUAGES.map(({ value, name }) => (
          <MenuItem key={value} value={value} lang={value}>
            {name}
          </MenuItem>
        ))}
      </TextField>
      <TextField
        select
        label={translate('app.appearance')}
        value={appearance}
        onChange={({ target }) => setAppearance(target.value)}
        sx={{ minWidth: 110 }}
      >
        {APPEARANCES.map((one) => (
          <MenuItem key={one} value={one}>
            {translate(`app.appearances.${one}`)}
          </MenuItem>
        ))}
      </TextField>
    </>
  );
}

/** Follows what was chosen here, and with `system` what the system has now. Stands beside all screens. */
export function Appearance() {
  const [appearance] = useAppearance();
  const [, setTheme] = useTheme();
  const isDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  useEffect(() => {
    setTheme(appearance === 'dark' || (appearance === 'system' && isDark) ? 'dark' : 'light');
  }, [appearance, isDark, setTheme]);
  return null;
}

function useAppearance() {
  return useStore<string>('appearance', 'system');
}
