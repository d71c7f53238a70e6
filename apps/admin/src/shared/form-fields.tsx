import { createContext, type ReactNode, useCallback, useContext } from 'react';
import { type Theme, ThemeProvider } from '@mui/material';

const Closed = createContext(false);

/** Whether the form around can be saved by nobody here. */
export function useClosedForm(): boolean {
  return useContext(Closed);
}

interface FormFieldsProps {
  readonly isClosed: boolean;
  readonly children: ReactNode;
}

/**
 * The fields of a form. While it is closed nothing in them changes, and what stands in them can be read, reached by
 * keyboard and copied, which nothing in a disabled field can be. Closing and opening keeps the fields that are there.
 */
export function FormFields({ isClosed, children }: FormFieldsProps) {
  const theme = useCallback((outer: Theme) => (isClosed ? closedTheme(outer) : outer), [isClosed]);
  return (
    <Closed value={isClosed}>
      <ThemeProvider theme={theme}>{children}</ThemeProvider>
    </Closed>
  );
}

/** By the theme: it reaches every field, whoever made it. */
function closedTheme(outer: Theme): Theme {
  return {
    ...outer,
    components: {
      ...outer.components,
      MuiInputBase: {
        ...outer.components?.MuiInputBase,
        // numbers and times listen to the second one alone
        defaultProps: { readOnly: true, slotProps: { input: { readOnly: true } } },
      },
      MuiFormControlLabel: { ...outer.components?.MuiFormControlLabel, defaultProps: { disabled: true } },
    },
  };
}
