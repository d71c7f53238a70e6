import { AccountLinksService } from '@app/auth';
import { PasswordsService, UsersService } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { ApiClient, type Role, signIn, type SignedIn } from '../support/clients';
import { WatchedClient } from '../support/secrets';
import { GOOD_PASSWORD } from '../support/users';

const USERS = '/api/v1/admin/users';

let api: TestApp;
let boss: SignedIn;
let client: WatchedClient;
const visitor = (): ApiClient => new ApiClient(api, null);

beforeAll(async () => {
  api = await startApp();
  boss = await signIn(api, { superuser: true });
  client = new WatchedClient(api, boss.tokens.access);
});
afterAll(() => api.close());

const somebody = (role: Role = {}): Promise<SignedIn> => signIn(api, role);

async function rows(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  return (await api.database.query<Record<string, unknown>>(sql, values)).rows;
}

async function audited(id: string): Promise<unknown[]> {
  return (await rows('SELECT action FROM audit_entry WHERE object_id = $1 ORDER BY id', [id])).map(
    ({ action }) => action,
  );
}

/** Whether the access token and the refresh token of somebody are still good for something. */
async function tokensOf({ client: own, tokens }: SignedIn): Promise<number[]> {
  const access = await own.get('/api/v1/me');
  const refresh = await visitor().post('/api/v1/auth/token/refresh', { refresh: tokens.refresh });
  return [access.statusCode, refresh.statusCode];
}

describe('editing an account', () => {
  it('changes all that is named, and an address loses its proof', async () => {
    const { user } = await somebody();
    await api.database.query('UPDATE app_user SET email_verified_at = now() WHERE id = $1', [user.id]);
    const changes = {
      email: 'other@example.org',
      display_name: 'Other',
      language: 'en',
      must_change_password: true,
      is_staff: true,
      is_superuser: true,
    };
    const answer = await client.patch(`${USERS}/${user.id}`, changes);
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { ...changes, email_verified_at: null }]);
    expect((await client.get(`${USERS}/${user.id}`)).json()).toMatchObject(changes);
    const demoted = await client.patch(`${USERS}/${user.id}`, { is_staff: false, is_superuser: false });
    expect(demoted.json()).toMatchObject({ ...changes, is_staff: false, is_superuser: false });
  });

  it('changes nothing when a part of it is refused', async () => {
    const { user } = await somebody();
    const clerk = await somebody({ permissions: ['users.change_user'] });
    const before = (await client.get(`${USERS}/${user.id}`)).json<object>();
    for (const [who, change, code] of [
      [client, { email: boss.user.email.toUpperCase() }, 'users.email_taken'],
      [client, { email: 'no address' }, 'users.invalid_email'],
      [client, { language: 'fr' }, 'http.invalid_fields'],
      [client, { display_name: null }, 'http.invalid_fields'],
      [clerk.client, { is_staff: true }, 'rights.superuser_only'],
      [clerk.client, { is_superuser: false }, 'rights.superuser_only'],
    ] as const) {
      const refused = await who.patch(`${USERS}/${user.id}`, {
        display_name: 'Changed',
        is_active: false,
        ...change,
      });
      expect(refused.json()).toMatchObject({ code });
    }
    expect((await client.get(`${USERS}/${user.id}`)).json()).toEqual(before);
    expect(await audited(user.id)).toEqual(['user.created']);
  });

  it('of somebody with a password who becomes staff asks him for another one', async () => {
    const [person, link] = [await somebody({ password: GOOD_PASSWORD }), await somebody()];
    const promote = async ({ user }: SignedIn, body: object): Promise<unknown> =>
      (await client.patch(`${USERS}/${user.id}`, body)).json();
    expect(await promote(link, { is_staff: true })).toMatchObject({ must_change_password: false });
    expect(await promote(person, { is_staff: true, must_change_password: false })).toMatchObject({
      must_change_password: true,
    });
    expect(await promote(person, { must_change_password: false })).toMatchObject({ is_staff: true });
    expect(await promote(person, { is_staff: true, is_superuser: true })).toMatchObject({
      must_change_password: false,
    });
  });

  it('with nothing named, or nothing new, is put down nowhere', async () => {
    const { user } = await somebody();
    for (const body of [{}, { email: user.email, is_active: true, is_staff: false }]) {
      expect((await client.patch(`${USERS}/${user.id}`, body)).statusCode).toBe(200);
    }
    expect(await audited(user.id)).toEqual(['user.created']);
  });
});

