import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { problemCatalogue } from '../../apps/api/src/http/problem-catalogue';
import { startApp, type TestApp } from '../support/app';
import { signIn, type SignedIn } from '../support/clients';
import { insertListings } from '../support/listings';
import { describeWithNginx, type Nginx, startNginx } from '../support/nginx';
import { ask, type NginxAnswer } from '../support/nginx-client';
import { PAGE } from '../support/pages';
import { PRODUCTION } from '../support/production';
import { ROOT } from '../support/source-files';
import { Upstream } from '../support/upstream';
import { GOOD_PASSWORD } from '../support/users';

const OUR_PAGE = { ...PAGE, origin: 'https://www.example.org' };
const ID = /^[0-9a-f]{32}$/;
/** What is on every answer, whoever made it. */
const SECURITY = {
  'strict-transport-security': ['max-age=63072000'],
  'x-content-type-options': ['nosniff'],
  'referrer-policy': ['strict-origin-when-cross-origin'],
  'permissions-policy': ['camera=(), geolocation=(), microphone=()'],
  'cross-origin-opener-policy': ['same-origin'],
  'content-security-policy': ["default-src 'none'; frame-ancestors 'none'"],
  'x-request-id': [expect.stringMatching(ID)],
};

let api: TestApp;
let nginx: Nginx;
let broken: Nginx;
let person: SignedIn;

function securityOf(answer: NginxAnswer): object {
  return Object.fromEntries(Object.keys(SECURITY).map((name) => [name, answer.all(name)]));
}

function listen({ app }: TestApp): Promise<number> {
  return app.listen(0, '127.0.0.1').then(async () => Number(new URL(await app.getUrl()).port));
}

