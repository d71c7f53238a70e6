import { z } from 'zod';
import { permissionCodes, personalPermissionCodes } from '@app/users';
import { startApp, type TestApp } from '../support/app';
import { Documented } from '../support/documented';

const parameter = z.looseObject({
  name: z.string(),
  style: z.string().optional(),
  explode: z.boolean().optional(),
  schema: z.record(z.string(), z.unknown()),
});
const operation = z.looseObject({ parameters: z.array(parameter).optional() });
const parameters = z.looseObject({ paths: z.record(z.string(), z.record(z.string(), operation)) });

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

  it('is not sent again to whoever has it', async () => {
    const first = await api.get('/api/openapi.json');
    const tag = String(first.headers['etag']);
    const again = await api.get('/api/openapi.json', { 'if-none-match': tag });
    expect([again.statusCode, again.body, again.headers['etag']]).toEqual([304, '', tag]);
    expect(again.headers['cache-control']).toBe(first.headers['cache-control']);
    expect((await api.get('/api/openapi.json', { 'if-none-match': 'W/"other"' })).statusCode).toBe(200);
  });
});

it('a new API key is described with the permissions that keys may have, and no others', async () => {
  const body = z.object({ items: z.object({ enum: z.array(z.string()) }) });
  const document = z
    .object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) })
    .parse((await api.get('/api/openapi.json')).json());
  const { permissions } = z
    .object({ properties: z.object({ permissions: body }) })
    .parse(document.components.schemas['CreateApiKeyDto']).properties;
  const personal = new Set<string>(personalPermissionCodes);
  expect(permissions.items.enum).toEqual(permissionCodes.filter((code) => !personal.has(code)).toSorted());
});

it('the schemas of answers are good JSON Schema', () => {
  expect(new Documented().schemaFaults()).toEqual([]);
});

describe('the description of the public lists', () => {
  it('names no default, which clients would send beside what excludes it', async () => {
    const { paths } = parameters.parse((await api.get('/api/openapi.json')).json());
    const open = ['', '/export', '/suggest'].flatMap(
      (path) => paths[`/api/v1/instruments${path}`]?.['get']?.parameters ?? [],
    );
    expect(open.length).toBeGreaterThan(30);
    expect(open.filter(({ schema }) => 'default' in schema)).toEqual([]);
    const lists = open.filter(({ schema }) => schema['type'] === 'array');
    expect(new Set(lists.map(({ style, explode }) => `${style} ${explode}`))).toEqual(
      new Set(['form false']),
    );
    expect([...new Set(lists.map(({ name }) => name))]).toEqual(
      expect.arrayContaining(['category', 'source', 'status', 'brand', 'location', 'facets', 'fields']),
    );
  });
});

describe('the comparison of answers with the document', () => {
  const documented = new Documented();
  const answer = { method: 'GET', url: '/api/v1/me', contentType: 'application/json; charset=utf-8' };
  const list = { ...answer, url: '/api/v1/instruments', status: 200 };
  const listOf = (item: object): string => JSON.stringify({ data: [item], page: {}, meta: {} });
  const suggestions = (item: object) => ({
    ...list,
    url: '/api/v1/instruments/suggest?q=f',
    body: JSON.stringify({ data: [item] }),
  });
  const filters = (item: object) => ({ ...suggestions(item), url: '/api/v1/instruments/filters' });

  it.each([
    ['a status that is not there', { ...answer, status: 201, body: '{}' }, 'this status is not documented'],
    ['a body of another shape', { ...answer, status: 200, body: '{"id":7}' }, 'must'],
    ['another media type', { ...answer, contentType: 'text/csv', status: 200, body: 'a' }, 'text/csv'],
    [
      'a header',
      { ...answer, url: '/errors/http.internal', status: 200, headers: { etag: '"1"' }, body: '{}' },
      'etag is not documented',
    ],
    ['a listing of another shape in a list', { ...list, body: listOf({ id: 'one' }) }, 'must be integer'],
    ['a suggestion without its number', suggestions({ kind: 'brand', text: 'Fender' }), 'must have required'],
    ['a filter of no known kind', filters({ name: 'x', type: 'colour', description: {} }), 'must match'],
    [
      'a listing that is gone and does not say since when',
      {
        ...{ ...answer, url: '/api/v1/instruments/1', status: 410, contentType: 'application/problem+json' },
        body: JSON.stringify({ type: '', title: '', status: 410, detail: '', code: '', instance: '' }),
      },
      'params',
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
