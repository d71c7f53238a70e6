import { InstrumentSearchService, SeedService } from '@app/instruments';
import { startApp, type TestApp } from '../support/app';

const PATH = '/api/v1/instruments?limit=3&q=guitarra';
/** What each answer has for itself. */
const OWN = ['x-request-id', 'date', 'ratelimit'];

let api: TestApp;

beforeAll(async () => {
  api = await startApp({
    RATE_LIMIT: 'on',
    RATE_LIMIT_ANONYMOUS: '20',
    TRUSTED_PROXIES: '127.0.0.1',
    CORS_ORIGINS: 'https://app.example.com',
    LOG_LEVEL: 'error',
  });
  await api.app.get(SeedService).loadFixtures();
});
afterAll(() => api.close());

let callers = 0;
/** Somebody who has asked for nothing yet. */
function caller(): (headers?: Record<string, string>) => ReturnType<TestApp['get']> {
  const address = `192.0.2.${++callers}`;
  return (headers = {}) => api.get(PATH, { 'x-forwarded-for': address, ...headers });
}

describe('a question that was asked in the same words before', () => {
  it.each([
    ['of anybody', {}],
    ['of a page elsewhere', { origin: 'https://app.example.com' }],
    ['as a table', { accept: 'text/csv' }],
    ['compressed', { 'accept-encoding': 'br' }],
    ['by a client that has the answer', { 'if-none-match': '*' }],
  ])('has the same answer, byte by byte and header by header: %s', async (_, headers) => {
    await api.forget();
    const first = await caller()(headers);
    const reading = jest.spyOn(InstrumentSearchService.prototype, 'prepare');
    const second = await caller()(headers);
    expect(reading).not.toHaveBeenCalled();
    reading.mockRestore();
    expect(second.statusCode).toBe(first.statusCode);
    expect(second.rawPayload.equals(first.rawPayload)).toBe(true);
    const shared = (all: object) => Object.entries(all).filter(([name]) => !OWN.includes(name));
    expect(Object.fromEntries(shared(second.headers))).toEqual(Object.fromEntries(shared(first.headers)));
  });

  it('is answered in the form that is accepted', async () => {
    for (const accept of ['application/json', 'text/csv', 'application/x-ndjson', 'application/json']) {
      expect((await caller()({ accept })).headers['content-type']).toContain(accept);
    }
    const { statusCode } = await caller()({ accept: 'image/png' });
    expect(statusCode).toBe(406);
  });

  it('counts for its caller, and is refused once nothing is left', async () => {
    const ask = caller();
    const left = [];
    for (let time = 0; time < 20; time++) left.push((await ask()).headers['ratelimit']);
    expect(left.at(0)).toContain('r=19;');
    expect(left.at(-1)).toContain('r=0;');
    const { statusCode, headers } = await ask();
    expect([statusCode, headers['content-type']]).toEqual([429, expect.stringContaining('problem+json')]);
    expect(headers).toHaveProperty('retry-after');
  });

  it('has another answer as soon as a listing has changed', async () => {
    const first = await caller()();
    const [{ id }] = first.json<{ data: [{ id: number }] }>().data;
    await caller()();
    await api.database.query(`UPDATE instrument SET name = name || ' de nuevo' WHERE id = $1`, [id]);
    const second = await caller()({ 'if-none-match': String(first.headers.etag) });
    expect([second.statusCode, second.body]).toEqual([200, expect.stringContaining(' de nuevo')]);
  });

  it('has another answer on another day', async () => {
    const first = await caller()();
    api.setNow('2031-01-01T12:00:00Z');
    const second = await caller()({ 'if-none-match': String(first.headers.etag) });
    api.setNow(null);
    expect([second.statusCode, second.headers.etag === first.headers.etag]).toEqual([200, false]);
  });
});
