import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { copyLine, Transactions } from '@app/database';
import { OTHER_CATEGORY } from '../categories/category';
import { linkDigest } from '../import/link-key';
import type { Listing } from '../import/listing-row';
import type { PinnableField } from '../record/pins';
import { isThousandfold } from './price-change';

const countRow = z.object({ n: z.number() });
const labelRow = z.object({ label: z.string() });
const unmappedRow = z.object({ rows: z.number(), examples: z.array(z.string()) });
const lastRow = z.object({ last: z.number().nullable() });

/** What the words of a file's category column mean. */
export interface StagedCategory {
  readonly label: string;
  /** `null` only in a dry run, for words never seen before. */
  readonly aliasId: number | null;
  readonly categoryId: number | null;
}

/**
 * The rows of one import between the file and the listings, in temporary tables of the connection that runs it. They
 * vanish with the connection, so a crash leaves nothing behind.
 */
@Injectable()
export class ImportStageRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Makes empty tables; what an earlier import of this connection left is dropped. */
  async open(): Promise<void> {
    await this.close();
    await this.transactions.execute(`
      CREATE TEMP TABLE import_stage (
        row integer NOT NULL, link_key uuid NOT NULL, name text NOT NULL, price numeric(10,2), currency text,
        link text NOT NULL, image text, location text, brand text, category_label text, published_on date,
        expires_on date);
      CREATE TEMP TABLE import_category (label text PRIMARY KEY, alias_id integer, category_id smallint);
      CREATE TEMP TABLE import_plan (
        row integer NOT NULL, link_key uuid NOT NULL, instrument_id bigint, outcome text NOT NULL,
        price_changed boolean NOT NULL, suspicious boolean NOT NULL, former_price numeric(10,2), former_currency text,
        name text NOT NULL, price numeric(10,2), currency text, link text NOT NULL, image text, location text,
        brand text, category_label text, category_alias_id integer, category_id smallint, published_on date,
        expires_on date, status text NOT NULL);
    `);
  }

  /** Drops the tables. */
  async close(): Promise<void> {
    await this.transactions.execute('DROP TABLE IF EXISTS import_stage, import_category, import_plan');
  }

  /** Adds rows that passed all checks. */
  async add(listings: readonly Listing[]): Promise<void> {
    await this.transactions.copyInto('import_stage', stageLines(listings));
  }

  /**
   * Keeps the last of several rows with one link.
   *
   * @returns how many were dropped
   */
  async dropDuplicates(): Promise<number> {
    await this.transactions.execute('ANALYZE import_stage');
    const [dropped] = await this.transactions.query(
      countRow,
      `WITH dropped AS (
         DELETE FROM import_stage stage
          USING (SELECT link_key, max(row) AS last FROM import_stage GROUP BY link_key HAVING count(*) > 1) AS twice
          WHERE stage.link_key = twice.link_key AND stage.row < twice.last
         RETURNING 1)
       SELECT count(*)::int AS n FROM dropped`,
    );
    await this.transactions.execute('CREATE UNIQUE INDEX ON import_stage (row)');
    return dropped?.n ?? 0;
  }

  /** The different category texts of the rows. */
  async categoryLabels(): Promise<string[]> {
    const rows = await this.transactions.query(
      labelRow,
      'SELECT DISTINCT category_label AS label FROM import_stage WHERE category_label IS NOT NULL',
    );
    return rows.map(({ label }) => label);
  }

  /** Says what each category text means. */
  async defineCategories(categories: readonly StagedCategory[]): Promise<void> {
    await this.transactions.copyInto(
      'import_category',
      categories.map(({ label, aliasId, categoryId }) =>
        copyLine([label, aliasId, categoryId ?? OTHER_CATEGORY]),
      ),
    );
    await this.transactions.execute('ANALYZE import_category');
  }

  /** How many rows have category texts that nobody has mapped, and the first of these texts by rows. */
  async countUnmapped(labels: readonly string[], most: number): Promise<z.infer<typeof unmappedRow>> {
    const [row] = await this.transactions.query(
      unmappedRow,
      `SELECT coalesce(sum(n), 0)::int AS rows, coalesce((array_agg(label ORDER BY n DESC, label))[:$2], '{}') AS examples
         FROM (SELECT category_label AS label, count(*) AS n FROM import_stage
                WHERE category_label = ANY ($1) GROUP BY 1) AS unmapped`,
      [labels, most],
    );
    return row ?? { rows: 0, examples: [] };
  }

  /** The row number at which a batch of this many rows after `previous` ends; `null` when none is left. */
  async endOfBatch(previous: number, size: number): Promise<number | null> {
    const [row] = await this.transactions.query(
      lastRow,
      `SELECT max(row) AS last FROM (SELECT row FROM import_stage WHERE row > $1 ORDER BY row LIMIT $2) AS batch`,
      [previous, size],
    );
    return row?.last ?? null;
  }

  /**
   * Decides what becomes of the rows after `previous` up to `last`, against the listings as they are now. Nothing in a
   * row never erases a known value, and what is pinned stays.
   *
   * @param today a listing whose last day is before it is expired
   */
  async plan(previous: number, last: number, today: string): Promise<void> {
    await this.transactions.execute('TRUNCATE import_plan');
    await this.transactions.execute(PLAN_SQL, [previous, last, today]);
    await this.transactions.execute('ANALYZE import_plan');
  }
}

