import { useState } from 'react';
import { useNotify, useRefresh } from 'react-admin';
import { useNavigate } from 'react-router';
import { ProblemError } from '../api/problem';
import { unsaved } from './unsaved';
import { useProblemText } from './use-problem-text';

interface Deed {
  readonly isBusy: boolean;
  /**
   * Does it, tells how it went, and shows what has become of things.
   *
   * @param to where to go instead, from a page that is about nothing any more
   * @returns whether it worked
   */
  readonly run: (
    work: () => Promise<unknown>,
    done: string,
    values?: object,
    to?: string,
  ) => Promise<boolean>;
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
  const navigate = useNavigate();
  const textOf = useProblemText();
  const run: Deed['run'] = async (work, done, values = {}, to) => {
    setBusy(true);
    setRefusal(null);
    try {
      const answer = await work();
      const counted = typeof answer === 'number' ? { smart_count: answer } : {};
      notify(done, { type: 'success', messageArgs: { ...values, ...counted } });
      if (to === undefined) {
        refresh();
      } else {
        unsaved.forget();
        void navigate(to, { replace: true });
      }
      return true;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      if (fields.some((field) => error.at(field) !== undefined)) setRefusal(error);
      else notify(textOf(error), { type: 'error', autoHideDuration: 10_000 });
      // it has changed meanwhile: as it is now the deed can be done
      if (error.status === 412) refresh();
      return false;
    } finally {
      setBusy(false);
    }
  };
  return { isBusy, run, refusalAt: (field) => refusal?.at(field) };
}
