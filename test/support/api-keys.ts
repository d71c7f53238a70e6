import { z } from 'zod';
import { ApiClient } from './clients';
import type { TestApp } from './app';

const issuedBody = z.looseObject({ id: z.string(), prefix: z.string(), key: z.string() });

/** Where keys are managed. */
export const API_KEYS = '/api/v1/admin/api-keys';

/** A key as its maker has it, and a program that comes in with it. */
export interface TestKey {
  readonly id: string;
  readonly prefix: string;
  readonly key: string;
  readonly program: ApiClient;
}

/** Somebody makes a key at the door. */
export async function makeKey(
  api: TestApp,
  maker: ApiClient,
  permissions: readonly string[],
  more: Readonly<Record<string, unknown>> = {},
): Promise<TestKey> {
  const answer = await maker.post(API_KEYS, { name: 'scraper', permissions, ...more });
  if (answer.statusCode !== 201) throw new Error(answer.body);
  const { id, prefix, key } = issuedBody.parse(answer.json());
  return { id, prefix, key, program: new ApiClient(api, key) };
}
