import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { Transactions } from '@app/database';
import type { RequestKey } from '../import/import-request';

const idRow = z.object({ id: z.string() });
const countRow = z.object({ n: z.number() });
const settledRow = z
  .object({ import_run_id: z.string(), sha256: z.string(), parameters: z.string() })
  .transform(({ import_run_id: runId, ...rest }) => ({ ...rest, runId }));

/** What was ordered under a key, and the run that it led to. */
export type SettledRequest = z.infer<typeof settledRow>;

/** Orders by the keys of those who gave them. */
@Injectable()
export class ImportRequestsRepository {
  constructor(private readonly transactions: Transactions) {}

  /**
   * Takes a key. One whose file was being read for longer than an upload may last (15 minutes, `requestTimeout` of the
   * server) belonged to a program that died, and is taken over.
   *
   * @returns the claim, or `null`: the key is taken
   */
  async claim({ requester, key }: RequestKey): Promise<string | null> {
    const [row] = await this.transactions.query(
      idRow,
      `INSERT INTO import_request AS request (requester, key) VALUES ($1, $2)
       ON CONFLICT ON CONSTRAINT import_request_requester_key
       DO UPDATE SET id = DEFAULT, created_at = DEFAULT
        WHERE request.import_run_id IS NULL AND request.created_at < now() - interval '20 minutes'
       RETURNING id`,
      [requester, key],
    );
    return row?.id ?? null;
  }

  /** Ties a claimed key to what it was used for. */
  async settle(claim: string, { runId, sha256, parameters }: SettledRequest): Promise<void> {
    await this.transactions.execute(
      'UPDATE import_request SET import_run_id = $2, sha256 = $3, parameters = $4 WHERE id = $1',
      [claim, runId, sha256, parameters],
    );
  }

  async freeUnlessSettled(claim: string): Promise<void> {
    await this.transactions.execute('DELETE FROM import_request WHERE id = $1 AND import_run_id IS NULL', [
      claim,
    ]);
  }

  /** What a key was used for; `null`: nothing yet. */
  async findSettled({ requester, key }: RequestKey): Promise<SettledRequest | null> {
    const [row] = await this.transactions.query(
      settledRow,
      `SELECT import_run_id, sha256, parameters FROM import_request
        WHERE requester = $1 AND key = $2 AND import_run_id IS NOT NULL`,
      [requester, key],
    );
    return row ?? null;
  }

  /** Deletes some keys that are older than seven days. @returns how many */
  async deleteOld(rows: number): Promise<number> {
    const [gone] = await this.transactions.query(
      countRow,
      `WITH gone AS (
         DELETE FROM import_request
          WHERE ctid = ANY (ARRAY (SELECT ctid FROM import_request WHERE created_at < now() - interval '7 days'
                                    ORDER BY created_at LIMIT $1 FOR UPDATE SKIP LOCKED))
         RETURNING 1)
       SELECT count(*)::int AS n FROM gone`,
      [rows],
    );
    return gone?.n ?? 0;
  }
}
