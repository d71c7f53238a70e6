import { Client } from 'pg';
import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';

const VARY = 'Accept, accept-encoding, Accept-Language, Origin';

const PATH = '/api/v1/instruments';

let api: TestApp;
let editor: ApiClient;
let made = 0;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  const permissions = [
    'instruments.add_instrument',
    'instruments.change_instrument',
    'instruments.delete_instrument',
  ] as const;
  editor = (await signIn(api, { permissions })).client;
});
afterAll(() => api.close());
afterEach(() => api.setNow(null));

async function create(rest: object = {}): Promise<string> {
  const usual = { source: { slug: 'reverb' }, name: `listing ${++made}`, url: `https://example.com/${made}` };
  const added = await editor.post(PATH, { ...usual, ...rest });
  return `${PATH}/${added.json<{ id: number }>().id}`;
}

const ask = async (url: string, tag: string) => api.get(url, { 'if-none-match': tag });

describe('GET /api/v1/instruments/{id} with If-None-Match', () => {
  it.each(['"1"', 'W/"1"', '"7", "1"', '*'])('is 304 for who has it: %s', async (tag) => {
    const url = await create();
    const answer = await ask(url, tag);
    expect([answer.statusCode, answer.body, answer.headers]).toEqual([
      304,
      '',
      expect.objectContaining({ etag: '"1"', 'cache-control': 'no-cache', vary: VARY }),
    ]);
    expect(answer.headers).not.toHaveProperty('content-type');
    const head = await api.app.inject({ method: 'HEAD', url, headers: { 'if-none-match': tag } });
    expect([head.statusCode, head.body]).toEqual([304, '']);
  });

  it.each(['"2"', '1', '', '"1'])('is the listing for who has another: %s', async (tag) => {
    const url = await create();
    const answer = await ask(url, tag);
    expect([answer.statusCode, answer.headers.etag, answer.json()]).toMatchObject([
      200,
      '"1"',
      { name: `listing ${made}` },
    ]);
  });

  it('reads one row by its key, and not the listing', async () => {
    const url = await create();
    await ask(url, '"1"');
    const log = jest.spyOn(Client.prototype, 'query');
    await ask(url, '"1"');
    const statements = log.mock.calls.map(([statement]: unknown[]) => statement);
    log.mockRestore();
    expect(statements).toMatchObject([{ name: 'instrument_state' }]);
  });

  it('is the listing again once it has changed', async () => {
    const url = await create();
    await editor.patch(url, { location: 'Vigo' }, { 'if-match': '"1"' });
    const answer = await ask(url, '"1"');
    expect([answer.statusCode, answer.headers.etag]).toEqual([200, '"2"']);
    expect((await ask(url, '"2"')).statusCode).toBe(304);
  });

  it('tells in the night that the listing has run out, though its version says nothing of it', async () => {
    const url = await create({ expires_on: '2027-06-10' });
    api.setNow('2027-06-10T12:00:00Z');
    expect((await ask(url, '"1"')).statusCode).toBe(304);
    api.setNow('2027-06-11T12:00:00Z');
    const answer = await ask(url, '"1"');
    expect([answer.statusCode, answer.json()]).toMatchObject([200, { status: 'expired' }]);
  });

  it('is 410 or 404 whatever somebody has, and 400 for a parameter', async () => {
    const url = await create();
    await editor.delete(url);
    for (const tag of ['"1"', '"2"', '*']) expect((await ask(url, tag)).statusCode).toBe(410);
    for (const id of ['999999', 'x', '99999999999999999999']) {
      expect((await ask(`${PATH}/${id}`, '*')).statusCode).toBe(404);
    }
    expect((await ask(`${url}?page=1`, '*')).statusCode).toBe(400);
  });
});
