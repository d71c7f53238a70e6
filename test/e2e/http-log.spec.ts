import { type LogLine, startApp, type TestApp } from '../support/app';
import { PRODUCTION } from '../support/production';

const PROXY = '10.9.8.7';
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

const started: TestApp[] = [];

async function start(variables: Readonly<Record<string, string>>): Promise<TestApp> {
  const api = await startApp(variables);
  started.push(api);
  return api;
}

afterAll(() => Promise.all(started.map((api) => api.close())));

/** The lines about requests. */
function requestLines(api: TestApp): LogLine[] {
  return api.logLines().filter(({ msg }) => msg === 'request');
}

describe('the request id', () => {
  let api: TestApp;

  beforeAll(async () => {
    api = await start({ TRUSTED_PROXIES: '10.9.0.0/16, ::1' });
  });

  const idOf = async (remoteAddress: string, given?: string): Promise<unknown> => {
    const headers = given === undefined ? {} : { 'x-request-id': given };
    const answer = await api.app.inject({ url: '/health/live', remoteAddress, headers });
    return answer.headers['x-request-id'];
  };

  it('is made anew for every request', async () => {
    const [one, two] = [await idOf('203.0.113.9'), await idOf('203.0.113.9')];
    expect(one).toMatch(ID);
    expect(two).toMatch(ID);
    expect(one).not.toBe(two);
  });

  it('is what a trusted proxy gave', async () => {
    for (const address of [PROXY, `::ffff:${PROXY}`, '::1']) {
      expect(await idOf(address, 'edge-1:a.b_c')).toBe('edge-1:a.b_c');
    }
  });

  it('is not what anybody else gave', async () => {
    for (const address of ['203.0.113.9', '10.10.0.1', '::2', '127.0.0.1']) {
      expect(await idOf(address, 'edge-1')).toMatch(ID);
    }
  });

  it.each(['', 'a b', 'x'.repeat(129), 'id"}{', 'é', '<script>', 'a,b'])(
    'is not what a proxy gave when it is no id: %j',
    async (given) => {
      expect(await idOf(PROXY, given)).toMatch(ID);
    },
  );

  it('stands in the log', async () => {
    await idOf(PROXY, 'edge-77');
    expect(requestLines(api).filter(({ requestId }) => requestId === 'edge-77')).toHaveLength(1);
  });
});

describe('the log', () => {
  let api: TestApp;

  beforeAll(async () => {
    api = await start({});
  });

  it('has one line for each request, whatever became of it', async () => {
    const requests = [
      ['GET', '/listInstrument', 200],
      ['HEAD', '/listInstrument', 200],
      ['GET', '/listInstrument?page=9', 404],
      ['GET', '/listInstrument?minPrice=x', 400],
      ['GET', '/nothing', 404],
      ['POST', '/listInstrument', 405],
      ['OPTIONS', '/listInstrument', 204],
      ['GET', '/%zz', 400],
      ['GET', `/${'x'.repeat(9_000)}`, 414],
      ['GET', '/health/ready', 200],
    ] as const;
    for (const [method, url, status] of requests) {
      const before = requestLines(api).length;
      const answer = await api.app.inject({ method, url });
      const lines = requestLines(api).slice(before);
      expect({ url: url.slice(0, 40), status: answer.statusCode, lines: lines.length }).toEqual({
        url: url.slice(0, 40),
        status,
        lines: 1,
      });
      expect(lines[0]).toMatchObject({
        level: 30,
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        requestId: answer.headers['x-request-id'],
        method,
        path: url.split('?')[0],
        status,
        ms: expect.any(Number),
      });
    }
  });

  it('never holds what people search for, nor what they prove themselves with', async () => {
    await api.app.inject({
      url: '/searchInstrument?name=SECRET-QUERY',
      headers: { authorization: 'Bearer SECRET-TOKEN', cookie: 'session=SECRET-COOKIE' },
    });
    await api.app.inject({
      method: 'POST',
      url: '/searchInstrument?token=SECRET-QUERY',
      headers: { authorization: 'Bearer SECRET-TOKEN', 'content-type': 'application/json' },
      payload: '{"password":"SECRET-PASSWORD"}',
    });
    await api.database.query('ALTER TABLE listed_instrument RENAME TO mislaid');
    const broken = await api.app.inject({
      url: '/searchInstrument?name=SECRET-QUERY',
      headers: { authorization: 'Bearer SECRET-TOKEN' },
    });
    await api.database.query('ALTER TABLE mislaid RENAME TO listed_instrument');
    expect(broken.statusCode).toBe(500);
    expect(JSON.stringify(api.logLines())).not.toContain('SECRET');
  });

  it('knows in full what the client is not told: an unknown fault', async () => {
    await api.database.query('ALTER TABLE dataset RENAME TO mislaid');
    const answer = await api.get('/listInstrument');
    await api.database.query('ALTER TABLE mislaid RENAME TO dataset');
    expect(answer.statusCode).toBe(500);
    expect(answer.json()).toMatchObject({ code: 'http.internal', instance: answer.headers['x-request-id'] });
    expect(answer.body).not.toMatch(/dataset|relation|42P01|stack|SELECT/);
    const line = api
      .logLines()
      .find(({ level, requestId }) => level === 50 && requestId === answer.headers['x-request-id']);
    expect(JSON.stringify(line)).toContain('relation \\"dataset\\" does not exist');
  });
});

