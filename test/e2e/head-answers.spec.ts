import { SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';

const LIST = '/api/v1/instruments';
/** What HEAD has to say as GET does (RFC 9110, 9.3.2). */
const SAID = ['content-type', 'content-encoding', 'content-disposition', 'vary', 'etag', 'cache-control'];

let api: TestApp;
beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  await api.app.get(SeedService).loadFixtures();
});
afterAll(() => api.close());

const said = (headers: Readonly<Record<string, unknown>>) => SAID.map((name) => [name, headers[name]]);

describe.each([
  LIST,
  `${LIST}?per_page=1`,
  `${LIST}/export?category=bajos`,
  `${LIST}/suggest?q=fen`,
  `${LIST}/1`,
  '/api/v1/categories',
  '/listInstrument',
])('HEAD %s', (url) => {
  it.each(['identity', 'gzip', 'br'])('says of %s what GET does, and no other length', async (encoding) => {
    const headers = { host: 'localhost', 'accept-encoding': encoding };
    const [get, head] = await Promise.all([
      api.get(url, headers),
      api.app.inject({ method: 'HEAD', url, headers }),
    ]);
    expect([head.statusCode, head.body, said(head.headers)]).toEqual([200, '', said(get.headers)]);
    const length = head.headers['content-length'];
    if (length !== undefined) expect(Number(length)).toBe(get.rawPayload.length);
  });

  it('tells no length where nothing has changed', async () => {
    const tag = (await api.get(url)).headers['etag'] ?? '';
    if (tag === '') return;
    const headers = { host: 'localhost', 'if-none-match': tag };
    const head = await api.app.inject({ method: 'HEAD', url, headers });
    expect([head.statusCode, head.headers['content-length']]).toEqual([304, undefined]);
  });
});
