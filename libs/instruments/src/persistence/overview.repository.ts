import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { CategoryOverview, NameOverview, Overview } from '../search/overview';
import { ranOut } from './search-selection';

const categoryRow = z
  .object({ slug: z.string(), name_es: z.string(), name_en: z.string(), listings: z.number() })
  .transform(({ name_es: nameEs, name_en: nameEn, ...rest }) => ({ ...rest, nameEs, nameEn }));
const countRow = z.object({ id: z.number(), n: z.number() });
const importRow = z.object({ source_id: z.number(), at: z.coerce.date() });
const nameRow = z.object({ value: z.string(), label: z.string(), listings: z.number() });
const boundsRow = z.object({ min: z.number().nullable(), max: z.number().nullable() });

/** Numbers about all listings, from the counters that writers keep. */
@Injectable()
export class OverviewRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Categories with active listings: the counters, less what ran out since the last sweep. */
  async categories(today: string): Promise<CategoryOverview[]> {
    return this.transactions.query(
      categoryRow,
      `SELECT slug, name_es, name_en, (coalesce(counted.n, 0) - coalesce(over.n, 0))::int AS listings
         FROM category
         LEFT JOIN (SELECT category_id, sum(listings) AS n FROM listed_block GROUP BY 1) AS counted
           ON counted.category_id = category.id
         LEFT JOIN (SELECT category_id, count(*) AS n FROM listed_instrument
                     WHERE expires_on < $1::date AND expires_on < 'infinity' GROUP BY 1) AS over
           ON over.category_id = category.id
        ORDER BY category.id`,
      [today],
    );
  }

  /** Active listings by what a filter asks for (`s`: sources), less what ran out since the last sweep. */
  async countByFilter(filter: 's', today: string): Promise<Map<number, number>> {
    const rows = await this.transactions.query(
      countRow,
      `SELECT id, sum(n)::int AS n
         FROM (SELECT substr(term, 3)::int AS id, listings AS n FROM search_term
                WHERE term >= '#${filter}' AND term < '#${filter}:'
               UNION ALL
               SELECT source_id::int, -1 FROM search_document AS document WHERE ${ranOut('$1::date')}) AS counts
        GROUP BY id`,
      [today],
    );
    return new Map(rows.map(({ id, n }) => [id, n]));
  }

  /** When the last import of each source succeeded, by id. */
  async lastImports(): Promise<Map<number, Date>> {
    const rows = await this.transactions.query(
      importRow,
      `SELECT source.id AS source_id, last.finished_at AS at
         FROM source
        CROSS JOIN LATERAL (SELECT finished_at FROM import_run AS run
                             WHERE run.source_id = source.id AND run.state = 'succeeded'
                             ORDER BY started_at DESC LIMIT 1) AS last`,
    );
    return new Map(rows.map(({ source_id: id, at }) => [id, at]));
  }

  /** The brands or places that most listings have. */
  async names(kind: 'brand' | 'location', limit: number): Promise<NameOverview[]> {
    return this.transactions.query(
      nameRow,
      `SELECT folded AS value, label, listings
         FROM search_name JOIN search_term ON term = CASE kind WHEN 'brand' THEN '#b' ELSE '#l' END || id
        WHERE kind = $1 AND listings > 0 ORDER BY listings DESC, folded LIMIT $2`,
      [kind, limit],
    );
  }

  /** The lowest and the highest price that is shown, by the ends of their index. */
  async priceBounds(): Promise<Overview['price']> {
    const [row] = await this.transactions.query(
      boundsRow,
      `SELECT (SELECT price FROM search_document WHERE NOT is_over AND price IS NOT NULL ORDER BY price LIMIT 1) AS min,
              (SELECT price FROM search_document WHERE NOT is_over AND price IS NOT NULL ORDER BY price DESC LIMIT 1) AS max`,
    );
    return row ?? { min: null, max: null };
  }
}