describeWithNginx('an answer through Nginx', () => {
  beforeAll(async () => {
    api = await startApp({
      ...PRODUCTION,
      CORS_ORIGINS: OUR_PAGE.origin,
      TRUSTED_PROXIES: '127.0.0.1',
      LOG_FORMAT: 'json',
    });
    person = await signIn(api, {
      password: GOOD_PASSWORD,
      permissions: ['instruments.add_instrument', 'instruments.change_instrument'],
    });
    await insertListings(
      api.database,
      Array.from({ length: 60 }, (_, index) => ({ name: `Telecaster ${index}` })),
    );
    nginx = await startNginx({ upstreams: [await listen(api)] });
    const gone = await Upstream.start();
    await gone.kill();
    broken = await startNginx({ upstreams: [gone.port] });
  });
  afterAll(async () => {
    await nginx.stop();
    await broken.stop();
    await api.close();
  });

  const signInByCookie = (): Promise<NginxAnswer> =>
    ask(nginx, '/api/v1/auth/token', {
      method: 'POST',
      headers: OUR_PAGE,
      body: JSON.stringify({ email: person.user.email, password: GOOD_PASSWORD, transport: 'cookie' }),
    });

  it.each([
    [200, 'a list', '/listInstrument', {}],
    [200, 'an explanation', '/errors/http.not_found', {}],
    [401, 'a door', '/api/v1/me', {}],
    [404, 'the API', '/api/v1/nothing', {}],
    [404, 'Nginx', '/nothing', {}],
    [405, 'the API', '/api/v1/instruments/1', { method: 'POST', body: '' }],
    [413, 'Nginx', '/addInstrument', { method: 'POST', body: Buffer.alloc(1024 * 1024 + 1) }],
    [414, 'Nginx', `/listInstrument?name=${'x'.repeat(10_000)}`, {}],
  ] as const)('with %i of %s has each security header once', async (status, _of, path, question) => {
    const answer = await ask(nginx, path, question);
    expect([answer.status, securityOf(answer)]).toEqual([status, SECURITY]);
  });

  it('with 502 has them too, and says in the form of the API what happened and when to come back', async () => {
    const answer = await ask(broken, '/api/v1/me');
    expect([answer.status, securityOf(answer)]).toEqual([502, SECURITY]);
    expect([answer.header('retry-after'), answer.header('cache-control')]).toEqual(['5', 'no-store']);
    expect(answer.header('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.json()).toEqual({
      type: '/errors/http.bad_gateway',
      title: problemCatalogue['http.bad_gateway'].title.en,
      status: 502,
      detail: problemCatalogue['http.bad_gateway'].detail.en,
      code: 'http.bad_gateway',
      instance: answer.header('x-request-id'),
    });
  });

  it('that Nginx refuses itself is a problem with a code that the API explains', async () => {
    const codes: Readonly<Record<string, { status: number } | undefined>> = problemCatalogue;
    const text = readFileSync(join(ROOT, 'nginx/snippets/http.conf'), 'utf8');
    const problems = [...text.matchAll(/^ {4}(\d{3}) '(.*)';$/gm)];
    expect(problems.length).toBeGreaterThan(8);
    for (const [, status, body = ''] of problems) {
      const problem: Readonly<Record<string, unknown>> = JSON.parse(`{${body}}`);
      const code = String(problem['code']);
      expect([code, problem['type'], problem['status'], codes[code]?.status]).toEqual([
        ...[code, `/errors/${code}`, Number(status), Number(status)],
      ]);
    }
    const header = { 'x-large': 'x'.repeat(10_000) };
    for (const [status, path, question] of [
      [404, '/nothing.html', {}],
      [413, '/addInstrument', { method: 'POST', body: Buffer.alloc(1024 * 1024 + 1) }],
      [414, `/api/${'x'.repeat(10_000)}`, {}],
      [431, '/api/v1/me', { headers: header }],
    ] as const) {
      const answer = await ask(nginx, path, question);
      const type = answer.header('content-type');
      expect([answer.status, type]).toEqual([status, 'application/problem+json; charset=utf-8']);
      expect(answer.json()).toMatchObject({ status, instance: answer.header('x-request-id') });
    }
  });

  it('leaves an address of 8 KiB to the API, which explains one that is a little longer', async () => {
    const path = '/listInstrument?name=';
    const long = await ask(nginx, path + 'x'.repeat(8192 - path.length));
    expect(long.status).toBe(200);
    const longer = await ask(nginx, path + 'x'.repeat(8193 - path.length));
    expect([longer.status, longer.json()]).toMatchObject([414, { code: 'http.uri_too_long' }]);
  });

  it('knows one request by one id, at the edge, in the API, and in the logs of both', async () => {
    const answer = await ask(nginx, '/api/v1/nothing', { headers: { 'x-request-id': 'forged' } });
    const id = answer.header('x-request-id');
    expect(answer.json()).toMatchObject({ instance: id });
    expect(api.logLines().filter(({ requestId }) => requestId === id)).toMatchObject([
      { msg: 'request', path: '/api/v1/nothing' },
    ]);
    const lines = (await nginx.accessLog()).filter(({ request_id }) => request_id === id);
    expect(lines).toMatchObject([{ status: 404, upstream_status: '404', path: '/api/v1/nothing' }]);
  });

  it('is made for the address that connected, whatever the request says about it', async () => {
    const forged = {
      'x-forwarded-for': '6.6.6.6, 7.7.7.7',
      'x-real-ip': '6.6.6.6',
      forwarded: 'for=6.6.6.6;host=evil.com',
      'x-forwarded-host': 'evil.com',
      'x-forwarded-proto': 'http',
      'x-forwarded-port': '1',
    };
    const answer = await ask(nginx, '/listInstrument?page=1', { headers: forged });
    expect(answer.json()).toMatchObject({ next: 'https://localhost/listInstrument?page=2' });
    const id = answer.header('x-request-id');
    expect(api.logLines().find(({ requestId }) => requestId === id)).toMatchObject({ address: '127.0.0.1' });
  });

  it('leaves nothing secret in a log', async () => {
    const secret = 'hush-hush-hush';
    const headers = {
      authorization: `Bearer ${secret}`,
      cookie: `__Host-rt=${secret}`,
      referer: `https://www.example.org/?token=${secret}`,
    };
    for (const server of [nginx, broken]) {
      for (const path of ['/api/v1/me', '/listInstrument', '/nothing', `/${'x'.repeat(10_000)}`]) {
        await ask(server, `${path}?token=${secret}`, { headers });
      }
      await ask(server, `/x?token=${secret}`, { plain: true, headers });
      const lines = await server.accessLog(5);
      expect(lines.map(({ path }) => path)).toEqual(expect.arrayContaining(['/api/v1/me', '/nothing', '/x']));
      expect(JSON.stringify(lines)).not.toMatch(/hush|\?/);
      expect(await server.logFile('error.log')).not.toMatch(/hush/);
    }
    expect(JSON.stringify(api.logLines())).not.toContain(secret);
  });

  it('hides what is for operators, however it is spelled', async () => {
    const before = api.logLines().length;
    for (const door of ['health/live', 'health/ready', 'health', 'metrics']) {
      for (const prefix of [
        '/',
        '//',
        '/./',
        '/api/../',
        '/api/%2e%2e/',
        '/api/..%2f',
        '/%2f',
        '/;/',
        '/HEALTH/../',
      ]) {
        const answer = await ask(nginx, `${prefix}${door}`);
        expect([prefix + door, answer.status >= 400, answer.body]).toEqual([
          ...[prefix + door, true, expect.not.stringMatching(/buscainstrumentos|database/)],
        ]);
      }
    }
    // nothing of it has even reached the API, where the paths that it has are opened
    const asked = api
      .logLines()
      .slice(before)
      .map(({ path }) => String(path));
    expect(asked.filter((path) => /^\/+(health|metrics)/.test(path))).toEqual([]);
  });

  it('comes from the old doors with and without their last slash', async () => {
    for (const path of ['/listInstrument', '/searchInstrument', '/addInstrument']) {
      for (const slash of ['', '/']) {
        const method = path === '/addInstrument' ? 'POST' : 'GET';
        const answer = await ask(nginx, `${path}${slash}?name=x`, { method });
        expect([path, slash, answer.status]).toEqual([path, slash, method === 'POST' ? 401 : 200]);
      }
    }
  });

  it('carries cookies as the API made them, and takes them back to it', async () => {
    const answer = await signInByCookie();
    expect(answer.status).toBe(200);
    const [refresh = '', device] = answer.all('set-cookie');
    expect(refresh).toMatch(
      /^__Host-rt=[\w.-]+; Path=\/; Expires=.* GMT; HttpOnly; Secure; SameSite=Strict$/,
    );
    expect(device).toMatch(/^__Host-device=/);
    const [cookie = ''] = refresh.split(';');
    const again = await ask(nginx, '/api/v1/auth/token/refresh', {
      method: 'POST',
      headers: { ...OUR_PAGE, cookie },
      body: '{}',
    });
    expect([again.status, again.header('cache-control')]).toEqual([200, 'no-store']);
  });

  it('lets the pages of our origins in, and those of no other', async () => {
    const preflight = { 'access-control-request-method': 'POST', 'access-control-request-headers': 'x-csrf' };
    for (const [origin, allowed] of [
      [OUR_PAGE.origin, OUR_PAGE.origin],
      ['https://evil.com', undefined],
    ] as const) {
      const asked = await ask(nginx, '/api/v1/auth/token', {
        method: 'OPTIONS',
        headers: { origin, ...preflight },
      });
      const listed = await ask(nginx, '/listInstrument', { headers: { origin } });
      expect([asked.status, asked.header('access-control-allow-origin')]).toEqual([204, allowed]);
      expect([listed.status, listed.header('access-control-allow-origin')]).toEqual([200, allowed]);
    }
  });

  it('is compressed where lists come from, for who wants it', async () => {
    const plain = await ask(nginx, '/listInstrument');
    const packed = await ask(nginx, '/listInstrument', { headers: { 'accept-encoding': 'gzip' } });
    expect([plain.header('content-encoding'), packed.header('content-encoding')]).toEqual([
      undefined,
      'gzip',
    ]);
    expect(packed.all('vary').join()).toContain('Accept-Encoding');
    expect(gunzipSync(packed.bytes).toString()).toBe(plain.body);
    expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 3);
  });

  it('keeps the strong ETag of a single listing, which a change needs, at any length', async () => {
    const headers = {
      'accept-encoding': 'gzip',
      'content-type': 'application/json',
      authorization: `Bearer ${person.client.credential ?? ''}`,
    };
    const listing = {
      name: 'Fender Telecaster '.repeat(9).trim(),
      url: `https://www.hispasonic.com/anuncios/${'x'.repeat(500)}/1`,
      image: { url: `https://www.hispasonic.com/${'x'.repeat(500)}.jpg` },
      source: { slug: 'hispasonic' },
      category: { slug: 'guitarras' },
    };
    const body = JSON.stringify(listing);
    const added = await ask(nginx, '/api/v1/instruments', { method: 'POST', headers, body });
    expect([added.status, added.header('etag')]).toEqual([201, '"1"']);
    const path = added.header('location') ?? '';
    const found = await ask(nginx, path, { headers });
    expect([found.status, found.header('etag'), found.bytes.length > 1024]).toEqual([200, '"1"', true]);
    const changed = await ask(nginx, path, {
      method: 'PATCH',
      headers: { ...headers, 'if-match': found.header('etag') ?? '' },
      body: JSON.stringify({ name: 'Telecaster' }),
    });
    expect([changed.status, changed.header('etag')]).toEqual([200, '"2"']);
  });
});
