import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import { LEAST_LISTINGS } from '../search/corrections';
import { NAMED_MODELS } from '../search/known-models';

const termRow = z.object({ term: z.string(), listings: z.number() });
const occursRow = z.object({ occurs: z.literal(true) });
const nameRow = z.object({ folded: z.string(), label: z.string(), listings: z.number() });
const similarRow = z.object({
  word: z.string(),
  term: z.string(),
  listings: z.number(),
  distance: z.number(),
});

/** A word of titles and how many have it. */
export type CountedTerm = z.infer<typeof termRow>;
/** A name and how many listings have it. */
export type CountedName = z.infer<typeof nameRow>;
/** A word that looks like another one; the distance is that of trigrams, from 0. */
export type SimilarTerm = z.infer<typeof similarRow>;

/** So many documents show what goes with what. */
const SAMPLE = 500;
/** More than that are walked, not collected. */
const MOST_COLLECTED = 100_000;

/** What one listing alone has is as likely a number of its seller. */
const LEAST_MODEL = 2;

/** What may be a model: most have a digit, and those that are known by name are letters alone. */
const MODEL = `(term ~ '[0-9]' OR term = ANY ('{${NAMED_MODELS.join(',')}}'::text[]))`;

/** What people may mean, from the words and names that listings have. */
@Injectable()
export class SuggestionsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** The most frequent words of titles that begin so and may be models. */
  async findModels(prefix: string, limit: number): Promise<CountedTerm[]> {
    return this.transactions.queryPrepared(
      termRow,
      'suggest_models',
      `SELECT term, listings FROM search_term
        WHERE term >= $1 AND term < $1 || U&'\\FFFF' COLLATE "C" AND listings >= ${LEAST_MODEL}
          AND ${MODEL}
        ORDER BY listings DESC, term LIMIT $2`,
      [prefix, limit],
    );
  }

  /**
   * The brands most listings have and whose name, or a word of it, begins so, written in one word or in several.
   *
   * @param others folded names that count as if they did
   */
  async findBrands(prefix: string, others: readonly string[], limit: number): Promise<CountedName[]> {
    return this.transactions.queryPrepared(
      nameRow,
      'suggest_brands',
      `SELECT folded, label, listings
         FROM search_name JOIN search_term ON term = '#b' || id
        WHERE kind = 'brand' AND listings > 0
          AND ((' ' || folded) LIKE '% ' || $1 || '%' OR replace(folded, ' ', '') LIKE replace($1, ' ', '') || '%'
               OR folded = ANY ($2))
        ORDER BY listings DESC, folded LIMIT $3`,
      [prefix, others, limit],
    );
  }

  /**
   * Those that stand most often beside other words, counted in a sample: of few listings any, of many the newest.
   *
   * @param beside a `tsquery`
   * @param listings roughly how many have it
   * @param names in several words, each counted where all of them stand
   */
  async findModelsBeside(
    beside: string,
    listings: number,
    prefix: string,
    names: readonly string[],
    limit: number,
  ): Promise<CountedTerm[]> {
    return this.transactions.query(
      termRow,
      `WITH sample AS MATERIALIZED (${sampleSql(listings, SAMPLE)})
       SELECT term, beside AS listings
         FROM (SELECT term COLLATE "C" AS term, count(*)::int AS beside
                 FROM sample CROSS JOIN LATERAL unnest(tsvector_to_array(terms)) AS term
                WHERE starts_with(term, $2) AND ${MODEL} AND term NOT LIKE '#%'
                GROUP BY 1) AS counted
         JOIN search_term USING (term)
        WHERE listings >= ${LEAST_MODEL}
       UNION ALL
       SELECT name, count(*)::int FROM sample JOIN unnest($3::text[]) AS name
           ON terms @@ replace(name, ' ', ' & ')::tsquery
        GROUP BY 1
        ORDER BY listings DESC, term LIMIT $4`,
      [beside, prefix, names, limit],
    );
  }

  /**
   * Whether a listing has some words together.
   *
   * @param words a `tsquery`
   * @param listings roughly how many have the rarest of them
   */
  async occurs(words: string, listings: number): Promise<boolean> {
    const rows = await this.transactions.query(
      occursRow,
      `SELECT true AS occurs FROM (${sampleSql(listings, 1)}) AS sample`,
      [words],
    );
    return rows.length > 0;
  }

  /** The brands or places that look most like each of these names, by the trigram index of their kind. */
  async findSimilarNames(kind: 'brand' | 'location', names: readonly string[]): Promise<SimilarTerm[]> {
    return this.transactions.query(
      similarRow,
      `SELECT word, near.folded AS term, listings, near.distance
         FROM unnest($1::text[]) AS word
        CROSS JOIN LATERAL (
              SELECT id, folded, (folded <-> word)::float8 AS distance FROM search_name
               WHERE kind = '${kind}' ORDER BY folded <-> word LIMIT 20) AS near
         JOIN search_term ON search_term.term = '#${kind.charAt(0)}' || near.id AND listings > 0
        ORDER BY near.distance, listings DESC`,
      [names],
    );
  }

  /** How many listings have each of these terms; those that none has are left out. */
  async countTerms(terms: readonly string[]): Promise<CountedTerm[]> {
    if (terms.length === 0) return [];
    return this.transactions.query(
      termRow,
      'SELECT term, listings FROM search_term WHERE term = ANY ($1) AND listings > 0',
      [terms],
    );
  }

  /** The words that look most like each of these, by the trigram index. */
  async findSimilar(words: readonly string[]): Promise<SimilarTerm[]> {
    return this.transactions.query(
      similarRow,
      `SELECT word, near.term, near.listings, near.distance
         FROM unnest($1::text[]) AS word
        CROSS JOIN LATERAL (
              SELECT term, listings, (term <-> word)::float8 AS distance FROM search_term
               WHERE term ~ '^[^#]{3}' AND listings >= ${LEAST_LISTINGS}
               ORDER BY term <-> word LIMIT 20) AS near`,
      [words],
    );
  }
}

/** Documents that have what `$1` asks for, so many at most: of few any, of many the newest. */
function sampleSql(listings: number, most: number): string {
  return listings <= MOST_COLLECTED
    ? `SELECT terms FROM search_document WHERE NOT is_over AND terms @@ $1::tsquery LIMIT ${most}`
    : `SELECT terms FROM search_document
        WHERE NOT is_over AND published_on IS NOT NULL AND ts_match_vq(terms, $1::tsquery)
        ORDER BY published_on DESC, instrument_id DESC LIMIT ${most}`;
}
