import { useResourceContext, useTranslate } from 'react-admin';
import { type FieldFault, ProblemError } from '../api/problem';

/** Puts a refusal into words for people: what is wrong with each field, by the name that the field has on the screen. */
export function useProblemText(): (problem: unknown) => string {
  const translate = useTranslate();
  const resource = useResourceContext({}) ?? '';
  const nameOf = ({ pointer, parameter }: FieldFault): string => {
    const path = pointer?.slice(1).replaceAll('/', '.') ?? parameter ?? '';
    return path === '' ? '' : translate(`resources.${resource}.fields.${path}`, { _: path });
  };
  return (problem) => {
    if (!(problem instanceof ProblemError)) return String(problem);
    const own = problem.wordsOf('done');
    if (own !== undefined) return translate(own);
    if (problem.faults.length === 0) return problem.message;
    const faults = problem.faults.map((fault) => [nameOf(fault), fault.detail].filter(Boolean).join(': '));
    return [...new Set(faults)].join(' · ');
  };
}
