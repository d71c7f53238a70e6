import { DETAIL_CODES } from '../../apps/api/src/http/detail-codes';
import { problemCatalogue } from '../../apps/api/src/http/problem-catalogue';
import { startApp, type TestApp } from '../support/app';
import { type RawAnswer, sendRaw } from '../support/raw-http';

type Answer = Awaited<ReturnType<TestApp['get']>>;

interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly instance: string;
}

const PROBLEM = 'application/problem+json; charset=utf-8';
const KEYS = ['type', 'title', 'status', 'detail', 'code', 'instance'];
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

let api: TestApp;
let port: number;

beforeAll(async () => {
  api = await startApp();
  await api.app.listen(0, '127.0.0.1');
  port = Number(new URL(await api.app.getUrl()).port);
});

afterAll(() => api.close());

/** Expects nothing in an answer to tell how we are made. */
function expectDiscreet(body: string, headers: Readonly<Record<string, unknown>>): void {
  expect(body).not.toMatch(/\.ts\b|\.js\b|node_modules|\bat .+:\d+|Error:|FST_|fastify|nest/i);
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
  expect(Object.keys(headers)).not.toEqual(expect.arrayContaining(['server']));
}

/** Expects a refusal in the one form that all have. */
function expectProblem(answer: Answer, status: number, code: string): Problem {
  expect({ status: answer.statusCode, type: answer.headers['content-type'] }).toEqual({
    status,
    type: PROBLEM,
  });
  const problem = answer.json<Problem>();
  expect(Object.keys(problem)).toEqual(KEYS);
  expect(problem).toMatchObject({ type: `/errors/${code}`, status, code });
  expect(problem.instance).toMatch(ID);
  expect(answer.headers['x-request-id']).toBe(problem.instance);
  expect(answer.headers['cache-control']).toBe('no-store');
  expectDiscreet(answer.body, answer.headers);
  return problem;
}

/** The same for an answer over the wire. */
function expectRawProblem(answer: RawAnswer, status: number, code: string): void {
  expect({ status: answer.status, type: answer.headers.get('content-type') }).toEqual({
    status,
    type: PROBLEM,
  });
  const problem: Problem = JSON.parse(answer.body);
  expect(Object.keys(problem)).toEqual(KEYS);
  expect(problem).toMatchObject({ type: `/errors/${code}`, status, code });
  expect(problem.instance).toMatch(ID);
  expect(answer.headers.get('x-request-id')).toBe(problem.instance);
  expect(Object.fromEntries(answer.headers)).toMatchObject({
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  });
  expectDiscreet(answer.body, Object.fromEntries(answer.headers));
}