describe('pages of other origins', () => {
  const allowed = 'https://www.example.org';
  const answerTo = async (api: TestApp, origin: string): Promise<unknown> => {
    const answer = await api.get('/listInstrument', { origin });
    expect(answer.statusCode).toBe(200);
    return answer.headers['access-control-allow-origin'];
  };

  it('may read answers when they are on the list, exactly', async () => {
    const api = await start({ CORS_ORIGINS: `${allowed},http://intranet:8080`, ...PRODUCTION });
    expect(await answerTo(api, allowed)).toBe(allowed);
    expect(await answerTo(api, 'http://intranet:8080')).toBe('http://intranet:8080');
    const strangers = [
      ...['http://www.example.org', 'https://example.org', 'https://www.example.org.evil.com'],
      ...['https://www.example.org:8443', 'https://WWW.example.org', 'null', 'http://intranet', '*'],
      ...['http://localhost:5173', 'http://127.0.0.1', 'http://localhost'],
    ];
    for (const origin of strangers) {
      expect([origin, await answerTo(api, origin)]).toEqual([origin, undefined]);
    }
    const answer = await api.get('/listInstrument', { origin: allowed });
    expect(answer.headers.vary).toMatch(/\bOrigin\b/i);
    // a page of an allowed origin may send the cookie of its session, and read the answer
    expect(answer.headers['access-control-allow-credentials']).toBe('true');
    const stranger = await api.get('/listInstrument', { origin: 'https://evil.com' });
    expect(stranger.headers['access-control-allow-credentials']).toBeUndefined();
    expect((await api.get('/listInstrument')).headers.vary).toMatch(/\bOrigin\b/i);
  });

  it('may also be on this machine while the project is developed, on any port', async () => {
    const api = await start({ CORS_ORIGINS: allowed, NODE_ENV: 'development' });
    for (const origin of ['http://localhost:5173', 'https://localhost', 'http://127.0.0.1:1']) {
      expect(await answerTo(api, origin)).toBe(origin);
    }
    for (const origin of [
      'http://localhost.evil.com',
      'http://127.0.0.1.evil.com',
      'http://evil.com/localhost',
    ]) {
      expect([origin, await answerTo(api, origin)]).toEqual([origin, undefined]);
    }
  });

  it('may ask beforehand, and strangers are told nothing', async () => {
    const api = await start({ CORS_ORIGINS: allowed, ...PRODUCTION });
    const preflight = (origin: string) =>
      api.app.inject({
        method: 'OPTIONS',
        url: '/searchInstrument',
        headers: { origin, 'access-control-request-method': 'GET' },
      });
    const { statusCode, headers } = await preflight(allowed);
    expect([statusCode, headers['access-control-allow-origin']]).toEqual([204, allowed]);
    expect(headers['access-control-allow-methods']).toContain('GET');
    const stranger = await preflight('https://evil.com');
    expect(stranger.headers['access-control-allow-origin']).toBeUndefined();
    expect(stranger.headers['access-control-allow-methods']).toBeUndefined();
  });

  it('may read refusals too', async () => {
    const api = await start({ CORS_ORIGINS: allowed });
    for (const url of ['/nothing', '/listInstrument?page=0', `/${'x'.repeat(9_000)}`]) {
      const { headers } = await api.get(url, { origin: allowed });
      expect([url.slice(0, 30), headers['access-control-allow-origin']]).toEqual([url.slice(0, 30), allowed]);
    }
  });
});
