import { Injectable } from '@nestjs/common';
import {
  type CountedTerm,
  type SimilarTerm,
  SuggestionsRepository,
} from '../persistence/suggestions.repository';
import { cutsOf, modelCutsOf } from './compounds';
import {
  correctionOf,
  FAR_MORE,
  FEW,
  LEAST_LISTINGS,
  modelPhraseIn,
  possibleWords,
  replaceWords,
  twoWordsIn,
} from './corrections';
import { isModel, nameInTwoWordsMeant, namesThatBegin, withNameInTwoWords } from './known-models';
import { makersKnownAs } from './maker-names';
import type { KnownEntry, References } from './references';
import { plainWords } from './term-query';
import type { SearchText } from './search-text';
import { MOST_SUGGESTIONS, type Suggestion } from './suggestion';

/** Words that look like models; some are years and measures. */
const MOST_CANDIDATES = 40;
/** Shorter ones begin too many words of spellings. */
const LEAST_WORD = 3;
/** Shorter ones begin too many names that makers are known by besides their own. */
const LEAST_NAME = 2;
const MOST_CATEGORIES = 2;
/** Names of one query that others are looked for that look like them. */
const MOST_MEANT = 5;

/** Guesses what people mean: while they type, and when nothing is found. */
@Injectable()
export class SuggestionsService {
  constructor(private readonly suggestions: SuggestionsRepository) {}

  /**
   * Brands, models and categories that begin so, at most eight: the last word may be half typed, what stands before it
   * stays.
   */
  async suggest(typed: string, references: References): Promise<Suggestion[]> {
    if (typed === '') return [];
    const words = typed.split(' ');
    const last = words.at(-1) ?? '';
    const before = words.slice(0, -1).join(' ');
    const categories = categoriesThatBegin(typed, references);
    const counts = await this.suggestions.countTerms(categories.map(({ id }) => `#c${id}`));
    const others = typed.length < LEAST_NAME ? [] : makersKnownAs(typed);
    const brands = await this.suggestions.findBrands(typed, others, 3);
    const models = await this.models(words.slice(0, -1), last);
    const named = await this.nameInTwoWords(typed);
    const all: Suggestion[] = [
      ...categories.map(({ id, slug, name }): Suggestion => {
        const listings = counts.find(({ term }) => term === `#c${id}`)?.listings ?? 0;
        return { kind: 'category', text: name, parameter: 'category', value: slug, listings };
      }),
      ...brands.map(({ folded, label, listings }): Suggestion => {
        return { kind: 'brand', text: label, parameter: 'brand', value: folded, listings };
      }),
      ...(named === null ? [] : [named]),
      ...models
        .filter(({ term }) => !brands.some(({ folded }) => folded === term) || before !== '')
        .map(({ term }) => modelCalled(before === '' ? term : `${before} ${term}`))
        .filter(({ text }) => text !== named?.text),
    ];
    return all.slice(0, MOST_SUGGESTIONS);
  }

  /** A name in two words that is half typed; `null`: none, or no listing has it. */
  private async nameInTwoWords(typed: string): Promise<Suggestion | null> {
    const text = withNameInTwoWords(typed);
    if (text === null) return null;
    const words = [...new Set(text.split(' '))];
    return (await this.stand(words)) ? modelCalled(text) : null;
  }

  /** Whether a listing has all of some words. */
  private async stand(words: readonly string[]): Promise<boolean> {
    const counts = await this.suggestions.countTerms(words);
    if (counts.length < words.length) return false;
    const least = Math.min(...counts.map(({ listings }) => listings));
    return this.suggestions.occurs(words.map((word) => `'${word}'`).join(' & '), least);
  }

  private async models(before: readonly string[], last: string): Promise<CountedTerm[]> {
    if (before.length === 0) {
      const found = await this.suggestions.findModels(last, MOST_CANDIDATES);
      return found.filter(({ term }) => isModel(term));
    }
    const counts = await this.suggestions.countTerms(before);
    if (counts.length < new Set(before).size) return [];
    const listings = Math.min(...counts.map((one) => one.listings));
    const beside = before.map((word) => `'${word}'`).join(' & ');
    const names = namesThatBegin(last);
    const found = await this.suggestions.findModelsBeside(beside, listings, last, names, MOST_CANDIDATES);
    return found.filter(({ term }) => names.includes(term) || (isModel(term) && !before.includes(term)));
  }