describe('an address', () => {
  it.each([
    '/',
    '/nothing',
    '/listInstrument/1',
    '//listInstrument',
    '/LISTINSTRUMENT',
    '/errors',
    '/health',
  ])('where there is nothing is 404: %s', async (path) => {
    expectProblem(await api.get(path), 404, 'http.not_found');
  });

  it.each([
    ['POST', '/listInstrument', 'GET, HEAD, OPTIONS'],
    ['PUT', '/searchInstrument', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/searchInstrument/', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/listInstrument?page=2', 'GET, HEAD, OPTIONS'],
    ['POST', '/health/live', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/errors/http.not_found', 'GET, HEAD, OPTIONS'],
    ['POST', '/api/v1/instruments/export', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/api/v1/instruments/export', 'GET, HEAD, OPTIONS'],
    ['PATCH', '/api/v1/instruments/filters/', 'GET, HEAD, OPTIONS'],
    ['DELETE', '/api/v1/instruments/suggest?q=f', 'GET, HEAD, OPTIONS'],
    ['POST', '/api/v1/instruments/7', 'DELETE, GET, HEAD, OPTIONS, PATCH'],
  ] as const)('that does not take %s says which methods it takes: %s', async (method, url, allow) => {
    const answer = await api.app.inject({ method, url });
    expectProblem(answer, 405, 'http.method_not_allowed');
    expect(answer.headers.allow).toBe(allow);
  });

  it('tells its methods when asked by OPTIONS', async () => {
    const urls = ['/listInstrument', '/searchInstrument/', '/health/ready', '/api/v1/instruments/export'];
    for (const url of urls) {
      const answer = await api.app.inject({ method: 'OPTIONS', url });
      expect([answer.statusCode, answer.headers.allow, answer.body]).toEqual([204, 'GET, HEAD, OPTIONS', '']);
    }
    expectProblem(await api.app.inject({ method: 'OPTIONS', url: '/nothing' }), 404, 'http.not_found');
  });

  it('answers HEAD as GET, without the body', async () => {
    for (const url of ['/listInstrument', '/health/live', '/nothing']) {
      const get = await api.get(url);
      const head = await sendRaw(port, `HEAD ${url} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect([head.status, head.headers.get('content-type'), head.headers.get('content-length')]).toEqual([
        get.statusCode,
        get.headers['content-type'],
        String(Buffer.byteLength(get.body)),
      ]);
      expect(head.body).toBe('');
    }
  });

  it('with letters that nobody has encoded says how to, in the language of who asks', async () => {
    const head = 'Host: x\r\nAccept-Language: es\r\nConnection: close\r\n\r\n';
    for (const path of ['/api/v1/instruments?q=bater\u00c3\u00ada', '/listInstrument?category=Bater\u00ed']) {
      const answer = await sendRaw(port, `GET ${path} HTTP/1.1\r\n${head}`);
      expectRawProblem(answer, 400, 'http.address_unreadable');
      expect(answer.body).toContain('é es %C3%A9');
    }
  });

  it.each(['/%', '/%zz', '/listInstrument/%E0%A4%A', '/errors/%ff', '/%C0%AE%C0%AE/'])(
    'that cannot be decoded is 400: %s',
    async (path) => {
      expectProblem(await api.get(path), 400, 'http.bad_request');
    },
  );

  it('may hold 8 KiB, and with more it is 414', async () => {
    const url = (length: number): string => '/listInstrument?x='.padEnd(length, 'x');
    expect((await api.get(url(8 * 1024))).statusCode).toBe(200);
    expectProblem(await api.get(url(8 * 1024 + 1)), 414, 'http.uri_too_long');
    expectProblem(await api.get('/'.padEnd(9_000, 'x')), 414, 'http.uri_too_long');
  });
});

describe('a body', () => {
  const post = (url: string, payload: string | Buffer, type?: string): Promise<Answer> =>
    api.app.inject({
      method: 'POST',
      url,
      payload,
      headers: type === undefined ? {} : { 'content-type': type },
    });

  it.each(['/listInstrument', '/nothing'])('of more than 1 MiB is 413, sent to %s', async (url) => {
    const large = JSON.stringify({ text: 'x'.repeat(1024 * 1024) });
    expectProblem(await post(url, large, 'application/json'), 413, 'http.body_too_large');
  });

  it('that is announced as too large is refused before it is sent', async () => {
    const head =
      'POST /nothing HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nConnection: close\r\n';
    expectRawProblem(
      await sendRaw(port, `${head}Content-Length: 9999999999\r\n\r\n{`),
      413,
      'http.body_too_large',
    );
  });

  it('of a type that nobody reads changes nothing at a door that takes no body', async () => {
    const answer = await post('/listInstrument', '<a/>', 'application/xml');
    expectProblem(answer, 405, 'http.method_not_allowed');
  });

  it('that is no JSON though it says so is 400', async () => {
    for (const text of ['{', '{"__proto__":{}}', ' ', '\0', '{"a":1}x']) {
      expectProblem(await post('/listInstrument', text, 'application/json'), 400, 'http.bad_request');
    }
  });

  it('of no bytes is none, though it says that it is JSON', async () => {
    const answer = await post('/listInstrument', '', 'application/json');
    expectProblem(answer, 405, 'http.method_not_allowed');
  });
});

describe('what is no request', () => {
  it.each([
    ['no HTTP at all', 'hello\r\n\r\n'],
    ['TLS', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n'],
    ['a header without a colon', 'GET / HTTP/1.1\r\nHost: x\r\nbroken\r\n\r\n'],
    ['two lengths', 'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx'],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['no host', 'GET /health/live HTTP/1.1\r\nConnection: close\r\n\r\n'],
  ])('is 400: %s', async (_name, bytes) => {
    const before = api.logLines().length;
    const answer = await sendRaw(port, bytes);
    expectRawProblem(answer, 400, 'http.bad_request');
    const lines = api.logLines().slice(before);
    expect(lines).toMatchObject([
      { requestId: answer.headers.get('x-request-id'), status: 400, address: '127.0.0.1' },
    ]);
  });

  it('with more than 16 KiB of headers is 431', async () => {
    const headers = `X-Much: ${'x'.repeat(17 * 1024)}\r\n`;
    const answer = await sendRaw(port, `GET /health/live HTTP/1.1\r\nHost: x\r\n${headers}\r\n`);
    expectRawProblem(answer, 431, 'http.headers_too_large');
  });

  it.each([17_000, 1_048_576])('with an address of %i bytes is 414', async (length) => {
    const bytes = `GET /?q=${'x'.repeat(length)} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`;
    // the answer arrives every time, although the client is still sending
    for (let time = 0; time < 20; time++) {
      expectRawProblem(await sendRaw(port, bytes), 414, 'http.uri_too_long');
    }
  });

  it.each(['bogus', '200-ok', ''])('is one that expects %j of us', async (expectation) => {
    const head = `GET /health/live HTTP/1.1\r\nHost: x\r\nExpect: ${expectation}\r\nConnection: close\r\n\r\n`;
    const answer = await sendRaw(port, head);
    expect([answer.status, JSON.parse(answer.body)]).toMatchObject([200, { status: 'ok' }]);
    expect(answer.headers.get('x-request-id')).toMatch(ID);
  });

  it.each(['http://[', 'a b', '<script>', '"', 'x:99999', ''])(
    'a host such as %j makes no answer fail',
    async (host) => {
      const answer = await sendRaw(
        port,
        `GET /listInstrument HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      );
      expect(answer.status).toBe(200);
    },
  );
});

describe('a refusal', () => {
  it('is in Spanish for who prefers it, otherwise in English', async () => {
    const title = async (language?: string): Promise<string> =>
      (
        await api.get('/nothing', language === undefined ? {} : { 'accept-language': language })
      ).json<Problem>().title;
    expect(await title()).toBe('Not found');
    for (const language of ['es', 'es-ES,es;q=0.9,en;q=0.8', 'fr, ES-mx;q=0.5', 'en;q=0.1, es;q=0.2']) {
      expect([language, await title(language)]).toEqual([language, 'No encontrado']);
    }
    for (const language of [
      'en',
      'de',
      'en, es;q=0.9',
      'es;q=0',
      'es;q=0.1, en',
      ';;,q=',
      'x'.repeat(5_000),
    ]) {
      expect([language.slice(0, 30), await title(language)]).toEqual([language.slice(0, 30), 'Not found']);
    }
  });

  it('has a type that leads to its explanation in both languages', async () => {
    for (const [code, kind] of Object.entries(problemCatalogue)) {
      const answer = await api.get(`/errors/${code}`);
      expect(answer.statusCode).toBe(200);
      expect(answer.json()).toEqual({ code, ...kind });
    }
    for (const code of DETAIL_CODES.flatMap(({ texts }) => Object.keys(texts))) {
      const answer = await api.get(`/errors/${code}`);
      expect([code, answer.statusCode, answer.json()]).toMatchObject([
        code,
        200,
        { code, detail: { en: expect.any(String), es: expect.any(String) } },
      ]);
    }
    for (const code of ['http.none', 'toString', '__proto__']) {
      expectProblem(await api.get(`/errors/${code}`), 404, 'http.not_found');
    }
  });
});
