const MODEL_LETTERS = /^[a-z]{1,4}$/;
const STARTS_WITH_DIGIT = /^\d[a-z0-9]*$/;
const ENDS_WITH_DIGIT = /\d$/;
const SHORT_LETTERS = /^[a-z]{1,2}$/;

/** Two words that are one model when written together (`jv 1080`), as the database glues them too; `null`: none. */
export function glue(word: string, next: string): string | null {
  const model = MODEL_LETTERS.test(word) && STARTS_WITH_DIGIT.test(next);
  const suffix = ENDS_WITH_DIGIT.test(word) && SHORT_LETTERS.test(next);
  return model || suffix ? word + next : null;
}
