import { z } from 'zod';
import type { ApiClient } from './clients';

const listBody = z.strictObject({
  data: z.array(z.record(z.string(), z.unknown())),
  page: z.strictObject({
    number: z.number().nullable(),
    size: z.number(),
    total: z.number(),
    count: z.enum(['exact', 'estimated']),
    next_cursor: z.string().nullable(),
  }),
});

/** A list as a door answers it. */
export type ListAnswer = z.infer<typeof listBody>;

/** Asks for a part of a list; anything but a list is a failure. */
export async function listOf(client: ApiClient, url: string): Promise<ListAnswer> {
  const answer = await client.get(url);
  if (answer.statusCode !== 200) throw new Error(`${url}: ${answer.body}`);
  return listBody.parse(answer.json());
}

/** The ids that a list shows, in its order. */
export async function idsOf(client: ApiClient, url: string): Promise<unknown[]> {
  return (await listOf(client, url)).data.map(({ id }) => id);
}

/**
 * Walks a list by cursor to its end.
 *
 * @param between called after each part
 * @returns its ids in the order of the walk
 */
export async function walk(
  client: ApiClient,
  url: string,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<unknown[]> {
  const ids: unknown[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const { data, page }: ListAnswer = await listOf(client, cursor === '' ? url : `${url}&cursor=${cursor}`);
    ids.push(...data.map(({ id }) => id));
    cursor = page.next_cursor;
    await between();
  }
  return ids;
}

/** What is wrong with a refused query: each parameter with its code. */
export async function faultsOf(client: ApiClient, url: string): Promise<unknown[]> {
  const answer = await client.get(url);
  if (answer.statusCode !== 400) throw new Error(`${url}: ${answer.statusCode} ${answer.body}`);
  const { errors } = z
    .object({ errors: z.array(z.looseObject({ parameter: z.string(), code: z.string() })) })
    .parse(answer.json());
  return errors.map(({ parameter, code }) => `${parameter} ${code}`);
}
