import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SeedService } from '@app/instruments';
import { z } from 'zod';
import { tokenTo } from '../support/account';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';
import { isOpen } from '../support/documented';
import { listInstruments } from '../support/instrument-list';
import { ROOT } from '../support/source-files';

const EMAIL = 'ana@example.org';
const PASSWORD = 'nueve tejados y un paraguas';

const example = z.strictObject({
  method: z.enum(['GET', 'POST']),
  summary: z.string(),
  url: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.record(z.string(), z.string()).optional(),
});
const operationShape = z.looseObject({
  security: z.array(z.record(z.string(), z.unknown())).optional(),
  'x-examples': z.array(example).optional(),
});
const { paths } = z
  .looseObject({ paths: z.record(z.string(), z.record(z.string(), operationShape)) })
  .parse(JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')));
const operations = Object.entries(paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ name: `${method} ${path}`, path, operation })),
);
const examples = operations.flatMap(({ name, path, operation }) =>
  (operation['x-examples'] ?? []).map((one) => ({ name, path, ...one })),
);

let api: TestApp;
let nobody: ApiClient;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error', REGISTRATION: 'open' });
  await api.app.get(SeedService).loadFixtures();
  nobody = new ApiClient(api, null);
  await signIn(api, { email: EMAIL, password: PASSWORD });
  await api.database.query(
    `UPDATE instrument SET previous_price = price + 50, price_changed_at = now() WHERE id % 9 = 0 AND price IS NOT NULL`,
  );
});
afterAll(() => api.close());

/** What stands in braces in an example: what the server has said before. */
const GIVEN: Readonly<Record<string, () => Promise<string>>> = {
  cursor: async () => String((await listInstruments(api, 'limit=200&fields=id,name,price')).page.next_cursor),
  access: async () => (await signIn(api)).tokens.access,
  refresh: async () => (await signIn(api)).tokens.refresh,
  registration: async () => {
    const email = 'otra@example.org';
    await nobody.post('/api/v1/auth/register', { email, password: PASSWORD });
    return tokenTo(api, email);
  },
  reset: async () => {
    const { email } = (await signIn(api, { password: PASSWORD })).user;
    await nobody.post('/api/v1/auth/password/reset', { email });
    return tokenTo(api, email);
  },
};

async function filled(text: string): Promise<string> {
  let whole = text;
  for (const [braces, name = ''] of text.matchAll(/\{(\w+)\}/g)) {
    const value = await GIVEN[name]?.();
    if (value === undefined) throw new Error(`nobody knows what ${braces} stands for`);
    whole = whole.replace(braces, value);
  }
  return whole;
}

it('every operation that is open to everybody has an example', () => {
  const without = operations.filter(({ operation }) => isOpen(operation) && !operation['x-examples']);
  expect(without.map(({ name }) => name)).toEqual([]);
  expect(examples.length).toBeGreaterThan(25);
});

it.each(examples)('$name: $summary', async ({ path, method, url, status, headers = {}, body }) => {
  const [asked = ''] = url.split('?');
  expect(asked).toMatch(new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`));
  const payload: object | undefined =
    body && z.record(z.string(), z.string()).parse(JSON.parse(await filled(JSON.stringify(body))));
  // what contradicts the document is a failure: TestApp.send
  const answer = await nobody.send(method, await filled(url), {
    headers,
    ...(payload === undefined ? {} : { body: payload }),
  });
  expect([url, answer.statusCode]).toEqual([url, status]);
  if (headers['accept'] !== undefined) expect(answer.headers['content-type']).toContain(headers['accept']);
  // an example that finds nothing shows nothing
  if (status === 200 && /^\/(api\/v1\/instruments(\?|$)|\w+Instrument)/.test(url) && !headers['accept']) {
    const { data, results } = answer.json<{ data?: unknown[]; results?: unknown[] }>();
    expect((data ?? results ?? []).length).toBeGreaterThan(0);
  }
});
