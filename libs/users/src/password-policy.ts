import { commonPasswords, commonWords } from './common-passwords';
import { normalisePassword } from './password-hash';

/** Lengths of a password, in code points after NFC (NIST SP 800-63B: each code point counts as one character). */
const PASSWORD_LENGTH = { least: 12, leastForStaff: 15, most: 256 } as const;

/** Why a password is refused. */
export type PasswordFault =
  'malformed' | 'too_short' | 'too_long' | 'common' | 'predictable' | 'like_email' | 'unchanged';

/** What a password is judged against. */
export interface PasswordContext {
  readonly email: string;
  /** Staff and superusers need more. */
  readonly isStaff: boolean;
  /** The password that has to give way to another one. */
  readonly previous?: string | null;
}

/** A password that falls into so few guesses is no secret. */
const FEWEST_PIECES = 4;
const FEWEST_CHARACTERS = 5;
/** Beyond the e-mail a password has to have so many characters of its own. */
const LEAST_BEYOND_EMAIL = 8;
const SHORTEST_NAME = 4;

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'qwertyuiop',
  'asdfghjklñ',
  'zxcvbnm',
  'qazwsxedcrfvtgbyhnujmik',
];
const WALKS = ROWS.flatMap((row) => [row, Array.from(row).reverse().join('')]);
const SHORTEST_WALK = 3;

/** What a digit or sign stands for in p4ssw0rd. */
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'il',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '8': 'b',
  '9': 'g',
  '@': 'a',
  $: 's',
  '!': 'i',
  '€': 'e',
};

const wordsByLetter = new Map<string, string[]>();
for (const word of new Set(commonWords)) {
  const letter = word.charAt(0);
  wordsByLetter.set(letter, [...(wordsByLetter.get(letter) ?? []), word]);
}

/**
 * Everything that is wrong with a new password; nothing is cut off or changed to make it fit. There are no rules of
 * composition: they make passwords harder to remember and no harder to guess (NIST SP 800-63B).
 */
export function passwordFaults(password: string, context: PasswordContext): PasswordFault[] {
  // a NUL, line end or half a character comes from a broken file or field: nobody could type it again
  if (/[\p{Cc}\p{Cs}]/u.test(password)) return ['malformed'];
  const length = lengthOf(password);
  if (length > PASSWORD_LENGTH.most) return ['too_long'];
  const faults: PasswordFault[] = [];
  if (length < passwordLengths(context.isStaff).least) faults.push('too_short');
  const folded = fold(password);
  if (isCommon(folded)) faults.push('common');
  else if (isPredictable(folded)) faults.push('predictable');
  if (isLikeEmail(folded, context.email)) faults.push('like_email');
  const { previous = null } = context;
  if (previous !== null && normalisePassword(previous) === normalisePassword(password)) {
    faults.push('unchanged');
  }
  return faults;
}

/** A sentence for each fault. */
export function describeFault(fault: PasswordFault, isStaff: boolean): string {
  switch (fault) {
    case 'malformed':
      return 'The password has characters that nobody can type, such as line ends.';
    case 'too_short':
      return `The password needs ${passwordLengths(isStaff).least} characters at least.`;
    case 'too_long':
      return `The password may have ${PASSWORD_LENGTH.most} characters at most.`;
    case 'common':
      return 'This password is one of the most common ones.';
    case 'predictable':
      return 'This password is made of common words, rows of keys, repetitions or years: add words of your own.';
    case 'like_email':
      return 'The password is too much like the e-mail address.';
    case 'unchanged':
      return 'The password has to be another one than before.';
  }
}

/** How long a password has to be and may be. */
export function passwordLengths(isStaff: boolean): { readonly least: number; readonly most: number } {
  return {
    least: isStaff ? PASSWORD_LENGTH.leastForStaff : PASSWORD_LENGTH.least,
    most: PASSWORD_LENGTH.most,
  };
}

/** Whether a password is longer than any that was ever taken. */
export function isTooLong(password: string): boolean {
  return lengthOf(password) > PASSWORD_LENGTH.most;
}

function lengthOf(password: string): number {
  return Array.from(normalisePassword(password)).length;
}

function fold(text: string): string {
  return text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Whether a password is on the list, or one that is on it was made long enough by digits and signs around it. */
function isCommon(folded: string): boolean {
  const core = folded.replace(/^\P{L}+/u, '').replace(/\P{L}+$/u, '');
  const decorated = core.length * 2 >= folded.length && commonPasswords().has(core);
  return decorated || commonPasswords().has(folded);
}

/** Whether a password is one piece repeated, of few characters, or of few pieces that guessers try first. */
function isPredictable(folded: string): boolean {
  const unit = repeatedUnit(folded);
  return new Set(folded).size < FEWEST_CHARACTERS || pieces(Array.from(unit)) < FEWEST_PIECES;
}

/** What a text is the repetition of: itself, if of nothing shorter. */
function repeatedUnit(text: string): string {
  const period = (text + text).indexOf(text, 1);
  return period > 0 ? text.slice(0, period) : text;
}

/** Into how few pieces a text falls: common words, rows of keys, repetitions, numbers up to four digits, single signs. */
function pieces(text: readonly string[]): number {
  const fewest: number[] = [0];
  for (let start = 0; start < text.length; start++) {
    const next = (fewest[start] ?? Infinity) + 1;
    for (const size of pieceSizes(text, start)) {
      fewest[start + size] = Math.min(fewest[start + size] ?? Infinity, next);
    }
  }
  return fewest[text.length] ?? Infinity;
}

function pieceSizes(text: readonly string[], start: number): number[] {
  const sizes = [1];
  for (
    let size = 2;
    size <= 4 && /\d/.test(text[start] ?? '') && /\d/.test(text[start + size - 1] ?? '');
    size++
  ) {
    if (text.slice(start, start + size).every((sign) => /\d/.test(sign))) sizes.push(size);
  }
  let run = 1;
  while (text[start + run] === text[start] && start + run < text.length) run++;
  for (let size = 2; size <= run; size++) sizes.push(size);
  const walked = walkFrom(text, start);
  for (let size = SHORTEST_WALK; size <= walked; size++) sizes.push(size);
  for (const word of wordsAt(text[start] ?? '')) if (standsAt(word, text, start)) sizes.push(word.length);
  return sizes;
}

function walkFrom(text: readonly string[], start: number): number {
  const lengths = WALKS.map((walk) => {
    const at = walk.indexOf(text[start] ?? '');
    let length = 0;
    while (at >= 0 && at + length < walk.length && walk[at + length] === text[start + length]) length++;
    return length;
  });
  return Math.max(...lengths);
}

function wordsAt(sign: string): string[] {
  return [sign, ...Array.from(LEET[sign] ?? '')].flatMap((letter) => wordsByLetter.get(letter) ?? []);
}

function standsAt(word: string, text: readonly string[], start: number): boolean {
  return Array.from(word).every((letter, index) => {
    const sign = text[start + index];
    return sign === letter || (sign !== undefined && (LEET[sign]?.includes(letter) ?? false));
  });
}

/** Whether little is left of a password without the names in the e-mail. */
function isLikeEmail(folded: string, email: string): boolean {
  const address = fold(email);
  const [local = '', domain = ''] = address.split('@');
  const names = [address, local, ...local.split(/[._+-]/), domain, domain.split('.', 1)[0] ?? '']
    .filter((name) => name.length >= SHORTEST_NAME)
    .sort((a, b) => b.length - a.length);
  const rest = names.reduce((text, name) => text.replaceAll(name, ''), folded);
  return rest.length < folded.length && rest.length < LEAST_BEYOND_EMAIL;
}
