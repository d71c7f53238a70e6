import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { Category, UnmappedLabel } from '../categories/category';
import { CATEGORY_IS_FREE } from './pinned';

const categoryRow = z
  .object({ id: z.number(), slug: z.string(), name_es: z.string(), name_en: z.string() })
  .transform(({ id, slug, name_es: nameEs, name_en: nameEn }) => ({ id, slug, nameEs, nameEn }));
const countsRow = z.object({ category_id: z.number(), n: z.number() });
const unmappedRow = z.object({ source: z.string(), label: z.string(), listings: z.number() });
const aliasRow = z
  .object({ id: z.number(), folded: z.string(), category_id: z.number().nullable() })
  .transform(({ id, folded, category_id: categoryId }) => ({ id, folded, categoryId }));
const labelRow = z.object({ label: z.string() });
const movedRow = z.object({ n: z.number() });

/** A spelling as one source understands it. */
export type Alias = z.infer<typeof aliasRow>;

/** Canonical categories and the spellings that lead to them. */
@Injectable()
export class CategoriesRepository {
  constructor(private readonly transactions: Transactions) {}

  async findAll(): Promise<Category[]> {
    return this.transactions.query(
      categoryRow,
      'SELECT id::int, slug, name_es, name_en FROM category ORDER BY id',
    );
  }

  /** Listings shown now, by category, from the counters. */
  async countListings(): Promise<Map<number, number>> {
    const rows = await this.transactions.query(
      countsRow,
      'SELECT category_id::int, sum(listings)::int AS n FROM listed_block GROUP BY category_id',
    );
    return new Map(rows.map(({ category_id: id, n }) => [id, n]));
  }

  /** Spellings, by the category they lead to. */
  async countAliases(): Promise<Map<number, number>> {
    const rows = await this.transactions.query(
      countsRow,
      `SELECT category_id::int, count(*)::int AS n FROM category_alias
        WHERE category_id IS NOT NULL GROUP BY category_id`,
    );
    return new Map(rows.map(({ category_id: id, n }) => [id, n]));
  }

  /** Spellings that nobody has mapped, those with most listings first. @param most of them; `null`: all */
  async findUnmapped(most: number | null): Promise<UnmappedLabel[]> {
    return this.transactions.query(
      unmappedRow,
      `SELECT source.slug AS source, alias.label,
              (SELECT count(*)::int FROM instrument
                WHERE category_alias_id = alias.id AND is_listed(status)) AS listings
         FROM category_alias alias JOIN source ON source.id = alias.source_id
        WHERE alias.category_id IS NULL
        ORDER BY listings DESC, source.slug, alias.label LIMIT $1`,
      [most],
    );
  }

  /** For each of the folded spellings that a source knows, what it means there: its own alias before the common one. */
  async findAliases(sourceId: number, folded: readonly string[]): Promise<Alias[]> {
    return this.transactions.query(
      aliasRow,
      `SELECT DISTINCT ON (folded) id, folded, category_id::int
         FROM category_alias WHERE folded = ANY ($2) AND (source_id = $1 OR source_id IS NULL)
        ORDER BY folded, source_id NULLS LAST`,
      [sourceId, folded],
    );
  }

  /** Remembers spellings seen for the first time, without a meaning. */
  async addUnmapped(sourceId: number, labels: ReadonlyMap<string, string>): Promise<Alias[]> {
    return this.transactions.query(
      aliasRow,
      `INSERT INTO category_alias (source_id, folded, label)
       SELECT $1, folded, label FROM unnest($2::text[], $3::text[]) AS seen (folded, label)
       ON CONFLICT ON CONSTRAINT category_alias_source_folded_key DO UPDATE SET label = category_alias.label
       RETURNING id, folded, category_id::int`,
      [sourceId, [...labels.keys()], [...labels.values()]],
    );
  }

  /** Lets the transaction that runs move many listings, and wait for an import that writes some. */
  async takeTime(): Promise<void> {
    await this.transactions.execute(`SET LOCAL statement_timeout = '50s'; SET LOCAL lock_timeout = '20s'`);
  }

  /** Lets a spelling lead to a category: of one source, or of all that have none of their own. */
  async saveAlias(sourceId: number | null, folded: string, label: string, categoryId: number): Promise<void> {
    await this.transactions.execute(
      `INSERT INTO category_alias (source_id, folded, label, category_id) VALUES ($1, $2, $3, $4)
       ON CONFLICT ON CONSTRAINT category_alias_source_folded_key DO UPDATE SET category_id = excluded.category_id`,
      [sourceId, folded, label, categoryId],
    );
  }

  /** Lets every source's own entry for a spelling that nobody has mapped lead to a category. */
  async mapUnmapped(folded: string, categoryId: number): Promise<void> {
    await this.transactions.execute(
      'UPDATE category_alias SET category_id = $2 WHERE folded = $1 AND category_id IS NULL',
      [folded, categoryId],
    );
  }

  /** Category texts of listings that no alias stands for: each slug leads to its category by itself. */
  async findLabelsWithoutAlias(categoryId: number): Promise<string[]> {
    const rows = await this.transactions.query(
      labelRow,
      `SELECT DISTINCT category_label AS label FROM instrument
        WHERE category_id = $1 AND category_alias_id IS NULL AND category_label IS NOT NULL`,
      [categoryId],
    );
    return rows.map(({ label }) => label);
  }

  /**
   * Moves the listings with a spelling to the category that it means now for their source; not those whose category
   * somebody has pinned.
   *
   * @param labels category texts that are this spelling and have no alias yet
   * @param entry id of the entry of the audit that tells of it: each listing that is moved names it
   */
  async moveListings(folded: string, labels: readonly string[], entry: string): Promise<number> {
    const [moved] = await this.transactions.query(
      movedRow,
      `WITH meaning AS (
         SELECT DISTINCT ON (source.id) source.id AS source_id, alias.id AS alias_id, alias.category_id
           FROM source JOIN category_alias alias ON alias.source_id = source.id OR alias.source_id IS NULL
          WHERE alias.folded = $1
          ORDER BY source.id, alias.source_id NULLS LAST
       ), held AS (
         SELECT instrument.id, coalesce(alias.source_id, instrument.source_id) AS source_id
           FROM category_alias alias JOIN instrument ON instrument.category_alias_id = alias.id
          WHERE alias.folded = $1
         UNION ALL
         SELECT id, source_id FROM instrument WHERE category_alias_id IS NULL AND category_label = ANY ($2)
            AND $2 <> '{}'::text[]
       ), moved AS (
         UPDATE instrument
            SET category_alias_id = meaning.alias_id, category_id = meaning.category_id, mapping_entry_id = $3,
                version = version + 1
           FROM held JOIN meaning USING (source_id)
          WHERE instrument.id = held.id AND instrument.category_id <> meaning.category_id
            AND ${CATEGORY_IS_FREE}
         RETURNING 1)
       SELECT count(*)::int AS n FROM moved`,
      [folded, labels, entry],
    );
    return moved?.n ?? 0;
  }
}