function* stageLines(listings: readonly Listing[]): Generator<string> {
  for (const listing of listings) {
    yield copyLine([
      listing.row,
      linkDigest(listing.linkKey),
      listing.name,
      listing.price,
      listing.currency,
      listing.link,
      listing.image,
      listing.location,
      listing.brand,
      listing.category,
      listing.publishedOn,
      listing.expiresOn,
    ]);
  }
}

/** A value that a person has fixed stays, whatever a site says. */
function unlessPinned(field: PinnableField, value: string, column: string): string {
  return `CASE WHEN '${field}' = ANY (known.pinned) THEN known.${column} ELSE ${value} END`;
}

/** What a listing is after a row: nothing in a row erases nothing. */
const MERGED = {
  name: unlessPinned('name', 'stage.name', 'name'),
  price: unlessPinned('price', 'coalesce(stage.price, known.price)', 'price'),
  currency: unlessPinned(
    'price',
    'CASE WHEN stage.price IS NULL THEN known.currency ELSE stage.currency END',
    'currency',
  ),
  link: unlessPinned('url', 'stage.link', 'link'),
  image: unlessPinned('image', 'coalesce(stage.image, known.image)', 'image'),
  location: unlessPinned('location', 'coalesce(stage.location, known.location)', 'location'),
  brand: unlessPinned('brand', 'coalesce(stage.brand, known.brand)', 'brand'),
  category_label: unlessPinned(
    'category',
    'coalesce(stage.category_label, known.category_label)',
    'category_label',
  ),
  category_alias_id: unlessPinned(
    'category',
    'CASE WHEN stage.category_label IS NULL THEN known.category_alias_id ELSE category.alias_id END',
    'category_alias_id',
  ),
  category_id: unlessPinned(
    'category',
    `coalesce(category.category_id, known.category_id, ${OTHER_CATEGORY})`,
    'category_id',
  ),
  published_on: unlessPinned(
    'published_on',
    'coalesce(stage.published_on, known.published_on)',
    'published_on',
  ),
  expires_on: unlessPinned('expires_on', 'coalesce(stage.expires_on, known.expires_on)', 'expires_on'),
} as const;

/** Where another value is a change; another spelling that leads to the same category is none. */
const COMPARED = Object.entries(MERGED).filter(([column]) => column !== 'category_alias_id');

const PLAN_SQL = `
  INSERT INTO import_plan
  SELECT row, link_key, instrument_id,
         CASE WHEN instrument_id IS NULL THEN 'created'
              WHEN status = 'active' AND former_status <> 'active' THEN 'reactivated'
              WHEN differs OR status <> former_status THEN 'updated'
              ELSE 'unchanged' END,
         price_changed,
         price_changed AND ${isThousandfold('price', 'currency', 'former_price', 'former_currency')},
         former_price, former_currency, name, price, currency, link, image, location, brand, category_label,
         category_alias_id, category_id, published_on, expires_on, status
    FROM (
      SELECT merged.*,
             CASE WHEN expires_on < $3::date THEN 'expired' ELSE 'active' END AS status,
             instrument_id IS NOT NULL AND price IS NOT NULL
               AND (price, currency) IS DISTINCT FROM (former_price, former_currency) AS price_changed
        FROM (
          SELECT stage.row, stage.link_key, known.id AS instrument_id, known.status AS former_status,
                 known.price AS former_price, known.currency AS former_currency,
                 ${Object.entries(MERGED)
                   .map(([column, value]) => `${value} AS ${column}`)
                   .join(', ')},
                 (${COMPARED.map(([, value]) => value).join(', ')})
                 IS DISTINCT FROM (${COMPARED.map(([column]) => `known.${column}`).join(', ')}) AS differs
            FROM import_stage stage
            LEFT JOIN import_category category ON category.label = stage.category_label
            LEFT JOIN instrument known ON known.link_key = stage.link_key
           WHERE stage.row > $1 AND stage.row <= $2) AS merged) AS judged`;
