import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { type AuditEvent, AuditService } from '@app/audit';
import { permissionCodes } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { faultsOf, idsOf } from '../support/lists';

const EXPORT = '/api/v1/admin/audit/export';
const MOST = 100_000;
const rows = z.array(z.record(z.string(), z.string()));

let api: TestApp;
let client: ApiClient;

const record = (event: AuditEvent): Promise<void> => api.app.get(AuditService).record(event);

beforeAll(async () => {
  api = await startApp();
  client = (await signIn(api, { permissions: ['audit.view_entry'], email: '=boss@example.org' })).client;
  for (let n = 0; n < 5; n += 1) {
    await record({
      ...{ action: 'import.started', object: { type: 'import_run', id: `run ${n}` } },
      details: { file: `"día" ${n},\nañadido` },
    });
  }
  await record({
    ...{ action: 'instrument.changed', object: { type: 'instrument', id: '=1+1' } },
    changes: { name: ['@old', '+new'] },
  });
});
afterAll(() => api.close());

async function exported(query = ''): Promise<z.infer<typeof rows>> {
  const answer = await client.get(`${EXPORT}?${query}`);
  expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
  expect(answer.headers).toMatchObject({
    'content-disposition': 'attachment; filename="audit.csv"',
    'cache-control': 'no-store',
  });
  expect(answer.headers['export-truncated']).toBeUndefined();
  return rows.parse(parse(answer.body, { columns: true, bom: true }));
}

describe('the export of the audit', () => {
  it.each([
    '',
    'sort=at',
    'action=import.started',
    'object_type=import_run&object_id=run 3',
    'to=2020-01-01',
  ])('of "%s" has the rows of the list, in its order', async (query) => {
    const listed = await idsOf(client, `/api/v1/admin/audit?per_page=100&${query}`);
    expect((await exported(query)).map(({ id }) => id)).toEqual(listed);
  });

  it('has every field, with differences and details as JSON', async () => {
    const [row] = await exported('object_id=run 3');
    expect(row).toMatchObject({ action: 'import.started', actor_kind: 'system', actor: '', ip: '' });
    expect(JSON.parse(row?.['details'] ?? '')).toEqual({ file: '"día" 3,\nañadido' });
  });

  it('holds nothing that a spreadsheet would run', async () => {
    const [row] = await exported('object_type=instrument');
    expect(row).toMatchObject({ object_id: "'=1+1", changes: '{"name":["@old","+new"]}' });
    const own = await exported('action=session.sign_in');
    for (const { actor_email: email } of own) expect(email).not.toMatch(/^[=+\-@]/);
  });

  it('needs audit.view_entry and no other permission will do', async () => {
    const others = permissionCodes.filter((one) => one !== 'audit.view_entry');
    const answer = await (await signIn(api, { permissions: others })).client.get(EXPORT);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      403,
      { params: { permission: 'audit.view_entry' } },
    ]);
    expect((await api.get(EXPORT)).statusCode).toBe(401);
  });

  it.each([
    ['page=1', 'page unknown'],
    ['limit=10', 'limit unknown'],
    ['from=x', 'from format'],
    ['action=none', 'action choice'],
  ])('refuses ?%s as %s', async (query, fault) => {
    expect(await faultsOf(client, `${EXPORT}?${query}`)).toEqual([fault]);
  });

  it('ends at 100,000 entries, and says so', async () => {
    await api.database.query(
      `INSERT INTO audit_entry (action, actor_kind, object_type, object_id, changes, details)
       SELECT 'dataset.loaded', 'system', 'dataset', n::text, '{}', '{}' FROM generate_series(0, $1::int) AS n`,
      [MOST],
    );
    const answer = await client.get(`${EXPORT}?action=dataset.loaded`);
    expect([answer.statusCode, answer.headers['export-truncated']]).toEqual([200, '?1']);
    const lines = answer.body.trimEnd().split('\r\n');
    expect(lines).toHaveLength(MOST + 1);
    expect(new Set(lines).size).toBe(MOST + 1);
  });
});
