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

/** Places at which one phrase may be written together or apart: more of them, and the others stay as they are. */
const MOST_PLACES = 3;

/** A model taken apart: `jv1080` is `jv`, `1080`, and `4p` is `4`, `p`. */
function apart(word: string): readonly string[] {
  const [, letters = '', rest = word] = /^([a-z]{1,4})(\d[a-z0-9]*)$/.exec(word) ?? [];
  const [, digits = rest, suffix = ''] = /^([a-z0-9]*\d)([a-z]{1,2})$/.exec(rest) ?? [];
  return [letters, digits, suffix].filter((part) => part !== '');
}

/**
 * All the ways to write the models of a phrase, together and apart; a phrase without one has its own alone. Whichever
 * of them is given, they are the same.
 */
export function spellingsOf(phrase: string): readonly string[] {
  let spellings = [''];
  let before = '';
  let places = 0;
  for (const word of phrase.split(' ').flatMap(apart)) {
    const joined = before !== '' && glue(before, word) !== null && places < MOST_PLACES;
    if (joined) places += 1;
    spellings = spellings.flatMap((one) => [
      one === '' ? word : `${one} ${word}`,
      ...(joined ? [one + word] : []),
    ]);
    before = word;
  }
  return spellings;
}
