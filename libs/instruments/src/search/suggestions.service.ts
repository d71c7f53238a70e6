import { Injectable } from '@nestjs/common';
import { type CountedTerm, SuggestionsRepository } from '../persistence/suggestions.repository';
import { correctionOf, replaceWords } from './corrections';
import type { References } from './references';
import { searchWords } from './search-words';
import { plainWords } from './term-query';
import type { SearchText } from './search-text';
import { MOST_SUGGESTIONS, type Suggestion } from './suggestion';

/** Names of one query that brands are looked for that look like them. */
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
    const categories = references.categories.filter(({ slug, name }) =>
      [slug, searchWords(name)].some((one) => one.startsWith(typed)),
    );
    const counts = await this.suggestions.countTerms(categories.map(({ id }) => `#c${id}`));
    const brands = await this.suggestions.findBrands(typed, 3);
    const terms = await this.terms(words.slice(0, -1), last);
    const all: Suggestion[] = [
      ...categories.slice(0, 2).map(({ id, slug, name }): Suggestion => {
        const listings = counts.find(({ term }) => term === `#c${id}`)?.listings ?? 0;
        return { kind: 'category', text: name, parameter: 'category', value: slug, listings };
      }),
      ...brands.map(({ folded, label, listings }): Suggestion => {
        return { kind: 'brand', text: label, parameter: 'brand', value: folded, listings };
      }),
      ...terms
        .filter(({ term }) => !brands.some(({ folded }) => folded === term) || before !== '')
        .map(({ term, listings }): Suggestion => {
          const text = before === '' ? term : `${before} ${term}`;
          return { kind: 'model', text, parameter: 'q', value: text, listings };
        }),
    ];
    return all.slice(0, MOST_SUGGESTIONS);
  }

  private async terms(before: readonly string[], last: string): Promise<CountedTerm[]> {
    const most = MOST_SUGGESTIONS + 3;
    if (before.length === 0) return this.suggestions.findTerms(last, most);
    const counts = await this.suggestions.countTerms(before);
    if (counts.length < new Set(before).size) return [];
    const listings = Math.min(...counts.map((one) => one.listings));
    const beside = before.map((word) => `'${word}'`).join(' & ');
    const terms = await this.suggestions.findTermsBeside(beside, listings, last, most);
    return terms.filter(({ term }) => !before.includes(term));
  }

  /** The brands that were probably meant by names that no listing has, by name; only of the first few are they looked for. */
  async meantBrands(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (names.length === 0) return new Map();
    const similar = await this.suggestions.findSimilarBrands(names.slice(0, MOST_MEANT));
    return new Map(
      names.flatMap((name) => {
        const meant = correctionOf(
          name,
          similar.filter(({ word }) => word === name),
        );
        return meant === null ? [] : [[name, meant] as const];
      }),
    );
  }

  /**
   * A search for what was probably meant, when words of it stand in no title.
   *
   * @param text the search as it was typed
   * @returns null when every word is known or none is near
   */
  async correct(text: string, search: SearchText): Promise<string | null> {
    const words = plainWords(search);
    const known = new Set((await this.suggestions.countTerms(words)).map(({ term }) => term));
    const unknown = words.filter((word) => !known.has(word));
    if (unknown.length === 0) return null;
    const similar = await this.suggestions.findSimilar(unknown);
    const replacements = new Map<string, string>();
    for (const word of unknown) {
      const correction = correctionOf(
        word,
        similar.filter((one) => one.word === word),
      );
      if (correction !== null) replacements.set(word, correction);
    }
    return replacements.size === 0 ? null : replaceWords(text, replacements);
  }
}
