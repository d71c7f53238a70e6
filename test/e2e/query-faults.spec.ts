import { createHash } from 'node:crypto';
import { SeedService } from '@app/instruments';
import { QUERY_FAULT_CODES } from '../../libs/instruments/src/search/query-fault';
import { DOOR_PARAMETERS } from '../../libs/instruments/src/search/query-parameters';
import { startApp, type TestApp } from '../support/app';
import { listInstruments } from '../support/instrument-list';

const LIST = '/api/v1/instruments';
const SOURCES = expect.arrayContaining(['hispasonic', 'reverb']);
const long = 'x'.repeat(101);

interface Told {
  readonly code: string;
  /** Nothing: there is no closed set. */
  readonly allowed?: unknown;
  /** Of a list. */
  readonly value?: string;
  /** Nothing: nobody can know what was meant. */
  readonly suggestion?: string;
}

/** A way to be wrong for each code, and what is told about it. */
const WAYS: readonly (readonly [url: string, parameter: string, told: Told])[] = [
  [
    `${LIST}?categroy=bajos`,
    'categroy',
    { code: 'parameter_unknown', allowed: DOOR_PARAMETERS.list, suggestion: 'category' },
  ],
  [
    `${LIST}/export?formt=csv`,
    'formt',
    { code: 'parameter_unknown', allowed: DOOR_PARAMETERS.export, suggestion: 'format' },
  ],
  [`${LIST}/suggest?Q=fen`, 'Q', { code: 'parameter_unknown', allowed: ['q'], suggestion: 'q' }],
  [`${LIST}/filters?lang=es`, 'lang', { code: 'parameter_unknown', allowed: [] }],
  [`${LIST}?name=jv`, 'name', { code: 'parameter_unknown', allowed: DOOR_PARAMETERS.list, suggestion: 'q' }],
  [`${LIST}?brand[]=fender`, 'brand[]', { code: 'parameter_array', suggestion: 'brand' }],
  [`${LIST}/suggest?q[]=fen`, 'q[]', { code: 'parameter_array', suggestion: 'q' }],
  [`${LIST}?sort=price&sort=price`, 'sort', { code: 'parameter_repeated' }],
  [`${LIST}?brand=a&brand=b`, 'brand', { code: 'parameter_repeated', suggestion: 'brand=a,b' }],
  [`${LIST}/suggest?q=a&q=b`, 'q', { code: 'parameter_repeated' }],
  [`${LIST}?${'a&'.repeat(61)}`, '', { code: 'parameters_too_many' }],
  [`${LIST}?q=%E9`, 'q', { code: 'encoding_invalid' }],
  [`${LIST}?q=a%00`, 'q', { code: 'characters_forbidden' }],
  [`${LIST}?brand=`, 'brand', { code: 'value_empty' }],
  [`${LIST}/suggest?q=%20`, 'q', { code: 'value_empty' }],
  [`${LIST}?brand='`, 'brand', { code: 'name_without_letters', value: "'" }],
  [`${LIST}?location=madrid,%F0%9F%8E%B8`, 'location', { code: 'name_without_letters', value: '\u{1f3b8}' }],
  [
    `${LIST}?source=rever`,
    'source',
    { code: 'value_unknown', value: 'rever', allowed: SOURCES, suggestion: 'reverb' },
  ],
  [
    `${LIST}?count=exactly`,
    'count',
    { code: 'value_unknown', allowed: ['exact', 'estimated', 'none'], suggestion: 'exact' },
  ],
  [`${LIST}?brand=${long}`, 'brand', { code: 'value_too_long', value: `${'x'.repeat(60)}\u2026` }],
  [`${LIST}?brand=${'a,'.repeat(50)}a`, 'brand', { code: 'values_too_many' }],
  [
    `${LIST}?has_image=1`,
    'has_image',
    { code: 'flag_invalid', allowed: ['true', 'false'], suggestion: 'true' },
  ],
  [`${LIST}?page=2.5`, 'page', { code: 'integer_invalid', suggestion: '2' }],
  [`${LIST}?per_page=1000`, 'per_page', { code: 'integer_out_of_range', suggestion: '100' }],
  [`${LIST}?price_min=1.200,50`, 'price_min', { code: 'amount_invalid', suggestion: '1200.50' }],
  [`${LIST}?price_min=-5`, 'price_min', { code: 'amount_out_of_range', suggestion: '0' }],
  [
    `${LIST}?published_since=1/2/2026`,
    'published_since',
    { code: 'moment_invalid', suggestion: '2026-02-01' },
  ],
  [`${LIST}?published_since=2026-02-30`, 'published_since', { code: 'moment_impossible' }],
  [`${LIST}?published_until=P36500D`, 'published_until', { code: 'moment_out_of_range' }],
  [
    `${LIST}?price_min=9&price_max=5`,
    'price_min',
    { code: 'range_empty', suggestion: 'price_min=5&price_max=9' },
  ],
  [`${LIST}?q=${'x'.repeat(201)}`, 'q', { code: 'search_too_long' }],
  [`${LIST}?q=-fender`, 'q', { code: 'search_without_words' }],
  [`${LIST}?q=***`, 'q', { code: 'search_without_words' }],
  [`${LIST}?q=${'ab+'.repeat(21)}`, 'q', { code: 'search_too_many_words' }],
  [
    `${LIST}?sort=relevance`,
    'sort',
    { code: 'sort_needs_search', allowed: expect.any(Array), suggestion: '-published' },
  ],
  [`${LIST}?page=2&limit=20`, 'limit', { code: 'paging_mixed', suggestion: 'per_page=20' }],
  [`${LIST}?page=101&per_page=100`, 'page', { code: 'page_too_deep', suggestion: 'limit=100' }],
  [`${LIST}?page=401&per_page=25`, 'page', { code: 'page_too_deep', suggestion: 'limit=25' }],
  [`${LIST}?page=10001`, 'page', { code: 'page_too_deep', suggestion: 'limit=50' }],
  [`${LIST}?page=1${'0'.repeat(400)}`, 'page', { code: 'page_too_deep', suggestion: 'limit=50' }],
  [`${LIST}?cursor=abc`, 'cursor', { code: 'cursor_broken', suggestion: 'limit=50' }],
  [`${LIST}?sort=price&cursor={cursor}`, 'cursor', { code: 'cursor_foreign', suggestion: 'limit=50' }],
];

