import type { Client } from 'pg';

/** A listing of the old answer. */
export interface LegacyListing {
  readonly id: number;
  readonly name: string;
  readonly price: string | null;
  readonly link: string;
  readonly image: string | null;
  readonly location: string | null;
  readonly category: string | null;
  readonly expiration: string | null;
  readonly publish: string | null;
  readonly website: string;
}

/** A page of the old answer. */
export interface LegacyBody {
  readonly next: string | null;
  readonly previous: string | null;
  readonly count: number;
  readonly total_pages: number;
  readonly current_page: number;
  readonly results: readonly LegacyListing[];
}

/** A listing to put straight into the record; what is absent is null or usual. */
export interface NewListing {
  readonly name: string;
  readonly price?: number | null;
  /** A slug; `guitarras` unless given. */
  readonly category?: string;
  readonly expiresOn?: string | null;
  readonly status?: 'active' | 'stale' | 'expired' | 'removed';
}

const INSERT = `
  INSERT INTO instrument (link_key, name, price, currency, link, category_label, category_id, source_id,
                          expires_on, status, removed_at)
  SELECT gen_random_uuid(), row.name, row.price, CASE WHEN row.price IS NOT NULL THEN 'EUR' END,
         'https://example.org/' || gen_random_uuid(), category.slug, category.id, source.id,
         row."expiresOn", coalesce(row.status, 'active'), CASE WHEN row.status = 'removed' THEN now() END
    FROM ROWS FROM (jsonb_to_recordset($1::jsonb)
           AS (name text, price numeric, category text, "expiresOn" date, status text)) WITH ORDINALITY
         AS row (name, price, category, "expiresOn", status, position)
    JOIN category ON category.slug = coalesce(row.category, 'guitarras')
    JOIN source ON source.slug = 'reverb'
   ORDER BY row.position
  RETURNING id::int`;

/**
 * Puts listings into the record as they are, past the import and what it tidies up.
 *
 * @returns their ids, in the same order
 */
export async function insertListings(
  database: Pick<Client, 'query'>,
  listings: readonly NewListing[],
): Promise<number[]> {
  const { rows } = await database.query<{ id: number }>(INSERT, [JSON.stringify(listings)]);
  return rows.map(({ id }) => id).sort((a, b) => a - b);
}
