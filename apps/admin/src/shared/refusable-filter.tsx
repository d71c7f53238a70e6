import { cloneElement, type ReactElement, useEffect } from 'react';
import { useListContext, useTranslate } from 'react-admin';
import { useFormContext } from 'react-hook-form';
import { ProblemError } from '../api/problem';

/** An input above a list, as a screen gives it. */
export type FilterInput = ReactElement<{
  readonly source: string;
  readonly helperText?: string;
  readonly placeholder?: string;
}>;

/**
 * The same inputs. Each says its help within, for react-admin leaves no room below a filter, and what is wrong with it when
 * the list was refused for its sake.
 */
export function refusable(filters: readonly FilterInput[]): ReactElement[] {
  return filters.map((input) => <RefusableFilter key={input.key} {...input.props} input={input} />);
}

/** @param own what react-admin gives an input of its filters, which goes on to it */
function RefusableFilter({ input, ...own }: { readonly input: FilterInput; readonly source: string }) {
  const translate = useTranslate();
  const { source } = own;
  const { error } = useListContext();
  const { setError, clearErrors } = useFormContext();
  const fault = error instanceof ProblemError ? error.inQuery(source) : undefined;
  useEffect(() => {
    if (fault === undefined) return undefined;
    setError(source, { type: 'refused', message: fault });
    return () => clearErrors(source);
  }, [source, fault, setError, clearErrors]);
  const help = input.props.helperText;
  return cloneElement(input, help === undefined ? own : { ...own, placeholder: translate(help) });
}