let api: TestApp;
let cursor: string;

beforeAll(async () => {
  api = await startApp({ LOG_LEVEL: 'error' });
  await api.app.get(SeedService).loadFixtures();
  cursor = String((await listInstruments(api, 'sort=-first_seen&limit=5')).page.next_cursor);
});
afterAll(() => api.close());

const refusal = async (url: string, language = 'en') => {
  const answer = await api.get(url.replace('{cursor}', cursor), { 'accept-language': language });
  const body = answer.json<{ code: string; errors: readonly { detail: string }[] }>();
  return { ...body, status: answer.statusCode, type: answer.headers['content-type'] };
};

describe('each way to be wrong', () => {
  it.each(WAYS)('%s', async (url, parameter, told) => {
    const { status, type, code, errors } = await refusal(url);
    expect([status, type, code]).toEqual([
      400,
      'application/problem+json; charset=utf-8',
      'http.invalid_fields',
    ]);
    expect(errors).toEqual([{ parameter, detail: expect.stringMatching(/\S/), ...told }]);
    const spanish = await refusal(url, 'es');
    expect(spanish.errors).toEqual([{ ...errors[0], detail: expect.stringMatching(/\S/) }]);
    expect(spanish.errors[0]?.detail).not.toBe(errors[0]?.detail);
  });

  it('has a code of its own, and all of them are here', () => {
    expect([...new Set(WAYS.map(([, , { code }]) => code))].sort()).toEqual([...QUERY_FAULT_CODES].sort());
  });
});

it('what is suggested for a whole query is one that is answered', async () => {
  for (const [, , { suggestion = '' }] of WAYS.filter(([, , told]) => told.suggestion?.includes('='))) {
    expect([suggestion, (await api.get(`${LIST}?${suggestion}`)).statusCode]).toEqual([suggestion, 200]);
  }
});

it.each(['null', '"x"', '"2026-13-01"', '"\\u0000"', '{}'])(
  'a cursor that somebody made of the value %s is a broken one',
  async (value) => {
    const place = Buffer.from(cursor.split('.', 1)[0] ?? '', 'base64url').toString('utf8');
    const text = Buffer.from(place.replace(/"value":"[^"]*"/, `"value":${value}`)).toString('base64url');
    const sum = createHash('sha256').update(`instruments cursor ${text}`).digest('base64url').slice(0, 12);
    const { status, errors } = await refusal(`${LIST}?sort=-first_seen&cursor=${text}.${sum}`);
    expect([status, errors]).toMatchObject([400, [{ parameter: 'cursor', code: 'cursor_broken' }]]);
  },
);

it('each code is explained at its own address', async () => {
  for (const code of QUERY_FAULT_CODES) {
    const answer = await api.get(`/errors/${code}`);
    expect([code, answer.statusCode, answer.json()]).toMatchObject([
      code,
      200,
      { code, status: 400, detail: { en: expect.any(String), es: expect.any(String) } },
    ]);
  }
});
