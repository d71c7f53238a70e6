import { z } from 'zod';
import type { TestApp } from './app';

const listing = z.looseObject({ id: z.number(), name: z.string() });
const answer = z.looseObject({
  data: z.array(listing),
  page: z.strictObject({
    number: z.number().nullable(),
    size: z.number(),
    total: z.number().nullable(),
    total_pages: z.number().nullable(),
    count: z.enum(['exact', 'estimated', 'none']),
    next: z.string().nullable(),
    prev: z.string().nullable(),
    next_cursor: z.string().nullable(),
  }),
  meta: z.looseObject({ dataset_version: z.number(), corrected: z.string().nullable() }),
});

/** The answer of the list of listings. */
export type InstrumentListAnswer = z.infer<typeof answer>;

/** Asks the list; anything but an answer is a failure. */
export async function listInstruments(api: TestApp, query: string): Promise<InstrumentListAnswer> {
  const url = query.startsWith('/') ? query : `/api/v1/instruments?${query}`;
  const response = await api.get(url);
  if (response.statusCode !== 200) throw new Error(`${url}: ${response.statusCode} ${response.body}`);
  return answer.parse(response.json());
}

/** The ids on one page of the list. */
export async function instrumentIds(api: TestApp, query: string): Promise<number[]> {
  return (await listInstruments(api, query)).data.map(({ id }) => id);
}

/** Follows `next` from the first part to the last one. @param between called after each part */
export async function walkInstruments(
  api: TestApp,
  query: string,
  between: (part: number) => Promise<unknown> = () => Promise.resolve(),
): Promise<number[]> {
  const ids: number[] = [];
  let url: string | null = `/api/v1/instruments?${query}`;
  for (let part = 1; url !== null; part++) {
    const { data, page }: InstrumentListAnswer = await listInstruments(api, url);
    ids.push(...data.map(({ id }) => id));
    url = page.next;
    await between(part);
  }
  return ids;
}
