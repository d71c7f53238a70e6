import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { signIn } from '../support/clients';
import { startApp, type TestApp } from '../support/app';
import { insertListings } from '../support/listings';

const LIST = '/listInstrument';

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
  await insertListings(
    api.database,
    Array.from({ length: 60 }, (_, at) => ({ name: `Fender Telecaster ${at}` })),
  );
});
afterAll(() => api.close());

describe('an answer', () => {
  it.each([
    'application/json',
    'application/*',
    '*/*',
    'text/csv, application/json;q=0.1',
    'application/json; charset=utf-8',
    '',
  ])('is given to who accepts %j', async (accept) => {
    expect((await api.get(LIST, { accept })).statusCode).toBe(200);
  });

  it.each(['text/html', 'application/json;q=0', 'image/*, text/csv', 'nothing/at/all'])(
    'is refused to who accepts %j only, as a problem document',
    async (accept) => {
      const answer = await api.get(LIST, { accept, 'accept-language': 'es' });
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([
        406,
        'application/problem+json; charset=utf-8',
      ]);
      expect(answer.json()).toMatchObject({
        code: 'http.not_acceptable',
        title: 'Formato no disponible',
        params: { types: ['application/json'] },
      });
    },
  );

  it('of a file is no JSON: who accepts that only is refused', async () => {
    const { client } = await signIn(api, { permissions: ['instruments.view_import_run'] });
    const refused = await client.get('/api/v1/imports/1/errors.csv', { accept: 'application/json' });
    expect([refused.statusCode, refused.json()]).toEqual([
      406,
      expect.objectContaining({ params: { types: ['text/csv'] } }),
    ]);
    expect((await client.get('/api/v1/imports/1/errors.csv', { accept: 'text/csv' })).statusCode).toBe(404);
  });

  it('says nothing about what a door knows before it knows who asks', async () => {
    expect((await api.get('/api/v1/me', { accept: 'text/html' })).statusCode).toBe(401);
  });

  it('stands in no frame, loads nothing and is what it says it is', async () => {
    for (const path of [LIST, '/api/v1/me', '/nowhere', '/listInstrument?page=0']) {
      expect((await api.get(path)).headers).toMatchObject({
        'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
        'referrer-policy': 'no-referrer',
        'x-content-type-options': 'nosniff',
      });
    }
  });
});

describe('a public list', () => {
  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('is compressed as %s to who wants that', async (encoding, unpack) => {
    const plain = await api.get(LIST, { 'accept-encoding': 'identity' });
    const packed = await api.get(LIST, { 'accept-encoding': encoding });
    expect(plain.headers['content-encoding']).toBeUndefined();
    expect(packed.headers['content-encoding']).toBe(encoding);
    expect(packed.headers['vary']).toMatch(/accept-encoding/i);
    expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
    expect(unpack(packed.rawPayload).toString('utf8')).toBe(plain.body);
  });

  it('is left as it is where it is short', async () => {
    const answer = await api.get('/searchInstrument?name=nothing+is+called+so', {
      'accept-encoding': 'gzip',
    });
    expect([answer.statusCode, answer.headers['content-encoding']]).toEqual([200, undefined]);
  });
});

describe('what is not the same for everybody', () => {
  it('is never compressed: its length would tell what stands in it', async () => {
    const { client } = await signIn(api, { superuser: true });
    const answer = await client.get('/api/v1/admin/permissions', { 'accept-encoding': 'gzip' });
    expect(answer.body.length).toBeGreaterThan(2_000);
    expect(answer.headers['content-encoding']).toBeUndefined();
  });
});

describe('every answer', () => {
  const NAMES = ['accept', 'accept-encoding', 'accept-language', 'origin'];
  const varied = (vary: unknown): string[] => String(vary).toLowerCase().split(', ').sort();

  it.each([
    '/api/v1/instruments',
    '/api/v1/instruments/suggest?q=f',
    '/api/v1/instruments/1',
    '/api/v1/instruments?nothing=1',
    '/listInstrument',
    '/listInstrument?page=0',
    '/nowhere',
    '/errors/http.not_found',
  ])('tells once of each header what decides it: %s', async (url) => {
    for (const encoding of ['identity', 'gzip']) {
      const answer = await api.get(url, { 'accept-encoding': encoding, origin: 'https://www.example.org' });
      expect([url, varied(answer.headers['vary'])]).toEqual([url, NAMES]);
    }
  });

  it.each([
    ['GET', '/nowhere', 404],
    ['GET', '/api/v1/instruments/999999', 404],
    ['DELETE', '/listInstrument', 405],
    ['GET', `/nowhere?${'x'.repeat(9_000)}`, 414],
    ['GET', '/api/v1/instruments?nothing=1', 400],
  ] as const)('that refuses is kept by nobody: %s %.40s', async (method, url, status) => {
    const { statusCode, headers } = await api.app.inject({ method, url });
    expect([statusCode, headers['cache-control']]).toEqual([
      status,
      expect.stringMatching(/^no-(store|cache)$/),
    ]);
  });
});
