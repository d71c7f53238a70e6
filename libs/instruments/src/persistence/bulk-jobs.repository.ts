import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Trace } from '@app/audit';
import {
  ADVISORY_LOCKS,
  Conditions,
  inet,
  type ListPage,
  type ListRequest,
  Lists,
  Transactions,
} from '@app/database';
import {
  bulkActions,
  bulkFailureCodes,
  type BulkFailure,
  type BulkJob,
  type BulkJobFilter,
  type BulkJobOrder,
  type BulkOrder,
  bulkStates,
} from '../bulk/bulk-job';
import type { BatchCounts, BulkWork } from '../bulk/bulk-work';

const idRow = z.object({ id: z.string() });
const jobRow = z
  .object({
    id: z.string(),
    action: z.enum(bulkActions),
    value: z.string().nullable(),
    query: z.string().nullable(),
    state: z.enum(bulkStates),
    total: z.number(),
    missing: z.number(),
    changed: z.number(),
    unchanged: z.number(),
    failed: z.number(),
    failure: z.string().nullable(),
    actor_kind: z.string(),
    actor_id: z.string().nullable(),
    actor_email: z.string().nullable(),
    created_at: z.coerce.date(),
    started_at: z.coerce.date().nullable(),
    finished_at: z.coerce.date().nullable(),
  })
  .transform(
    ({
      actor_kind: actorKind,
      actor_id: actorId,
      actor_email: actorEmail,
      created_at: createdAt,
      started_at: startedAt,
      finished_at: finishedAt,
      ...rest
    }): BulkJob => ({ ...rest, actorKind, actorId, actorEmail, createdAt, startedAt, finishedAt }),
  );
const workRow = z
  .object({
    id: z.string(),
    action: z.enum(bulkActions),
    value: z.string().nullable(),
    last: z.string(),
    actor_kind: z.enum(['user', 'api_key', 'system']),
    actor_id: z.string().nullable(),
    request_id: z.string().nullable(),
    ip: z.string().nullable(),
  })
  .transform(({ id, action, value, last, ...from }): BulkWork => {
    const { actor_kind: kind, actor_id: actor, request_id: requestId, ip } = from;
    const by = kind === 'system' || actor === null ? { kind: 'system' as const } : { kind, id: actor };
    return { id, action, value, last, trace: { requestId, ip, actor: by } };
  });
const failureRow = z.object({
  id: z.string(),
  name: z.string().nullable(),
  code: z.enum(bulkFailureCodes),
});

/** What was chosen one by one and was not there: a job keeps its choice whole, and counts what it found. */
const MISSING = `CASE WHEN chosen IS NULL THEN 0
  ELSE (SELECT count(DISTINCT id)::int FROM unnest(chosen) AS id) - total END AS missing`;
const COLUMNS = `job.id, action, value, query, state, total, ${MISSING}, changed, unchanged, failed, failure, actor_kind, actor_id,
  coalesce(person.email, owner.email) AS actor_email, job.created_at, started_at, finished_at`;
const FROM = `bulk_job AS job
  LEFT JOIN app_user AS person ON person.id = job.actor_id AND job.actor_kind = 'user'
  LEFT JOIN api_key AS key ON key.id = job.actor_id AND job.actor_kind = 'api_key'
  LEFT JOIN app_user AS owner ON owner.id = key.user_id`;
const ID = { expression: 'job.id', type: 'bigint' } as const;

/** The book of jobs. */
@Injectable()
export class BulkJobsRepository {
  constructor(
    private readonly transactions: Transactions,
    private readonly lists: Lists,
  ) {}

  /** Opens a job; how many listings it has is said by {@link setTotal} in the same transaction. */
  async insert({ action, value, selection }: BulkOrder, { requestId, ip, actor }: Trace): Promise<string> {
    const [row] = await this.transactions.query(
      idRow,
      `INSERT INTO bulk_job (action, value, query, chosen, total, actor_kind, actor_id, request_id, ip)
       VALUES ($1, $2, $3, $4, 1, $5, $6, $7, $8) RETURNING id`,
      [
        ...[action, value, 'query' in selection ? selection.query : null],
        'ids' in selection ? selection.ids : null,
        ...[actor.kind, 'id' in actor ? actor.id : null, requestId, inet(ip)],
      ],
    );
    if (!row) throw new Error('the database answered nothing to INSERT');
    return row.id;
  }

