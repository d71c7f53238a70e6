import { startApp, type TestApp } from '../support/app';
import { ApiClient, signIn } from '../support/clients';

let api: TestApp;
let nobody: ApiClient;
beforeAll(async () => {
  api = await startApp();
  nobody = new ApiClient(api, null);
});
afterAll(() => api.close());

const VERIFY = '/api/v1/auth/token/verify';

/** JSON that no object of this process makes. */
function postText(url: string, payload: string, type = 'application/json') {
  const headers = { host: 'localhost', 'content-type': type };
  return api.app.inject({ method: 'POST', url, headers, payload });
}

describe('a body that would cost more than it can mean', () => {
  const fields = (count: number): string =>
    `{${Array.from({ length: count }, (_, n) => `"_${n.toString(36)}":0`).join(',')}}`;

  // the first of them kept the process busy for half a minute once
  it.each([
    ['a hundred thousand fields', fields(100_000)],
    ['as many lists', `[${'{},'.repeat(200_000)}{}]`],
    ['as many levels', `{"token":${'['.repeat(20_000)}${']'.repeat(20_000)}}`],
    ['ten levels', `{"token":${'['.repeat(10)}${']'.repeat(10)}}`],
  ])('is refused with %s, at a public door', async (_name, payload) => {
    const answer = await postText(VERIFY, payload);
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ code: 'http.body_too_complex' });
  });

  it('is told of the first of its faults only', async () => {
    const answer = await postText(VERIFY, fields(2_000));
    expect(answer.json<{ errors: unknown[] }>().errors).toHaveLength(50);
  });

  it('may still be a list of a thousand ids', async () => {
    const { client } = await signIn(api, { permissions: ['auth.revoke_token'] });
    const ids = Array.from({ length: 1_000 }, () => '00000000-0000-7000-8000-000000000000');
    expect((await client.post('/api/v1/admin/sessions/revoke', { ids })).statusCode).toBe(200);
  });

  it('does not reach a door that takes anything', async () => {
    expect((await nobody.post('/api/v1/auth/logout', {})).statusCode).toBe(204);
  });
});

describe('a body that its door does not read', () => {
  const credentials = JSON.stringify({ email: 'ana@example.org', password: 'nueve tejados y un paraguas' });

  it.each([
    ['text/plain'],
    ['application/x-www-form-urlencoded'],
    ['multipart/form-data; boundary=x'],
    ['application/json; charset=utf-16'],
    ['application/json;charset="iso-8859-1"'],
    ['application/xml'],
    ['json'],
  ])('is 415 as %s', async (type) => {
    for (const url of ['/api/v1/auth/token', '/api/v1/instruments']) {
      const answer = await postText(url, credentials, type);
      expect([url, answer.statusCode, answer.json()]).toMatchObject([
        url,
        415,
        { code: 'http.unsupported_media_type' },
      ]);
    }
  });

  it.each(['gzip', 'br', 'foo', 'gzip, identity'])('is 415 as JSON packed by %s', async (coding) => {
    const answer = await api.app.inject({
      method: 'POST',
      url: '/api/v1/auth/token',
      headers: { 'content-type': 'application/json', 'content-encoding': coding },
      payload: credentials,
    });
    expect([answer.statusCode, answer.headers['accept-encoding']]).toEqual([415, 'identity']);
  });

  it.each(['application/json', 'Application/JSON; charset="UTF-8"', 'application/json;charset=us-ascii;x=y'])(
    'is read as %s',
    async (type) => {
      const answer = await postText('/api/v1/auth/token', credentials, type);
      expect(answer.json()).toMatchObject({ code: 'auth.invalid_credentials' });
    },
  );

  it('is 404 or 405 first where nobody would take it', async () => {
    expect((await postText('/nowhere', 'x', 'text/plain')).statusCode).toBe(404);
    expect((await postText('/api/v1/categories', 'x', 'text/plain')).statusCode).toBe(405);
  });

  it.each(['[]', 'null', '"x"', '1'])('is told to be an object where it is %s', async (payload) => {
    const { client } = await signIn(api, { permissions: ['instruments.add_instrument'] });
    const headers = {
      authorization: `Bearer ${client.credential ?? ''}`,
      'content-type': 'application/json',
    };
    const answer = await api.app.inject({ method: 'POST', url: '/api/v1/instruments', headers, payload });
    expect([answer.statusCode, answer.json()]).toMatchObject([
      400,
      { code: 'http.invalid_fields', errors: [{ pointer: '', code: 'object' }] },
    ]);
  });
});
