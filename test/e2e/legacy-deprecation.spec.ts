import { startApp, type TestApp } from '../support/app';
import { signIn } from '../support/clients';

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
});
afterAll(() => api.close());

describe('old doors', () => {
  it.each([
    '/listInstrument',
    '/searchInstrument?name=fender',
    '/listInstrument?page=99999',
    '/listInstrument?minPrice=x',
  ])('%s says that it is deprecated, and what to use instead', async (url) => {
    expect((await api.get(url)).headers).toMatchObject({
      deprecation: '@1796083200',
      link: '</api/v1/instruments>; rel="successor-version"',
    });
  });

  it('/addInstrument too', async () => {
    const { client } = await signIn(api, { permissions: ['instruments.add_instrument'] });
    const answer = await client.post('/addInstrument', {});
    expect([answer.statusCode, answer.headers['deprecation']]).toEqual([400, '@1796083200']);
  });
});
