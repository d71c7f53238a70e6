import { startApp, type TestApp } from '../support/app';
import { type ApiClient, signIn } from '../support/clients';

const PATH = '/api/v1/instruments';
const GOOD = { source: { slug: 'reverb' }, name: 'x', url: 'https://example.com/x' };

interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
  readonly allowed?: readonly string[];
}

let api: TestApp;
let editor: ApiClient;
let path: string;

beforeAll(async () => {
  api = await startApp();
  const permissions = ['instruments.add_instrument', 'instruments.change_instrument'] as const;
  editor = (await signIn(api, { permissions })).client;
  const created = await editor.post(PATH, { ...GOOD, url: 'https://example.com/known' });
  path = String(created.headers.location);
});
afterAll(() => api.close());

/** Sends the very text, as a client without our library may. */
const sendText = (method: 'POST' | 'PATCH', text: string, language = 'en') =>
  api.app.inject({
    method,
    url: method === 'POST' ? PATH : path,
    payload: text,
    headers: {
      host: 'localhost',
      authorization: `Bearer ${editor.credential ?? ''}`,
      'content-type': 'application/json',
      'accept-language': language,
      'if-match': '"1"',
    },
  });

/** Expects a refusal that names this field with this code, and nothing stored. */
async function expectFault(method: 'POST' | 'PATCH', text: string, pointer: string, code: string) {
  const answer = await sendText(method, text);
  expect([text.slice(0, 60), answer.statusCode]).toEqual([text.slice(0, 60), 400]);
  const { code: problem, errors } = answer.json<{ code: string; errors: readonly Fault[] }>();
  expect(problem).toBe('http.invalid_fields');
  expect(errors.map((fault) => [fault.pointer, fault.code])).toContainEqual([pointer, code]);
  const { rows } = await api.database.query('SELECT count(*)::int AS n, max(version) AS v FROM instrument');
  expect(rows).toEqual([{ n: 1, v: 1 }]);
}

const LONG = 'x'.repeat(600);
const TEXTS: readonly [string, string, string, string][] = [
  ['a NUL', '{"name":"a\\u0000b"}', '/name', 'format'],
  ['half a character', '{"name":"a\\ud800"}', '/name', 'format'],
  ['an escape', '{"location":"\\u001b[2J"}', '/location', 'format'],
  ['a long name', `{"name":"${LONG}"}`, '/name', 'name_too_long'],
  ['a huge name', `{"name":"${'x'.repeat(900_000)}"}`, '/name', 'format'],
  ['a name of spaces', '{"name":"   "}', '/name', 'name_missing'],
  ['an empty name', '{"name":""}', '/name', 'name_missing'],
  ['a name that is null', '{"name":null}', '/name', 'required'],
  ['a name that is a list', '{"name":["a"]}', '/name', 'format'],
  ['a name that is an object', '{"name":{"$ne":1}}', '/name', 'format'],
  ['a script link', '{"url":"javascript:alert(1)"}', '/url', 'link_scheme'],
  ['a data link', '{"url":"data:text/html,x"}', '/url', 'link_scheme'],
  ['a link to a file', '{"url":"file:///etc/passwd"}', '/url', 'link_scheme'],
  ['a link with a password', '{"url":"https://a:b@example.com/"}', '/url', 'link_credentials'],
  ['a link without a host', '{"url":"https:///x"}', '/url', 'link_unreadable'],
  ['no link at all', '{"url":"x"}', '/url', 'link_unreadable'],
  ['a long link', `{"url":"https://example.com/${'x'.repeat(1_000)}"}`, '/url', 'link_too_long'],
  ['a script image', '{"image":{"url":"javascript:alert(1)"}}', '/image/url', 'link_scheme'],
  ['an image that is a text', '{"image":"https://example.com/a.jpg"}', '/image', 'type'],
  ['a negative price', '{"price":{"amount":"-1"}}', '/price/amount', 'price_negative'],
  ['a price beyond all', '{"price":{"amount":"1000000.01"}}', '/price/amount', 'price_too_high'],
  ['NaN', '{"price":{"amount":"NaN"}}', '/price/amount', 'format'],
  ['Infinity', '{"price":{"amount":"Infinity"}}', '/price/amount', 'format'],
  ['1e400', '{"price":{"amount":1e400}}', '/price/amount', 'format'],
  ['a number for an amount', '{"price":{"amount":12}}', '/price/amount', 'format'],
  ['three decimals', '{"price":{"amount":"1.234"}}', '/price/amount', 'format'],
  ['a decimal comma', '{"price":{"amount":"1,23"}}', '/price/amount', 'format'],
  ['a price without an amount', '{"price":{"currency":"EUR"}}', '/price/amount', 'required'],
  ['a price that is a number', '{"price":12}', '/price', 'type'],
  ['a price that is a list', '{"price":[]}', '/price', 'type'],
  [
    'a currency that is none',
    '{"price":{"amount":"1","currency":"XYZW"}}',
    '/price/currency',
    'currency_unknown',
  ],
  [
    'a currency in words',
    '{"price":{"amount":"1","currency":"EURO"}}',
    '/price/currency',
    'currency_unknown',
  ],
  ['a sign', '{"price":{"amount":"1","currency":"€"}}', '/price/currency', 'currency_unknown'],
  ['an empty currency', '{"price":{"amount":"1","currency":""}}', '/price/currency', 'currency_unknown'],
  ['another field in a price', '{"price":{"amount":"1","tax":"x"}}', '/price/tax', 'unknown'],
  ['a day that does not exist', '{"published_on":"2026-02-30"}', '/published_on', 'date_impossible'],
  ['a date far ahead', '{"expires_on":"9999-12-31"}', '/expires_on', 'date_too_late'],
  [
    'a last day before the day of publication',
    '{"published_on":"2026-03-02","expires_on":"2026-03-01"}',
    '/expires_on',
    'last_day_early',
  ],
  ['a time for a date', '{"expires_on":"2026-01-01T00:00:00Z"}', '/expires_on', 'format'],
  ['a category that is none', '{"category":{"slug":"zanfonas"}}', '/category/slug', 'unknown'],
  ['a long category', `{"category":{"slug":"${LONG}"}}`, '/category/slug', 'category_too_long'],
  ['a long place', `{"location":"${LONG}"}`, '/location', 'location_too_long'],
  ['a long brand', `{"brand":"${LONG}"}`, '/brand', 'brand_too_long'],
  ['an unknown field', '{"id":7}', '/id', 'unknown'],
  ['the status', '{"status":"removed"}', '/status', 'unknown'],
  ['the version', '{"version":7}', '/version', 'unknown'],
];

