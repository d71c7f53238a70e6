import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { z } from 'zod';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { fillLists } from '../support/full-lists';
import { ROOT } from '../support/source-files';
import { fillTokenTables } from '../support/token-rows';

const ADMIN = '/api/v1/admin';
const MANY = 100;

/** A door that answers a list. */
interface ListDoor {
  /** As docs/openapi.json writes it. */
  readonly door: string;
  /** What is asked; the door itself if absent. */
  readonly url?: string;
  /** It is as long in every installation, or is no list. */
  readonly fixed?: true;
}

/** Every list that a screen of the panel asks for, and every other door of administration that takes no id. */
const LISTS: readonly ListDoor[] = [
  { door: `${ADMIN}/api-keys` },
  { door: `${ADMIN}/audit` },
  { door: `${ADMIN}/blacklisted-tokens` },
  { door: `${ADMIN}/bulk-jobs` },
  { door: `${ADMIN}/bulk-jobs/{id}/chosen`, url: `${ADMIN}/bulk-jobs/1/chosen` },
  { door: `${ADMIN}/bulk-jobs/{id}/failures`, url: `${ADMIN}/bulk-jobs/1/failures` },
  { door: `${ADMIN}/categories`, fixed: true },
  { door: `${ADMIN}/categories/unmapped` },
  { door: `${ADMIN}/category-aliases`, url: `${ADMIN}/category-aliases?mapped=false` },
  { door: `${ADMIN}/dashboard`, fixed: true },
  { door: `${ADMIN}/groups` },
  { door: `${ADMIN}/groups/{name}/users`, url: `${ADMIN}/groups/group-1/users` },
  { door: `${ADMIN}/instruments/{id}/history`, url: `${ADMIN}/instruments/1/history` },
  { door: `${ADMIN}/instruments/{id}/prices`, url: `${ADMIN}/instruments/1/prices` },
  { door: `${ADMIN}/outstanding-tokens` },
  { door: `${ADMIN}/permissions`, fixed: true },
  { door: `${ADMIN}/removed-instruments` },
  { door: `${ADMIN}/saved-filters`, url: `${ADMIN}/saved-filters?list=users` },
  { door: `${ADMIN}/sessions` },
  { door: `${ADMIN}/sources` },
  { door: `${ADMIN}/system`, fixed: true },
  { door: `${ADMIN}/users` },
  { door: '/api/v1/imports' },
  { door: '/api/v1/instruments', url: '/api/v1/instruments?facets=category,source,brand,location' },
  { door: '/api/v1/categories', fixed: true },
  { door: '/api/v1/sources' },
  // what a record holds besides itself
  { door: '/api/v1/imports/{id}', url: '/api/v1/imports/1', fixed: true },
];

const listBody = z.object({ data: z.array(z.unknown()) });

/** What an answer has cost and shown. */
interface Measured {
  readonly statements: number;
  readonly rows: number;
}

/** Asks, and counts the statements that go to the database for it. */
async function ask(api: TestApp, client: ApiClient, { door, url = door }: ListDoor): Promise<Measured> {
  const whole = `${url}${url.includes('?') ? '&' : '?'}per_page=${MANY}`;
  // some lists come as a whole; what is read once for all answers is read by this one
  const path = (await client.get(whole)).statusCode === 400 ? url : whole;
  await client.get(path);
  await api.forget();
  const log = jest.spyOn(Client.prototype, 'query');
  const answer = await client.get(path);
  const statements = log.mock.calls.length;
  log.mockRestore();
  if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.body}`);
  return { statements, rows: listBody.safeParse(answer.json()).data?.data.length ?? 0 };
}

/** Asks for every list of an installation in which each has so many rows. */
async function measure(rows: number): Promise<Map<string, Measured>> {
  const api = await startApp();
  try {
    // one in five sessions is revoked, and its token blacklisted
    await fillTokenTables(api.database, rows === 1 ? 1 : 5 * rows);
    const { client, user } = await signIn(api, { superuser: true });
    await fillLists(api.database, rows, user.id);
    const measured = new Map<string, Measured>();
    for (const list of LISTS) measured.set(list.door, await ask(api, client, list));
    return measured;
  } finally {
    await api.close();
  }
}

const nothing: Measured = { statements: NaN, rows: NaN };
let few = new Map<string, Measured>();
let many = new Map<string, Measured>();

beforeAll(async () => {
  few = await measure(1);
  many = await measure(MANY);
});

describe.each(LISTS)('$door', ({ door, fixed = false }) => {
  it(`asks the database as often for ${MANY} rows as for one`, () => {
    const one = few.get(door) ?? nothing;
    const hundred = many.get(door) ?? nothing;
    // otherwise the comparison says nothing
    expect([one.rows < 10, hundred.rows >= MANY]).toEqual(fixed ? expect.anything() : [true, true]);
    expect(one.statements).toBeGreaterThan(0);
    expect(hundred.statements).toBe(one.statements);
  });
});

it('leaves out no door of administration that answers a list', () => {
  const { paths } = z
    .object({ paths: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .parse(JSON.parse(readFileSync(join(ROOT, 'docs/openapi.json'), 'utf8')));
  const doors = Object.entries(paths)
    .filter(([path, methods]) => path.startsWith(`${ADMIN}/`) && 'get' in methods)
    .map(([path]) => path)
    // one record by its id, and files
    .filter((path) => !/\}$|\/export$/.test(path));
  expect(doors.filter((door) => !LISTS.some((list) => list.door === door))).toEqual([]);
});
