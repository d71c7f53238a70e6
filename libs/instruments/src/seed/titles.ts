import { pick, type Random } from './random';
import { withoutAccents } from './text';
import { extras, type InstrumentKind, leads, states } from './vocabulary';

/** How often a title takes each shape; what is left over is the bare maker and model. */
interface Shapes {
  /** `Guitarra Fender Telecaster` */
  readonly nounFirst: number;
  /** `Vendo guitarra Fender Telecaster` */
  readonly lead: number;
  /** `Fender Telecaster guitarra` */
  readonly nounLast: number;
  /** `Guitarra Telecaster`: the maker is left to the reader. */
  readonly makerless: number;
}

/** The words at hand for one kind in one language. */
export interface Wording {
  readonly shapes: Shapes;
  readonly nouns: readonly string[];
  readonly openers: readonly string[];
  readonly details: readonly string[];
  readonly states: readonly string[];
  readonly extras: readonly string[];
  readonly leads: readonly string[];
  readonly years: readonly [from: number, to: number] | null;
}

const spanish: Shapes = { nounFirst: 0.6, lead: 0.08, nounLast: 0.08, makerless: 0.06 };
// English sellers start with the maker and often say no noun at all
const english: Shapes = { nounFirst: 0.04, lead: 0.06, nounLast: 0.42, makerless: 0 };

const breaks: readonly string[] = [' ', ' ', ', ', ', ', ' - ', ' / '];

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Gathers the words of a kind; `@` becomes the ending of the kind's gender. */
export function wordingOf(kind: InstrumentKind, language: 'es' | 'en'): Wording {
  const ending = kind.gender === 'f' ? 'a' : 'o';
  const agree = (texts: readonly string[]) => texts.map((text) => text.replace('@', ending));
  return {
    shapes: language === 'es' ? spanish : english,
    nouns: kind.nouns[language],
    openers: kind.nouns[language].map(capital),
    details: kind.details[language],
    states: agree(states[language]),
    extras: agree(extras[language]),
    leads: leads[language],
    years: kind.years,
  };
}

/** The same words without accents, for sellers who do not type them. */
export function plainWording(wording: Wording): Wording {
  return {
    ...wording,
    nouns: wording.nouns.map(withoutAccents),
    openers: wording.openers.map(withoutAccents),
    details: wording.details.map(withoutAccents),
    states: wording.states.map(withoutAccents),
    extras: wording.extras.map(withoutAccents),
  };
}

function stem(random: Random, words: Wording, maker: string, model: string): string {
  const { shapes } = words;
  let shape = random.next();
  if (shape < shapes.nounFirst) return `${pick(random, words.openers)} ${maker} ${model}`;
  shape -= shapes.nounFirst;
  if (shape < shapes.lead)
    return `${pick(random, words.leads)} ${pick(random, words.nouns)} ${maker} ${model}`;
  shape -= shapes.lead;
  if (shape < shapes.nounLast) return `${maker} ${model} ${pick(random, words.nouns)}`;
  shape -= shapes.nounLast;
  if (shape < shapes.makerless) return `${pick(random, words.openers)} ${model}`;
  return `${maker} ${model}`;
}

function withYear(random: Random, title: string, [from, to]: readonly [number, number]): string {
  const year = String(random.between(from, to));
  const manner = random.next();
  if (manner < 0.6) return `${title} ${year}`;
  return manner < 0.85 ? `${title} (${year})` : `${year} ${title}`;
}

function append(random: Random, title: string, pieces: readonly string[]): string {
  const piece = pick(random, pieces);
  return title.includes(piece) ? title : title + pick(random, breaks) + piece;
}

/** A title as people write them: in many shapes, now and then all in small or all in capital letters. */
export function composeTitle(random: Random, words: Wording, maker: string, model: string): string {
  let title = stem(random, words, maker, model);
  if (words.years !== null && random.chance(0.2)) title = withYear(random, title, words.years);
  if (random.chance(0.48)) title = append(random, title, words.details);
  if (random.chance(0.31)) title = append(random, title, words.states);
  if (random.chance(0.28)) title = append(random, title, words.extras);
  const manner = random.next();
  if (manner < 0.18) return title.toLowerCase();
  return manner < 0.21 ? title.toUpperCase() : title;
}