describe('deactivating an account', () => {
  it('ends its sessions for good', async () => {
    const person = await somebody();
    expect((await person.client.get('/api/v1/me')).statusCode).toBe(200);
    const answer = await client.patch(`${USERS}/${person.user.id}`, { is_active: false });
    expect(answer.json()).toMatchObject({ is_active: false });
    const sessions = await rows(
      'SELECT revoked_reason, revoked_by FROM auth_session WHERE user_id = $1 AND revoked_at IS NOT NULL',
      [person.user.id],
    );
    expect(sessions).toEqual([{ revoked_reason: 'user_disabled', revoked_by: boss.user.id }]);
    expect(await tokensOf(person)).toEqual([401, 401]);
    await client.patch(`${USERS}/${person.user.id}`, { is_active: true });
    expect(await tokensOf(person)).toEqual([401, 401]);
    expect(await audited(person.user.id)).toEqual(['user.created', 'user.changed', 'user.changed']);
    expect(await audited(person.tokens.sessionId)).toContain('session.revoked');
  });

  it('does not happen when its sessions cannot be ended', async () => {
    const person = await somebody();
    await api.database.query(`CREATE FUNCTION no_end() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE EXCEPTION 'not now'; END $$`);
    await api.database.query(
      'CREATE TRIGGER no_end BEFORE UPDATE OF revoked_at ON auth_session FOR EACH ROW EXECUTE FUNCTION no_end()',
    );
    const answer = await client.patch(`${USERS}/${person.user.id}`, { display_name: 'x', is_active: false });
    await api.database.query('DROP FUNCTION no_end() CASCADE');
    expect(answer.statusCode).toBe(500);
    expect((await client.get(`${USERS}/${person.user.id}`)).json()).toMatchObject({
      display_name: '',
      is_active: true,
    });
    expect(await tokensOf(person)).toEqual([200, 200]);
    expect(await audited(person.user.id)).toEqual(['user.created']);
  });

  it('leaves no session that was opened in the very moment', async () => {
    const person = await somebody();
    await api.database.query('UPDATE app_user SET is_active = false WHERE id = $1', [person.user.id]);
    await client.patch(`${USERS}/${person.user.id}`, { is_active: true });
    expect(await tokensOf(person)).toEqual([401, 401]);
  });
});

describe('setting a password', () => {
  it('sets nobody his own password: there the present one is asked for', async () => {
    const { client, user } = await signIn(api, { superuser: true });
    const body = { password: 'nueve tejados y un paraguas' };
    const answer = await client.send('PUT', `${USERS}/${user.id}/password`, { body });
    expect(answer.statusCode).toBe(403);
    expect(answer.json()).toMatchObject({ code: 'account.own_password' });
  });

  it('ends all sessions, voids the links of mails and tells the owner', async () => {
    const person = await somebody();
    const link = await api.app.get(AccountLinksService).issue(person.user.id, 'password_reset');
    const answer = await client.send('PUT', `${USERS}/${person.user.id}/password`, {
      body: { password: GOOD_PASSWORD, must_change: true },
    });
    expect([answer.statusCode, answer.body]).toEqual([204, '']);
    expect(await tokensOf(person)).toEqual([401, 401]);
    expect(
      await rows('SELECT revoked_reason FROM auth_session WHERE user_id = $1', [person.user.id]),
    ).toEqual([{ revoked_reason: 'password_change' }]);
    expect(await api.app.get(AccountLinksService).urlOf(link)).toBeNull();
    expect(await rows('SELECT kind FROM outbox_mail WHERE recipient = $1', [person.user.email])).toEqual([
      { kind: 'password_changed' },
    ]);
    const credentials = await api.app.get(UsersService).findCredentials(person.user.email);
    expect(await api.app.get(PasswordsService).check(credentials, GOOD_PASSWORD)).toBe(true);
    expect((await client.get(`${USERS}/${person.user.id}`)).json()).toMatchObject({
      must_change_password: true,
    });
    expect(await audited(person.user.id)).toEqual(['user.created', 'user.password_changed']);
  });

  it.each([
    [{}, 'http.invalid_fields'],
    [{ password: '' }, 'http.invalid_fields'],
    [{ password: GOOD_PASSWORD, must_change: 1 }, 'http.invalid_fields'],
    [{ password: 'telecaster' }, 'passwords.refused'],
    [{ password: 'x'.repeat(257) }, 'passwords.refused'],
  ])('refuses %j without repeating it, and nobody is signed out', async (body, code) => {
    const person = await somebody();
    const answer = await client.send('PUT', `${USERS}/${person.user.id}/password`, { body });
    expect([answer.statusCode, answer.json()]).toMatchObject([400, { code }]);
    if ('password' in body && body.password !== '') expect(answer.body).not.toContain(body.password);
    expect((await person.client.get('/api/v1/me')).statusCode).toBe(200);
    expect(await audited(person.user.id)).toEqual(['user.created']);
  });
});

