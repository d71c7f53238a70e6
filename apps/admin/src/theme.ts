import type { Theme } from '@mui/material';
import { defaultDarkTheme, defaultLightTheme, type RaThemeOptions } from 'react-admin';
import { FieldFrame } from './shared/field-frame';

/** The fonts of the system: nothing is fetched from anywhere. */
const fontFamily = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif';

/** Without a ground of its own. */
const bare = { '&&': { backgroundColor: 'transparent' } };

/** Over whatever it covers. */
const skipLink = ({ theme: { palette, typography } }: { readonly theme: Theme }) => ({
  '&&': { color: palette.text.primary, backgroundColor: palette.background.paper, opacity: 1 },
  // react-admin makes icons of buttons on a narrow screen, and this one has none
  '&.MuiIconButton-root': { ...typography.button, borderRadius: 8 },
  '&.MuiIconButton-root::after': { content: 'attr(aria-label)' },
});

function made(base: RaThemeOptions, palette: RaThemeOptions['palette'], focus: string): RaThemeOptions {
  return {
    ...base,
    palette: { ...base.palette, ...palette },
    typography: { h6: { fontWeight: 400 }, fontFamily },
    shape: { borderRadius: 8 },
    components: {
      ...base.components,
      MuiCssBaseline: {
        styleOverrides: {
          // what the focus is on is neither behind the bar above and its notice (layout/panel-layout.tsx) nor behind that of a
          // form below (shared/form-toolbar.tsx)
          html: {
            scrollPaddingTop: 'calc(64px + var(--notice, 0px))',
            '@media (max-width: 599.95px)': { scrollPaddingBottom: 'calc(8px + var(--form-bar, 0px))' },
          },
          // who walks by keyboard always sees where he is
          ':focus-visible': { outline: `3px solid ${focus}`, outlineOffset: '2px' },
          '.MuiButtonBase-root:focus-visible': { outline: `3px solid ${focus}`, outlineOffset: '-3px' },
          '@media (prefers-reduced-motion: reduce)': {
            '*, ::before, ::after': {
              animationDuration: '0s !important',
              transitionDuration: '0s !important',
            },
          },
        },
      },
      MuiButton: { styleOverrides: { root: { textTransform: 'none' } } },
      // react-admin names the boxes of its rows on the frame, where nobody hears it: the name belongs to the box
      MuiCheckbox: {
        defaultProps: {
          slotProps: {
            root: { 'aria-label': undefined },
            input: (own: object) => ('aria-label' in own ? { 'aria-label': own['aria-label'] } : {}),
          },
        },
      },
      // a narrow screen has the bar of a form at its bottom (shared/form-toolbar.tsx)
      RaNotification: {
        styleOverrides: {
          root: { '@media (max-width: 599.95px)': { bottom: 'calc(8px + var(--form-bar, 0px))' } },
        },
      },
      // on a narrow screen too what stands above a list is no part of it, and takes no room when it is empty
      RaListToolbar: {
        styleOverrides: {
          // what can be done stands in a row of its own below the filters
          root: { '&&': { ...bare['&&'], flexDirection: 'column', alignItems: 'stretch' } },
        },
      },
      // it is seen once the focus is on it, and then on every ground
      RaSkipNavigationButton: { styleOverrides: { root: skipLink } },
      RaTopToolbar: { styleOverrides: { root: { ...bare, minHeight: 'auto' } } },
      // above the rows and not over what stands there: a table that scrolls alone would cut it off
      RaBulkActionsToolbar: {
        styleOverrides: {
          root: {
            position: 'sticky',
            left: 0,
            '& .RaBulkActionsToolbar-toolbar': {
              position: 'static',
              transform: 'none',
              height: 'auto',
              flexWrap: 'wrap',
            },
            // nobody tabs into what is not seen
            '& .RaBulkActionsToolbar-collapsed': { height: 0, visibility: 'hidden' },
          },
        },
      },
      // what is wrong with a filter is said below it
      RaFilterForm: {
        styleOverrides: { root: { '& .MuiFormHelperText-root.Mui-error': { display: 'block' } } },
      },
      MuiTableSortLabel: { styleOverrides: { root: { minHeight: 24 } } },
      MuiTab: { styleOverrides: { root: { textTransform: 'none' } } },
      MuiTableCell: {
        styleOverrides: {
          root: { '&.MuiTableCell-paddingCheckbox': { padding: '0 8px' } },
          head: { fontWeight: 600 },
          // many columns have to stand beside one another
          sizeSmall: { paddingInline: 8 },
        },
      },
      // what can be read and copied only looks so
      MuiOutlinedInput: {
        styleOverrides: {
          root: ({ theme }: { readonly theme: Theme }) => ({
            '&.MuiInputBase-readOnly': { backgroundColor: theme.palette.action.hover },
          }),
        },
      },
      MuiTextField: {
        defaultProps: { variant: 'outlined', margin: 'dense', size: 'small', fullWidth: true },
      },
      MuiFormControl: {
        defaultProps: {
          ...{ variant: 'outlined', margin: 'dense', size: 'small', fullWidth: true },
          component: FieldFrame,
        },
      },
    },
  };
}

export const lightTheme = made(
  defaultLightTheme,
  {
    primary: { main: '#1f5f8b' },
    secondary: { main: '#1f5f8b' },
    background: { default: '#f5f7f9' },
    text: { primary: '#1a232b', secondary: '#4b5863', disabled: '#69737c' },
    error: { main: '#b3261e' },
    warning: { main: '#8a5300' },
    success: { main: '#1e6b3a' },
    info: { main: '#1f5f8b' },
  },
  '#b35900',
);

export const darkTheme = made(
  defaultDarkTheme,
  {
    mode: 'dark',
    primary: { main: '#8cc4ec' },
    secondary: { main: '#8cc4ec' },
    background: { default: '#12181d', paper: '#1b232a' },
    text: { primary: '#e8edf1', secondary: '#b3bfc9', disabled: '#8f9ba5' },
    error: { main: '#ff8a80' },
    warning: { main: '#ffb95c' },
    success: { main: '#7fd29a' },
    info: { main: '#8cc4ec' },
  },
  '#ffb95c',
);
