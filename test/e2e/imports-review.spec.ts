import { permissionCodes } from '@app/users';
import type { ImportReport } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn, type SignedIn } from '../support/clients';
import { csvOf, manyRows, type Row } from '../support/imports';
import { idsOf } from '../support/lists';

const IMPORTS = '/api/v1/imports';
const LOCK_CLASS = 727_274;

let api: TestApp;
let person: SignedIn;
let moderator: ApiClient;
beforeAll(async () => {
  api = await startApp();
  const permissions = ['instruments.review_import_run', 'instruments.view_import_run'] as const;
  person = await signIn(api, { permissions });
  moderator = person.client;
});
afterAll(() => api.close());
beforeEach(async () => {
  await api.database.query(
    'TRUNCATE instrument, sighting, import_run, listed_instrument, listed_block, search_document, search_term CASCADE',
  );
});

const bring = (rows: readonly Row[], complete = true): Promise<ImportReport> =>
  api.importCsv(csvOf(rows), { source: 'hispasonic', complete });

/** Ten listings, and then a file of only three. */
async function heldBack(): Promise<string> {
  await bring(manyRows(1, 10));
  const { id, state } = await bring(manyRows(1, 3));
  expect(state).toBe('needs_review');
  return id ?? '';
}

async function rows<T extends object>(sql: string, ...parameters: unknown[]): Promise<T[]> {
  return (await api.database.query<T>(sql, parameters)).rows;
}

/** What the run says that approving it would do. */
const foretold = async (id: string): Promise<unknown> =>
  (await moderator.get(`${IMPORTS}/${id}`)).json<{ on_approval: unknown }>().on_approval;
const statuses = async (): Promise<string[]> =>
  (await rows<{ status: string }>('SELECT status FROM instrument ORDER BY id')).map(({ status }) => status);
const audits = (id: string) =>
  rows<Record<string, unknown>>(
    `SELECT action, actor_id, details FROM audit_entry
      WHERE object_type = 'import_run' AND object_id = $1 AND action NOT IN ('import.started', 'import.finished')`,
    id,
  );

it.each(['approve', 'reject'])(
  'to %s an import needs a permission, and no other will do',
  async (verdict) => {
    const others = permissionCodes.filter((one) => one !== 'instruments.review_import_run');
    const { client } = await signIn(api, { permissions: others });
    const id = await heldBack();
    expect((await client.post(`${IMPORTS}/${id}/${verdict}`)).json()).toMatchObject({
      code: 'access.permission_missing',
      params: { permission: 'instruments.review_import_run' },
    });
    expect((await moderator.get(`${IMPORTS}/${id}`)).json()).toMatchObject({ state: 'needs_review' });
  },
);

