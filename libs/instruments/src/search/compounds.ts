import { BRAND_NAMES } from '../import/brand-names';
import { searchWords } from './search-words';

/** Names of things that some write in two words and others in one; those of makers are taken from their list. */
const TWO_WORDS = [
  // instruments and amplifiers
  'les paul, duo sonic, jazz master, jazz bass, sting ray, thunder bird, fire bird, bass man, twin reverb, super reverb',
  'micro korg, mini moog, mini korg, mono poly, poly six, wave station, clavi nova, key tar, lap steel, hi hat',
  'mini brute, micro brute, matrix brute, poly brute, mini freak, micro freak, key lab, mini lab, digi tone, octa track',
  // effects, sound and what belongs to them
  'tube screamer, big muff, cry baby, space echo, loop station, head rush, fuzz face, pedal board',
  'flight case, gig bag, hard case, soft case, pick guard, pre amp, power amp, sub woofer, sound bar',
]
  .join(', ')
  .split(', ');

/** Letters alone: digits are models (models.ts). */
const TWO = /^([a-z]{2,}) ([a-z]{2,})$/;
const spellings = BRAND_NAMES.flatMap((entry) => entry.split(/: =|[:,]/));
const BY_WHOLE = new Map(
  [...TWO_WORDS, ...spellings].flatMap((spelling) => {
    const [, first, second] = TWO.exec(searchWords(spelling)) ?? [];
    return first === undefined || second === undefined ? [] : [[first + second, [first, second]] as const];
  }),
);

/** The two words that some write as this one, if they are known: `music`, `man` of `musicman`. */
export function twoWordsOf(word: string): readonly [first: string, second: string] | null {
  return BY_WHOLE.get(word) ?? null;
}

/** Words that others may write as one, parted by a space: all that stand beside each other. */
export function pairsOf(words: readonly string[]): string[] {
  return words.slice(1).flatMap((word, at) => {
    const pair = `${words[at]} ${word}`;
    return TWO.test(pair) ? [pair] : [];
  });
}

/** Shorter words are parts of too many others by chance. */
const LEAST_PART = 3;

/** All ways to read a word as two. */
export function cutsOf(word: string): (readonly [first: string, second: string])[] {
  if (!/^[a-z]{6,40}$/.test(word)) return [];
  const places = Array.from({ length: word.length - 2 * LEAST_PART + 1 }, (_, at) => at + LEAST_PART);
  return places.map((at) => [word.slice(0, at), word.slice(at)] as const);
}

/** A model of few letters, with or without a number: `obxa`, `pxs3000`. */
const MODEL = /^(?=.{4,10}$)([a-z]{3,5})(\d*)$/;

/** All ways to read a model as two words: `ob`, `xa` of `obxa`, and `px`, `s3000` of `pxs3000`. */
export function modelCutsOf(word: string): (readonly [first: string, second: string])[] {
  const [, letters, digits = ''] = MODEL.exec(word) ?? [];
  if (letters === undefined) return [];
  const least = digits === '' ? 2 : 1;
  const places = Array.from({ length: Math.max(letters.length - 1 - least, 0) }, (_, at) => at + 2);
  return places.map((at) => [word.slice(0, at), word.slice(at)] as const);
}