describe('what nobody can use', () => {
  it.each(TEXTS)('is refused in a new listing: %s', async (_what, text, pointer, code) => {
    const body: object = JSON.parse(text.replace('1e400', '"1e400"'));
    const whole = JSON.stringify({ ...GOOD, ...body }).replace('"1e400"', '1e400');
    await expectFault('POST', whole, pointer, code);
  });

  it.each(TEXTS)('is refused in a change: %s', async (_what, text, pointer, code) => {
    await expectFault('PATCH', text, pointer, code);
  });

  it('is a body that is no object', async () => {
    for (const text of ['[]', '[{}]', 'null', '1', '"x"', 'true', '{}']) {
      const answer = await sendText('POST', text);
      expect([text, answer.statusCode]).toEqual([text, 400]);
    }
    for (const text of [
      '{',
      '{"__proto__":{}}',
      '{"constructor":{"prototype":{}}}',
      `{"a":${'['.repeat(50_000)}`,
    ]) {
      const answer = await sendText('POST', text);
      expect([text.slice(0, 30), answer.statusCode]).toEqual([text.slice(0, 30), 400]);
    }
    const large = await sendText('POST', JSON.stringify({ ...GOOD, name: 'x'.repeat(10 * 1024 ** 2) }));
    expect(large.statusCode).toBe(413);
  });

  it('is an unknown source, and the answer lists those there are', async () => {
    const answer = await editor.post(PATH, { ...GOOD, source: { slug: 'ebay' } });
    expect(answer.json<{ errors: readonly Fault[] }>().errors).toEqual([
      {
        pointer: '/source/slug',
        code: 'unknown',
        detail: expect.any(String),
        allowed: ['guitarristas', 'hispasonic', 'reverb', 'soundmarket'],
      },
    ]);
    await expectFault('PATCH', '{"source":{"slug":"hispasonic"}}', '/source', 'unknown');
  });

  it('is a currency that no import knows, and the answer lists those it does', async () => {
    const body = { price: { amount: '1', currency: 'XXX' } };
    const { errors } = (await editor.post(PATH, { ...GOOD, ...body })).json<{ errors: readonly Fault[] }>();
    expect(errors).toMatchObject([{ pointer: '/price/currency', code: 'currency_unknown' }]);
    expect(errors[0]?.allowed).toEqual(expect.arrayContaining(['EUR', 'GBP', 'USD']));
  });

  it('is told all at once, in the language of the caller', async () => {
    const text = JSON.stringify({
      ...{ source: { slug: 'ebay' }, name: ' ', url: 'ftp://x/', price: { amount: '-1', currency: 'zzz' } },
      ...{ image: { url: 'x' }, published_on: '1999-01-01', location: LONG },
    });
    const faults = async (language: string) =>
      (await sendText('POST', text, language)).json<{ errors: readonly Fault[] }>().errors;
    const english = await faults('en');
    expect(english.map(({ pointer }) => pointer).sort()).toEqual(
      ['/image/url', '/location', '/name', '/price/amount', '/price/currency', '/published_on']
        .concat('/source/slug', '/url')
        .sort(),
    );
    const spanish = await faults('es');
    expect(spanish.map(({ code }) => code)).toEqual(english.map(({ code }) => code));
    for (const [at, { detail }] of spanish.entries()) expect(detail).not.toBe(english[at]?.detail);
  });
});