describe('approving an import', () => {
  it('counts what it did not see as missed, and is told', async () => {
    const id = await heldBack();
    expect(await statuses()).toEqual(Array(10).fill('active'));
    expect(await foretold(id)).toEqual({ stale: 7, removed: 0 });
    const answer = await moderator.post(`${IMPORTS}/${id}/approve`);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      200,
      {
        ...{ id, state: 'succeeded', reviewed_at: expect.any(String), on_approval: null },
        counts: { received: 3, unchanged: 3, stale: 7, removed: 0 },
        reason: '3 rows were accepted, fewer than half of the usual 10.',
      },
    ]);
    expect(await statuses()).toEqual([...Array<string>(3).fill('active'), ...Array<string>(7).fill('stale')]);
    expect(await audits(id)).toEqual([
      {
        action: 'import.approved',
        actor_id: person.user.id,
        details: { source: 'hispasonic', stale: 7, removed: 0 },
      },
    ]);
  });

  it('removes what was missed before and for ten days', async () => {
    const id = await heldBack();
    await api.database.query(
      `UPDATE sighting SET missed_runs = 1, last_seen_at = now() - interval '11 days'
        WHERE instrument_id IN (SELECT id FROM instrument WHERE link IN ('https://example.com/9', 'https://example.com/1'))`,
    );
    // seen meanwhile, by whichever run: not missed
    await api.database.query(
      `UPDATE sighting SET last_seen_at = now() WHERE instrument_id IN
        (SELECT id FROM instrument WHERE link IN ('https://example.com/1', 'https://example.com/4'))`,
    );
    expect(await foretold(id)).toEqual({ stale: 5, removed: 1 });
    const body = (await moderator.post(`${IMPORTS}/${id}/approve`)).json();
    expect(body).toMatchObject({ counts: { stale: 5, removed: 1 } });
    const missed = { 9: 'removed', 4: 'active', 1: 'active', 5: 'stale' };
    for (const [number, status] of Object.entries(missed)) {
      expect(
        await rows('SELECT status FROM instrument WHERE link = $1', `https://example.com/${number}`),
      ).toEqual([{ status }]);
    }
  });

  it('speaks for its category only, and of one that is not complete for nothing', async () => {
    await bring(manyRows(1, 5, { category: 'bajos' }), false);
    const partial = await bring([...manyRows(1, 1), ...manyRows(6, 9, { price: '-1' })], false);
    expect(partial).toMatchObject({ state: 'needs_review', onApproval: { stale: 0, removed: 0 } });
    expect(await foretold(partial.id ?? '')).toEqual({ stale: 0, removed: 0 });
    const body = (await moderator.post(`${IMPORTS}/${partial.id}/approve`)).json();
    expect(body).toMatchObject({ state: 'succeeded', counts: { stale: 0, removed: 0 } });
    expect(await statuses()).toEqual(Array(5).fill('active'));
  });

  it('counts for the usual rows from then on', async () => {
    const id = await heldBack();
    await moderator.post(`${IMPORTS}/${id}/approve`);
    expect(await bring(manyRows(1, 4))).toMatchObject({ state: 'succeeded' });
  });

  it('is for the last one of its source, once, and only where it is needed', async () => {
    const id = await heldBack();
    const later = await bring(manyRows(1, 2), false);
    expect((await moderator.post(`${IMPORTS}/${id}/approve`)).json()).toMatchObject({
      ...{ status: 409, code: 'imports.superseded', params: { run: later.id } },
    });
    expect(await foretold(id)).toBeNull();
    expect((await moderator.post(`${IMPORTS}/${later.id}/approve`)).json()).toMatchObject({
      ...{ status: 409, code: 'imports.not_in_review', params: { state: 'succeeded' } },
    });
    await api.database.query('DELETE FROM import_run WHERE id = $1', [later.id]);
    expect((await moderator.post(`${IMPORTS}/${id}/approve`)).statusCode).toBe(200);
    for (const verdict of ['approve', 'reject']) {
      expect((await moderator.post(`${IMPORTS}/${id}/${verdict}`)).json()).toMatchObject({
        code: 'imports.not_in_review',
      });
    }
    expect((await rows('SELECT FROM sighting WHERE missed_runs = 1')).length).toBe(7);
    for (const unknown of ['999999', 'x']) {
      expect((await moderator.post(`${IMPORTS}/${unknown}/approve`)).json()).toMatchObject({
        ...{ status: 404, code: 'imports.unknown' },
      });
    }
  });

  it('waits for nobody: while the source is imported it is refused', async () => {
    const id = await heldBack();
    const source = `(SELECT id::int FROM source WHERE slug = 'hispasonic')`;
    await rows(`SELECT pg_advisory_lock(${LOCK_CLASS}, ${source})`);
    for (const verdict of ['approve', 'reject']) {
      expect((await moderator.post(`${IMPORTS}/${id}/${verdict}`)).json()).toMatchObject({
        ...{ status: 409, code: 'imports.source_busy' },
      });
    }
    await rows(`SELECT pg_advisory_unlock(${LOCK_CLASS}, ${source})`);
    const both = await Promise.all(
      [1, 2].map(async () => (await moderator.post(`${IMPORTS}/${id}/approve`)).statusCode),
    );
    expect(both.sort()).toEqual([200, 409]);
  });
});

describe('rejecting an import', () => {
  it('closes it: its rows stay, nothing is swept, and lists tell', async () => {
    const id = await heldBack();
    const answer = await moderator.post(`${IMPORTS}/${id}/reject`);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      200,
      { id, state: 'rejected', reviewed_at: expect.any(String), counts: { unchanged: 3, stale: 0 } },
    ]);
    expect(await statuses()).toEqual(Array(10).fill('active'));
    expect(await audits(id)).toEqual([
      { action: 'import.rejected', actor_id: person.user.id, details: { source: 'hispasonic' } },
    ]);
    expect(await idsOf(moderator, `${IMPORTS}?state=rejected`)).toEqual([id]);
    expect(await idsOf(moderator, `${IMPORTS}?state=failed`)).toEqual([]);
    expect((await moderator.post(`${IMPORTS}/${id}/approve`)).json()).toMatchObject({
      ...{ code: 'imports.not_in_review', params: { state: 'rejected' } },
    });
  });
});
