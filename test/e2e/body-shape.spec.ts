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

  it('is refused as a form too', async () => {
    const form = Array.from({ length: 50_000 }, (_, n) => `_${n.toString(36)}=`).join('&');
    const answer = await postText('/api/v1/auth/token', form, 'application/x-www-form-urlencoded');
    expect(answer.statusCode).toBe(400);
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
