import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { AbsenceCounts } from '../import/import-report';

const runRow = z
  .object({
    source: z.string(),
    category_id: z.number().nullable(),
    complete: z.boolean(),
    state: z.string(),
    started_at: z.date(),
    later: z.string().nullable(),
  })
  .transform(({ category_id: categoryId, started_at: startedAt, ...rest }) => ({
    ...rest,
    categoryId,
    startedAt,
  }));

/** A run as whoever reviews it has to know it. */
export type ReviewedRun = z.infer<typeof runRow>;

/** What people say of runs that need review. */
@Injectable()
export class ImportReviewsRepository {
  constructor(private readonly transactions: Transactions) {}

  /** A run, with the id of the last one that came after it from its source and was not refused. */
  async find(id: string): Promise<ReviewedRun | null> {
    const [run] = await this.transactions.query(
      runRow,
      `SELECT source.slug AS source, category_id::int, complete, coalesce(nullif(review, 'approved'), state) AS state,
              started_at,
              (SELECT max(id)::text FROM import_run later
                WHERE later.source_id = run.source_id AND later.id > run.id AND later.state <> 'failed') AS later
         FROM import_run run JOIN source ON source.id = run.source_id WHERE run.id = $1`,
      [id],
    );
    return run ?? null;
  }

  async approve(id: string, { stale, removed }: AbsenceCounts): Promise<void> {
    await this.transactions.execute(
      `UPDATE import_run
          SET state = 'succeeded', review = 'approved', reviewed_at = now(), stale = $2, removed = $3
        WHERE id = $1 AND state = 'needs_review'`,
      [id, stale, removed],
    );
  }

  async reject(id: string): Promise<void> {
    await this.transactions.execute(
      `UPDATE import_run SET state = 'failed', review = 'rejected', reviewed_at = now()
        WHERE id = $1 AND state = 'needs_review'`,
      [id],
    );
  }
}
