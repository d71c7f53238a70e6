import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';
import { listOf } from '../support/lists';

const ADMIN = '/api/v1/admin';

let api: TestApp;
let admin: ApiClient;
beforeAll(async () => {
  api = await startApp();
  ({ client: admin } = await signIn(api, { superuser: true }));
});
afterAll(() => api.close());

/** What the audit tells of refusals of somebody, the oldest first. */
async function refusalsOf(actor: string): Promise<unknown[]> {
  const { data } = await listOf(admin, `${ADMIN}/audit?action=permission.missing&actor=${actor}&sort=at`);
  return data.map(({ object_type, object_id, details }) => [object_type, object_id, details]);
}

describe('a request without the permission for it', () => {
  it('is refused and put down with who, what and where, the same one once a minute', async () => {
    const { client, user } = await signIn(api);
    for (let time = 0; time < 3; time++) {
      expect((await client.delete(`${ADMIN}/users/${user.id}?reason=x`)).statusCode).toBe(403);
    }
    expect((await client.get(`${ADMIN}/audit`)).statusCode).toBe(403);
    expect(await refusalsOf(user.id)).toEqual([
      ['permission', 'users.delete_user', { method: 'DELETE', path: `${ADMIN}/users/${user.id}` }],
      ['permission', 'audit.view_entry', { method: 'GET', path: `${ADMIN}/audit` }],
    ]);
  });

  it('is put down where the door itself asks for more than it says', async () => {
    const { client, user } = await signIn(api, { permissions: ['instruments.change_instrument'] });
    const order = { action: 'delete', ids: [1] };
    expect((await client.post(`${ADMIN}/bulk-jobs/preview`, order)).statusCode).toBe(403);
    expect(await refusalsOf(user.id)).toMatchObject([['permission', 'instruments.delete_instrument', {}]]);
  });
});
