import { useState } from 'react';
import { useNotify, useRefresh } from 'react-admin';
import { ProblemError } from '../api/problem';
import { useProblemText } from './use-problem-text';

interface Deed {
  readonly isBusy: boolean;
  /** Does it, tells how it went, and shows what has become of things. @returns whether it worked */
  readonly run: (work: () => Promise<unknown>, done: string, values?: object) => Promise<boolean>;
  /** What was wrong with a field the last time, where that is said there and not in a notice. */
  readonly refusalAt: (field: string) => string | undefined;
}

/**
 * Something that is done at the API at the press of a button.
 *
 * @param fields those at which the caller says what is wrong with them
 */
export function useDeed(fields: readonly string[] = []): Deed {
  const [refusal, setRefusal] = useState<ProblemError | null>(null);
  const [isBusy, setBusy] = useState(false);
  const notify = useNotify();
  const refresh = useRefresh();
  const textOf = useProblemText();
  const run = async (work: () => Promise<unknown>, done: string, values: object = {}): Promise<boolean> => {
    setBusy(true);
    setRefusal(null);
    try {
      const answer = await work();
      const counted = typeof answer === 'number' ? { smart_count: answer } : {};
      notify(done, { type: 'success', messageArgs: { ...values, ...counted } });
      refresh();
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (fields.some((field) => error.at(field) !== undefined)) setRefusal(error);
      else notify(textOf(error), { type: 'error', autoHideDuration: 10_000 });
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, run, refusalAt: (field) => refusal?.at(field) };
}
