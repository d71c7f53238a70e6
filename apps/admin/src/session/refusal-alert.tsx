import { Alert } from '@mui/material';
import type { ProblemError } from '../api/problem';
import { useProblemText } from '../shared/use-problem-text';

/** Says why the server has refused something; read aloud when it comes. `null`: it has not. */
export function RefusalAlert({ refusal }: { readonly refusal: ProblemError | null }) {
  const textOf = useProblemText();
  return (
    <div role="alert">
      {refusal && (
        <Alert severity="error" sx={{ mb: 1 }} role="presentation">
          {textOf(refusal)}
        </Alert>
      )}
    </div>
  );
}
