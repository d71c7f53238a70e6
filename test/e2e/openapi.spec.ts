import { startApp, type TestApp } from '../support/app';
import { Documented } from '../support/documented';

let api: TestApp;
beforeAll(async () => {
  api = await startApp();
});
afterAll(() => api.close());

describe('GET /api/openapi.json', () => {
  it('describes every door to everybody, in OpenAPI 3.1', async () => {
    const answer = await api.get('/api/openapi.json');
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([
      200,
      'application/json; charset=utf-8',
    ]);
    const document = answer.json<{ openapi: string; paths: Record<string, unknown> }>();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining(['/api/v1/instruments', '/api/v1/auth/token', '/listInstrument']),
    );
  });
});

it('the schemas of answers are good JSON Schema', () => {
  expect(new Documented().schemaFaults()).toEqual([]);
});

describe('the comparison of answers with the document', () => {
  const documented = new Documented();
  const answer = { method: 'GET', url: '/api/v1/me', contentType: 'application/json; charset=utf-8' };

  it.each([
    ['a status that is not there', { ...answer, status: 201, body: '{}' }, 'this status is not documented'],
    ['a body of another shape', { ...answer, status: 200, body: '{"id":7}' }, 'must'],
    ['another media type', { ...answer, contentType: 'text/csv', status: 200, body: 'a' }, 'text/csv'],
    [
      'a header',
      { ...answer, url: '/errors/http.internal', status: 200, headers: { etag: '"1"' }, body: '{}' },
      'etag is not documented',
    ],
    [
      'an answer without a body',
      { ...answer, url: '/errors/http.internal', status: 304, body: '' },
      'this status is not documented',
    ],
    [
      'a refusal that is no problem',
      { ...answer, status: 403, body: '{}' },
      'application/json is not documented',
    ],
  ])('notices %s', (_what, given, said) => {
    expect(documented.faultOf(given)).toContain(said);
  });
});
