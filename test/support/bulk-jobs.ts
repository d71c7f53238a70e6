import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { ApiClient } from './clients';

/** Where jobs are. */
export const BULK_JOBS = '/api/v1/admin/bulk-jobs';

const job = z.strictObject({
  id: z.string(),
  action: z.string(),
  value: z.string().nullable(),
  query: z.string().nullable(),
  state: z.string(),
  total: z.number(),
  missing: z.number(),
  done: z.number(),
  changed: z.number(),
  unchanged: z.number(),
  failed: z.number(),
  reason: z.string().nullable(),
  created_by: z.string().nullable(),
  actor_kind: z.string(),
  actor: z.string().nullable(),
  created_at: z.string(),
  started_at: z.string().nullable(),
  finished_at: z.string().nullable(),
});
/** A job as a door answers it. */
export type BulkJobAnswer = z.infer<typeof job>;

/** Waits until a job has ended. */
export async function ended(client: ApiClient, id: string): Promise<BulkJobAnswer> {
  for (let time = 0; time < 400; time++) {
    const now = job.parse((await client.get(`${BULK_JOBS}/${id}`)).json());
    if (now.finished_at !== null) return now;
    await sleep(25);
  }
  throw new Error(`job ${id} does not end`);
}

/** Orders a job, which has to be taken. */
export async function order(client: ApiClient, body: object): Promise<BulkJobAnswer> {
  const answer = await client.post(BULK_JOBS, body);
  if (answer.statusCode !== 202) throw new Error(`${answer.statusCode} ${answer.body}`);
  return job.parse(answer.json());
}

/** Orders a job and waits for its end. */
export async function carryOut(client: ApiClient, body: object): Promise<BulkJobAnswer> {
  return ended(client, (await order(client, body)).id);
}
