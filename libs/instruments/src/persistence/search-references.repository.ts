import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';

const referenceRow = z.object({
  kind: z.enum(['category', 'english', 'source', 'alias']),
  id: z.number(),
  slug: z.string(),
  /** Of an alias the folded spelling; a category has its Spanish name, and an entry for its English one. */
  name: z.string(),
});

/** A category or source that filters know, or a spelling that leads to a category. */
export type Reference = z.infer<typeof referenceRow>;

/** The small sets that queries choose from. */
@Injectable()
export class SearchReferencesRepository {
  constructor(private readonly transactions: Transactions) {}

  /** Categories, sources, and spellings of categories: what holds for all sources before what one of them says. */
  async findAll(): Promise<Reference[]> {
    return this.transactions.query(
      referenceRow,
      `SELECT 'category' AS kind, id::int, slug, name_es AS name FROM category
       UNION ALL SELECT 'english', id::int, slug, name_en FROM category
       UNION ALL SELECT 'source', id::int, slug, name FROM source
       UNION ALL (SELECT DISTINCT ON (folded) 'alias', category_id::int, slug, folded
                    FROM category_alias JOIN category ON category.id = category_id
                   ORDER BY folded, source_id NULLS FIRST)
       ORDER BY 1, 2, 4`,
    );
  }
}