  async setTotal(id: string, total: number): Promise<void> {
    await this.transactions.execute('UPDATE bulk_job SET total = $2 WHERE id = $1', [id, total]);
  }

  findPage({ state, action }: BulkJobFilter, request: ListRequest<BulkJobOrder>): Promise<ListPage<BulkJob>> {
    const conditions = new Conditions().add('state = ?', state).add('action = ?', action);
    return this.lists.page(
      {
        row: jobRow,
        columns: COLUMNS,
        from: FROM,
        conditions: conditions.all,
        values: conditions.values,
        orders: { id: ID },
        id: ID,
      },
      request,
    );
  }

  async findById(id: string): Promise<BulkJob | null> {
    const [job] = await this.transactions.query(jobRow, `SELECT ${COLUMNS} FROM ${FROM} WHERE job.id = $1`, [
      id,
    ]);
    return job ?? null;
  }

  findFailures(id: string, request: ListRequest<BulkJobOrder>): Promise<ListPage<BulkFailure>> {
    const order = { expression: 'failure.instrument_id', type: 'bigint' } as const;
    return this.lists.page(
      {
        row: failureRow,
        columns: 'failure.instrument_id AS id, listing.name, failure.code',
        from: `bulk_job_failure AS failure LEFT JOIN instrument AS listing ON listing.id = failure.instrument_id`,
        conditions: ['failure.bulk_job_id = $1::bigint'],
        values: [id],
        orders: { id: order },
        id: order,
      },
      request,
    );
  }

  /** Ends a job that has not ended. @returns whether it did */
  async end(
    id: string,
    state: 'succeeded' | 'cancelled' | 'failed',
    failure: string | null,
  ): Promise<boolean> {
    const ended = await this.transactions.query(
      idRow,
      `WITH ended AS (
         UPDATE bulk_job SET state = $2, failure = $3, finished_at = now()
          WHERE id = $1 AND state IN ('queued', 'running') RETURNING id)
       SELECT id FROM ended`,
      [id, state, failure],
    );
    return ended.length > 0;
  }

  /** The job whose turn it is: they are done in the order in which they came, so that the last word counts. */
  async findNext(): Promise<BulkWork | null> {
    const [work] = await this.transactions.query(
      workRow,
      `SELECT id, action, value, last_instrument_id::text AS last, actor_kind, actor_id, request_id, host(ip) AS ip
         FROM bulk_job WHERE state IN ('queued', 'running') ORDER BY id LIMIT 1`,
    );
    return work ?? null;
  }

  /** Takes the right to carry jobs out until {@link unlock} or the end of the connection; false: another has it. */
  async tryLock(): Promise<boolean> {
    const [row] = await this.transactions.query(
      z.object({ locked: z.boolean() }),
      'SELECT pg_try_advisory_lock($1) AS locked',
      [ADVISORY_LOCKS.bulkJobs],
    );
    return row?.locked ?? false;
  }

  async unlock(): Promise<void> {
    await this.transactions.execute('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCKS.bulkJobs]);
  }

  /** Whether there is a job to be carried out, or one that has left listings behind. */
  async isWorkLeft(): Promise<boolean> {
    const [row] = await this.transactions.query(
      z.object({ left: z.boolean() }),
      `SELECT EXISTS (SELECT FROM bulk_job WHERE state IN ('queued', 'running'))
              OR EXISTS (SELECT FROM bulk_job_item) AS left`,
    );
    return row?.left ?? false;
  }

  async begin(id: string): Promise<void> {
    await this.transactions.execute(
      `UPDATE bulk_job SET state = 'running', started_at = now() WHERE id = $1 AND state = 'queued'`,
      [id],
    );
  }

  /**
   * Writes how far a job has come, in the transaction that brings it there.
   *
   * @param from where it was when the transaction began
   * @returns whether it was still there: false when it was cancelled, or another process has done the same meanwhile
   */
  async advance(id: string, from: string, to: string, counts: BatchCounts): Promise<boolean> {
    const advanced = await this.transactions.query(
      idRow,
      `WITH advanced AS (
         UPDATE bulk_job
            SET last_instrument_id = $3, changed = changed + $4, unchanged = unchanged + $5, failed = failed + $6
          WHERE id = $1 AND state = 'running' AND last_instrument_id = $2 RETURNING id)
       SELECT id FROM advanced`,
      [id, from, to, counts.changed, counts.unchanged, counts.failed],
    );
    return advanced.length > 0;
  }
}
