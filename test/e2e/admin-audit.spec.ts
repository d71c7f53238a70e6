import { type AuditEvent, AuditService } from '@app/audit';
import { permissionCodes, UsersService } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { makeKey } from '../support/api-keys';
import { ApiClient, signIn, type SignedIn } from '../support/clients';
import { faultsOf, idsOf, type ListAnswer, listOf, walk } from '../support/lists';
import { WatchedClient } from '../support/secrets';

const AUDIT = '/api/v1/admin/audit';
const SESSIONS = '/api/v1/admin/sessions';
const NOBODY = '00000000-0000-7000-8000-000000000000';

let api: TestApp;
let admin: SignedIn;
let client: ApiClient;

beforeAll(async () => {
  api = await startApp();
  admin = await signIn(api, {
    permissions: ['audit.view_entry', 'auth.revoke_token', 'auth.add_api_key'],
  });
  client = new WatchedClient(api, admin.client.credential);
});
afterAll(() => api.close());

const record = (event: AuditEvent): Promise<void> => api.app.get(AuditService).record(event);
const entriesAbout = async (id: string): Promise<ListAnswer['data']> =>
  (await listOf(client, `${AUDIT}?object_id=${id}`)).data;

describe('the audit', () => {
  it('needs audit.view_entry and no other permission will do', async () => {
    const others = permissionCodes.filter((one) => one !== 'audit.view_entry');
    const person = await signIn(api, { permissions: others });
    const answer = await person.client.get(AUDIT);
    expect([answer.statusCode, answer.json()]).toMatchObject([
      403,
      { params: { permission: 'audit.view_entry' } },
    ]);
  });

  it('shows who did what from where, in which request', async () => {
    const victim = await signIn(api);
    const url = `${SESSIONS}/${victim.tokens.sessionId}`;
    const answer = await client.send('DELETE', url, { body: { note: 'tested' } });
    expect(await entriesAbout(victim.tokens.sessionId)).toEqual([
      {
        ...{ id: expect.any(String), at: expect.any(String), action: 'session.revoked' },
        ...{ actor_kind: 'user', actor: admin.user.id, actor_email: admin.user.email, actor_key: null },
        ...{ object_type: 'session', object_id: victim.tokens.sessionId, changes: {} },
        object_name: victim.user.email,
        object_exists: true,
        details: { reason: 'admin', note: 'tested', user: victim.user.id },
        ...{ request_id: answer.headers['x-request-id'], ip: '127.0.0.1' },
      },
    ]);
  });

  it('names the key of a program and its owner', async () => {
    const { program, id } = await makeKey(api, admin.client, ['auth.revoke_token'], { name: 'night watch' });
    const victim = await signIn(api);
    await program.delete(`${SESSIONS}/${victim.tokens.sessionId}`);
    expect(await entriesAbout(victim.tokens.sessionId)).toMatchObject([
      { actor_kind: 'api_key', actor: id, actor_key: 'night watch', actor_email: admin.user.email },
    ]);
    expect(await listOf(client, `${AUDIT}?actor=${id}`)).toMatchObject({ page: { total: 1 } });
  });

  it('keeps the id of an actor who is gone, and the differences as they were written', async () => {
    const gone = await signIn(api);
    await record({
      ...{ action: 'instrument.changed', object: { type: 'instrument', id: '42' } },
      changes: { price: ['100.00', '90.50'], status: [null, 'sold'], tags: [['a'], ['a', 'b']] },
      actor: { kind: 'user', id: gone.user.id },
    });
    const [before] = await entriesAbout('42');
    expect(before).toMatchObject({
      actor_email: gone.user.email,
      changes: { price: ['100.00', '90.50'], status: [null, 'sold'], tags: [['a'], ['a', 'b']] },
      ...{ request_id: null, ip: null },
    });
    await api.app.get(UsersService).delete('system', gone.user.id);
    expect(await entriesAbout('42')).toEqual([{ ...before, actor: gone.user.id, actor_email: null }]);
  });

  it('filters by actor, action, object, request and time, all together', async () => {
    const victims = [await signIn(api), await signIn(api)];
    const revoker = await signIn(api, {
      permissions: ['auth.revoke_token'],
      email: 'Night.Shift@example.org',
    });
    const ids = victims.map(({ tokens }) => tokens.sessionId);
    const answer = await revoker.client.post(`${SESSIONS}/revoke`, { ids });
    const [one = ''] = ids;
    const count = async (query: string): Promise<number> =>
      (await listOf(client, `${AUDIT}?${query}`)).page.total;
    expect(await count(`actor=${revoker.user.id}`)).toBe(2);
    expect(await count('email=night.SHIFT@example.org')).toBe(2);
    expect(await count('q=Night.sh')).toBe(2);
    for (const nothing of ['q=ight.shift', 'email=night.shift@']) expect(await count(nothing)).toBe(0);
    expect(await count(`request_id=${String(answer.headers['x-request-id'])}`)).toBe(2);
    expect(await count(`actor=${revoker.user.id}&object_id=${one}`)).toBe(1);
    expect(await count(`object_type=session&object_id=${one}&action=session.revoked`)).toBe(1);
    expect(await count(`object_type=token&object_id=${one}`)).toBe(0);
    expect(await count(`actor=${revoker.user.id}&action=session.sign_out`)).toBe(0);
    expect(await count(`actor=${revoker.user.id}&from=2026-01-01T00:00:00%2B01:00&to=9999-01-01`)).toBe(2);
    expect(await count(`actor=${revoker.user.id}&to=2026-01-01`)).toBe(0);
    expect(await count(`actor=${NOBODY}`)).toBe(0);
    expect(await count('request_id=none')).toBe(0);
  });

  it('is walked by cursor while entries are added', async () => {
    const object = { type: 'import_run', id: 'walked' } as const;
    const add = (): Promise<void> => record({ action: 'import.started', object });
    for (let n = 0; n < 7; n += 1) await add();
    const url = `${AUDIT}?object_type=import_run&object_id=walked`;
    const all = await idsOf(client, url);
    expect(all).toHaveLength(7);
    expect(await walk(client, `${url}&limit=2`, add)).toEqual(all);
    const oldest = await walk(client, `${url}&limit=200&sort=at`);
    expect(oldest.slice(0, 7)).toEqual([...all].reverse());
  });

  it.each([
    ['actor=me', 'actor format'],
    ['action=session.hijacked', 'action choice'],
    ['object_type=auth_session', 'object_type choice'],
    ['object_id=%00', 'object_id format'],
    [`object_id=${'x'.repeat(201)}`, 'object_id format'],
    ['request_id=', 'request_id format'],
    ['from=x', 'from format'],
    ['to=2026-02-29', 'to format'],
    ['sort=action', 'sort choice'],
    ['details=x', 'details unknown'],
  ])('refuses ?%s as %s', async (query, fault) => {
    expect(await faultsOf(client, `${AUDIT}?${query}`)).toEqual([fault]);
  });

  it('has no door that changes or removes anything', async () => {
    const root = await signIn(api, { superuser: true });
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE'] as const) {
      const answer = await root.client.send(method, AUDIT, { body: {} });
      expect([method, answer.statusCode, answer.headers['allow']]).toEqual([
        method,
        405,
        'GET, HEAD, OPTIONS',
      ]);
      expect((await root.client.send(method, `${AUDIT}/1`, { body: {} })).statusCode).toBe(404);
    }
  });
});
