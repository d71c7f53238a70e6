import { startApp, type TestApp } from '../support/app';
import { signIn } from '../support/clients';

let api: TestApp;
beforeAll(async () => {
  api = await startApp({ RATE_LIMIT: 'on', RATE_LIMIT_ANONYMOUS: '20', TRUSTED_PROXIES: '127.0.0.1' });
});
afterAll(() => api.close());

const HEADERS = {
  deprecation: '@1796083200',
  link: '</api/v1/instruments>; rel="successor-version"',
};

describe('old doors say that they are deprecated, and what to use instead', () => {
  it.each([
    ['GET', '/listInstrument', 200],
    ['HEAD', '/listInstrument', 200],
    ['GET', '/list%49nstrument/', 200],
    ['GET', '/searchInstrument?name=fender', 200],
    ['GET', '/listInstrument?page=99999', 404],
    ['GET', '/listInstrument?minPrice=x', 400],
    ['POST', '/listInstrument', 405],
    ['DELETE', '/searchInstrument/?name=fender', 405],
    ['GET', '/addInstrument', 405],
    ['OPTIONS', '/addInstrument', 204],
    ['POST', '/addInstrument', 401],
  ] as const)('%s %s is %i', async (method, url, status) => {
    const answer = await api.app.inject({ method, url });
    expect([answer.statusCode, answer.headers]).toEqual([status, expect.objectContaining(HEADERS)]);
  });

  it('to an address that is too long', async () => {
    const answer = await api.get(`/listInstrument?name=${'x'.repeat(9_000)}`);
    expect([answer.statusCode, answer.headers]).toEqual([414, expect.objectContaining(HEADERS)]);
  });

  it('to who accepts no JSON', async () => {
    const answer = await api.get('/listInstrument', { accept: 'text/html' });
    expect([answer.statusCode, answer.headers]).toEqual([406, expect.objectContaining(HEADERS)]);
  });

  it('to who asks too often', async () => {
    const from = { 'x-forwarded-for': '198.51.100.1' };
    for (let time = 0; time < 20; time++) await api.get('/searchInstrument', from);
    const answer = await api.get('/searchInstrument', from);
    expect([answer.statusCode, answer.headers]).toEqual([429, expect.objectContaining(HEADERS)]);
  });

  it('to who adds a listing, and to who may not', async () => {
    for (const [permissions, status] of [
      [['instruments.add_instrument'], 400],
      [[], 403],
    ] as const) {
      const { client } = await signIn(api, { permissions });
      const answer = await client.post('/addInstrument', {});
      expect([answer.statusCode, answer.headers]).toEqual([status, expect.objectContaining(HEADERS)]);
    }
  });
});

it.each(['/nothing', '/api/v1/instruments', '/listInstruments'])('%s does not', async (url) => {
  expect((await api.get(url)).headers).not.toHaveProperty('deprecation');
});
