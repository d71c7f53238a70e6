import { type AuditObjectType, AuditService } from '@app/audit';
import { UsersService } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { makeKey } from '../support/api-keys';
import { type ApiClient, signIn, type SignedIn } from '../support/clients';
import { insertListings } from '../support/listings';
import { listOf } from '../support/lists';
import { partsOf } from '../support/tokens';

const AUDIT = '/api/v1/admin/audit';

let api: TestApp;
let admin: SignedIn;
let client: ApiClient;
beforeAll(async () => {
  api = await startApp();
  admin = await signIn(api, { superuser: true });
  client = admin.client;
});
afterAll(() => api.close());

/** An entry about a thing. */
async function entryOf(type: AuditObjectType, id: string): Promise<Record<string, unknown> | undefined> {
  await api.app.get(AuditService).record({ action: 'dataset.loaded', object: { type, id } });
  const query = `action=dataset.loaded&object_type=${type}&object_id=${encodeURIComponent(id)}`;
  return (await listOf(client, `${AUDIT}?${query}`)).data[0];
}

/** What it calls that. */
const nameOf = async (type: AuditObjectType, id: string): Promise<unknown> =>
  (await entryOf(type, id))?.['object_name'];

describe('what an entry of the audit is about', () => {
  it('has the name that it has now, and none when it is gone', async () => {
    const { user, tokens } = await signIn(api, { email: 'named@example.org' });
    const jti = String(partsOf(tokens.refresh).payload['jti']);
    const things = [
      ['user', user.id],
      ['session', tokens.sessionId],
      ['token', jti],
    ] as const;
    for (const [type, id] of things) expect([type, await nameOf(type, id)]).toEqual([type, user.email]);
    await api.app.get(UsersService).update('system', user.id, { email: 'renamed@example.org' });
    for (const [type, id] of things) {
      expect([type, await nameOf(type, id)]).toEqual([type, 'renamed@example.org']);
    }
    await api.app.get(UsersService).delete('system', user.id);
    for (const [type, id] of things) expect([type, await nameOf(type, id)]).toEqual([type, null]);
  });

  it('is there or gone, also where its id is its name', async () => {
    const { user, tokens } = await signIn(api);
    await client.post('/api/v1/admin/groups', { name: 'passing', permissions: [] });
    const [listing] = await insertListings(api.database, [{ name: 'Lasting' }]);
    const things = [
      ['user', user.id],
      ['session', tokens.sessionId],
      ['group', 'passing'],
    ] as const;
    const existence = async (): Promise<unknown[]> =>
      Promise.all(things.map(async ([type, id]) => (await entryOf(type, id))?.['object_exists']));
    expect(await existence()).toEqual([true, true, true]);
    await client.delete('/api/v1/admin/groups/passing');
    await api.app.get(UsersService).delete('system', user.id);
    await api.database.query('DELETE FROM outstanding_token WHERE session_id = $1', [tokens.sessionId]);
    await api.database.query('DELETE FROM auth_session WHERE id = $1', [tokens.sessionId]);
    expect(await existence()).toEqual([false, false, false]);
    for (const type of ['instrument', 'import_run', 'bulk_job', 'source', 'api_key', 'token'] as const)
      expect([type, (await entryOf(type, '999'))?.['object_exists']]).toEqual([type, false]);
    expect((await entryOf('instrument', String(listing)))?.['object_exists']).toBe(true);
    expect((await entryOf('dataset', 'listings'))?.['object_exists']).toBeNull();
  });

  it('is the one user whose many sessions ended at once, also when they are gone', async () => {
    const { user } = await signIn(api, { email: 'many@example.org' });
    await api.database.query(
      `INSERT INTO auth_session (id, user_id, created_at, authenticated_at, absolute_expires_at, idle_expires_at,
                                 last_seen_at, transport, current_gen)
       SELECT gen_random_uuid(), $1, now(), now(), now() + interval '1 day', now() + interval '1 day', now(), 'bearer', 1
         FROM generate_series(1, 30)`,
      [user.id],
    );
    await client.post('/api/v1/admin/sessions/revoke', {
      all: true,
      filter: { user: user.id, state: 'open' },
    });
    await api.database.query(
      'DELETE FROM auth_session WHERE user_id = $1 AND id NOT IN (SELECT session_id FROM outstanding_token)',
      [user.id],
    );
    const [entry] = (await listOf(client, `${AUDIT}?action=session.revoked`)).data;
    expect(entry).toMatchObject({ object_id: null, object_name: 'many@example.org' });
    expect(entry?.['details']).toMatchObject({ users: 1, user: user.id });
  });

  it('is named, whatever it is', async () => {
    const key = await makeKey(api, client, ['users.view_user'], { name: 'nightly' });
    const [listing] = await insertListings(api.database, [{ name: 'Fender Jaguar', price: 900 }]);
    await api.importCsv('name,price,link,website\nBass,100,https://reverb.example/x1,Reverb\n', {
      source: 'reverb',
    });
    const { rows } = await api.database.query<{ id: string }>('SELECT max(id) AS id FROM import_run');
    expect(await nameOf('api_key', key.id)).toBe('nightly');
    expect(await nameOf('instrument', String(listing))).toBe('Fender Jaguar');
    expect(await nameOf('source', 'reverb')).toBe('Reverb');
    expect(await nameOf('import_run', rows[0]?.id ?? '')).toBe('Reverb · test.csv');
  });

  it('keeps its id alone where that is a name already, or no id at all', async () => {
    for (const [type, id] of [
      ['group', 'editors'],
      ['category', 'guitarras'],
      ['user', 'not-an-id'],
      ['user', '00000000-0000-4000-8000-000000000000'],
      ['instrument', '=1+1'],
      ['instrument', '99999999999999999999'],
      ['import_run', 'run 3'],
    ] as const) {
      expect([id, await nameOf(type, id)]).toEqual([id, null]);
    }
  });
});