describe('an account without a password', () => {
  it('gets one by the link in the mail to its owner', async () => {
    const made = await client.post(USERS, { email: 'invited@example.org', language: 'en', password: null });
    expect([made.statusCode, made.json()]).toMatchObject([201, { has_password: false }]);
    const [mail] = await rows(
      `SELECT kind, language, params ->> 'link' AS link FROM outbox_mail WHERE recipient = 'invited@example.org'`,
    );
    expect(mail).toMatchObject({ kind: 'account_created', language: 'en' });
    const url = await api.app.get(AccountLinksService).urlOf(String(mail?.['link']));
    const [, token = ''] = url?.split('#token=') ?? [];
    const confirmed = await visitor().post('/api/v1/auth/password/reset/confirm', {
      token,
      new_password: GOOD_PASSWORD,
    });
    expect(confirmed.statusCode).toBe(204);
    const { id } = made.json<{ id: string }>();
    expect((await client.get(`${USERS}/${id}`)).json()).toMatchObject({
      has_password: true,
      email_verified_at: expect.any(String),
    });
  });
});

describe('what a user was given', () => {
  it('changes whole or not at all, and doing it again changes nothing', async () => {
    const { user } = await somebody({ permissions: ['users.view_user'] });
    await client.post('/api/v1/admin/groups', { name: 'one' });
    await client.post('/api/v1/admin/groups', { name: 'two' });
    const given = async (): Promise<unknown> => {
      const { permissions, groups } = (await client.get(`${USERS}/${user.id}`)).json<
        Record<string, unknown>
      >();
      return { permissions, groups };
    };
    for (let time = 1; time <= 2; time += 1) {
      const answers = [
        await client.post(`${USERS}/${user.id}/permissions`, {
          grant: ['users.view_group', 'users.add_user'],
          revoke: ['users.view_user'],
        }),
        await client.post(`${USERS}/${user.id}/groups`, { add: ['two', 'one'], remove: [] }),
      ];
      expect(answers.map(({ statusCode, body }) => [statusCode, body])).toEqual([
        [204, ''],
        [204, ''],
      ]);
      expect(await given()).toEqual({
        permissions: ['users.add_user', 'users.view_group'],
        groups: ['one', 'two'],
      });
    }
    const refused = await client.post(`${USERS}/${user.id}/groups`, { remove: ['one'], add: ['nowhere'] });
    expect(refused.json()).toMatchObject({ code: 'groups.unknown' });
    const unknown = await client.post(`${USERS}/${user.id}/permissions`, {
      grant: ['users.view_user'],
      revoke: ['no.such'],
    });
    expect(unknown.json()).toMatchObject({ errors: [{ pointer: '/revoke', code: 'choice' }] });
    expect(await given()).toMatchObject({ groups: ['one', 'two'] });
    expect(await audited(user.id)).toEqual([
      'user.created',
      'user.permissions_changed',
      'user.permissions_changed',
      'user.groups_changed',
    ]);
  });
});

describe('deleting an account', () => {
  it('is not stopped by its tokens, and nothing of it comes back alive', async () => {
    const person = await somebody({ permissions: ['users.view_user'], email: 'gone@example.org' });
    expect((await client.delete(`${USERS}/${person.user.id}`)).statusCode).toBe(204);
    expect((await client.get(`${USERS}/${person.user.id}`)).statusCode).toBe(404);
    expect((await client.delete(`${USERS}/${person.user.id}`)).statusCode).toBe(404);
    expect(await tokensOf(person)).toEqual([401, 401]);
    expect((await client.post(USERS, { email: 'gone@example.org', password: null })).statusCode).toBe(201);
    expect(await tokensOf(person)).toEqual([401, 401]);
    expect(await audited(person.user.id)).toEqual([
      'user.created',
      'user.permissions_changed',
      'user.deleted',
    ]);
  });
});