  /**
   * The brands or places that were probably meant by names that no listing has, by name: nearly the same, or one that has
   * this name in it. Only of the first few are they looked for.
   */
  async meantNames(
    kind: 'brand' | 'location',
    names: readonly string[],
  ): Promise<ReadonlyMap<string, string>> {
    if (names.length === 0) return new Map();
    const similar = await this.suggestions.findSimilarNames(kind, names.slice(0, MOST_MEANT));
    return new Map(
      names.flatMap((name) => {
        const near = similar.filter(({ word }) => word === name);
        const longer = near.find(({ term }) => ` ${term} `.includes(` ${name} `));
        const meant = correctionOf(name, near) ?? longer?.term;
        return meant === undefined ? [] : [[name, meant] as const];
      }),
    );
  }

  /**
   * A search for what was probably meant, when words of it stand in no title, or in hardly any while one like it stands in
   * many.
   *
   * @param text the search as it was typed
   * @returns null when every word is known well or none is near
   */
  async correct(text: string, search: SearchText): Promise<string | null> {
    const words = search.words.filter((word) => /[a-z]/.test(word) && word.length >= LEAST_WORD);
    const counts = new Map(
      (await this.suggestions.countTerms(words)).map(({ term, listings }) => [term, listings]),
    );
    const unknown = words.filter((word) => !counts.has(word));
    const plain = plainWords(search.words).filter((word) => (counts.get(word) ?? 0) <= FEW);
    const similar = plain.length === 0 ? [] : await this.suggestions.findSimilar(plain);
    const parts = await this.suggestions.countTerms([
      ...plain.flatMap((word) => [...cutsOf(word).flat(), ...possibleWords(word)]),
      ...unknown.flatMap((word) => modelCutsOf(word).flat()),
    ]);
    const replacements = new Map<string, string>();
    for (const [at, word] of search.words.entries()) {
      const name = nameInTwoWordsMeant(search.words[at - 1] ?? '', word);
      const near = nearTo(word, similar, parts);
      const meant =
        name?.split(' ').at(-1) ??
        (unknown.includes(word)
          ? meantBy(word, near, parts)
          : correctionOf(
              word,
              near.filter(({ listings }) => listings >= FAR_MORE * (counts.get(word) ?? 0)),
            ));
      if (meant !== null && meant !== word) replacements.set(word, meant);
    }
    return replacements.size === 0 ? null : replaceWords(text, replacements);
  }
}

/** The words that look or sound like one. */
function nearTo(
  word: string,
  similar: readonly SimilarTerm[],
  parts: readonly CountedTerm[],
): readonly CountedTerm[] {
  const possible = new Set(possibleWords(word));
  return [
    ...similar.filter((one) => one.word === word),
    ...parts.filter(({ term, listings }) => possible.has(term) && listings >= LEAST_LISTINGS),
  ];
}

/** What was meant by a word that stands in no title: a model in two, a word that is near, or two in one. */
function meantBy(word: string, near: readonly CountedTerm[], parts: readonly CountedTerm[]): string | null {
  return modelPhraseIn(word, parts) ?? correctionOf(word, near) ?? twoWordsIn(word, parts);
}

function modelCalled(text: string): Suggestion {
  return { kind: 'model', text, parameter: 'q', value: text, listings: null };
}

/** Categories with a spelling in either language that begins so, and then those with a word in one that does. */
function categoriesThatBegin(typed: string, { categories, spellings }: References): KnownEntry[] {
  const begun = spellings.filter(({ words }) => words.startsWith(typed));
  const within =
    typed.length < LEAST_WORD ? [] : spellings.filter(({ words }) => words.includes(` ${typed}`));
  const slugs = [...new Set([...begun, ...within].map(({ slug }) => slug))].slice(0, MOST_CATEGORIES);
  return slugs.flatMap((slug) => categories.filter((one) => one.slug === slug));
}
