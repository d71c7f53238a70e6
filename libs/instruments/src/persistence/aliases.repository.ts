import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Conditions, type ListPage, type ListRequest, Lists, Transactions } from '@app/database';
import type { AliasFilter, AliasOrder, AliasRecord } from '../categories/category';
import { fold } from '../import/fold';
import { CATEGORY_IS_FREE } from './pinned';

const aliasRow = z.object({
  id: z.string(),
  source: z.string().nullable(),
  label: z.string(),
  category: z.string().nullable(),
});
const countRow = z.object({ n: z.number() });

/** Looks at spellings of categories, and at what mapping one would do. */
@Injectable()
export class AliasesRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: Lists,
  ) {}

  /** A part of all spellings. Nobody has more of them than a small table holds. */
  async findPage(
    { q, source, category, mapped }: AliasFilter,
    request: ListRequest<AliasOrder>,
  ): Promise<ListPage<AliasRecord>> {
    const conditions = new Conditions()
      .add('strpos(alias.folded, ?) > 0', q && fold(q))
      .add('source.slug = ?', source)
      .add('category.slug = ?', category)
      .add('(alias.category_id IS NOT NULL) = ?', mapped);
    return this.lists.page(
      {
        row: aliasRow,
        columns: 'alias.id::text, source.slug AS source, alias.label, category.slug AS category',
        from: `category_alias AS alias LEFT JOIN source ON source.id = alias.source_id
               LEFT JOIN category ON category.id = alias.category_id`,
        conditions: conditions.all,
        values: conditions.values,
        orders: {
          label: { expression: 'alias.folded', type: 'text' },
          id: { expression: 'alias.id', type: 'bigint' },
        },
        id: { expression: 'alias.id', type: 'bigint' },
      },
      request,
    );
  }

  /**
   * How many listings mapping a spelling would move.
   *
   * @param sourceId only there; `null`: everywhere that has no meaning of its own for it
   * @param labels category texts that are this spelling and have no alias yet
   */
  async countMoves(
    folded: string,
    labels: readonly string[],
    categoryId: number,
    sourceId: number | null,
  ): Promise<number> {
    const [row] = await this.transactions.query(
      countRow,
      `WITH held AS (
         SELECT instrument.category_id, coalesce(alias.source_id, instrument.source_id) AS source_id
           FROM category_alias alias JOIN instrument ON instrument.category_alias_id = alias.id
          WHERE alias.folded = $1 AND ${CATEGORY_IS_FREE}
         UNION ALL
         SELECT category_id, source_id FROM instrument
          WHERE category_alias_id IS NULL AND category_label = ANY ($2) AND $2 <> '{}'::text[]
            AND ${CATEGORY_IS_FREE})
       SELECT count(*)::int AS n
         FROM held LEFT JOIN category_alias own ON own.source_id = held.source_id AND own.folded = $1
        WHERE ($4::int IS NULL OR held.source_id = $4)
          AND held.category_id <> CASE WHEN $4 IS NULL THEN coalesce(own.category_id, $3::smallint) ELSE $3 END`,
      [folded, labels, categoryId, sourceId],
    );
    return row?.n ?? 0;
  }
}
