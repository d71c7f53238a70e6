import { setTimeout as sleep } from 'node:timers/promises';
import { startApp, type TestApp } from '../support/app';
import { insertListings } from '../support/listings';
import { type AccessLine, describeWithNginx, type Nginx, startNginx } from '../support/nginx';
import { ask } from '../support/nginx-client';
import { Upstream } from '../support/upstream';

const LIST = '/api/v1/instruments';
const PUBLIC = 'public, max-age=60, stale-while-revalidate=300';

let nginx: Nginx;
let upstream: Upstream;
let asked = 0;

/** An address that nobody has asked for. */
const fresh = (path = LIST): string => `${path}?page=${++asked}`;

/** Lets the server behind Nginx answer with these headers, and with a body that counts its answers. */
function answerWith(headers: Readonly<Record<string, string>>, status = 200): void {
  let count = 0;
  upstream.answering = (response) => {
    response.writeHead(status, headers).end(`answer ${++count}`);
  };
}

/** How often the server behind Nginx has been asked for an address. */
const times = (path: string): number => upstream.seen.filter(({ url }) => url === path).length;

/** The last line about a request in the access log. */
async function lineOf(id: string | undefined): Promise<AccessLine | undefined> {
  for (let time = 0; time < 50; time++) {
    const line = (await nginx.accessLog()).find(({ request_id }) => request_id === id);
    if (line) return line;
    await sleep(20);
  }
  return undefined;
}

describeWithNginx('the cache of public lists', () => {
  beforeAll(async () => {
    upstream = await Upstream.start();
    nginx = await startNginx({ upstreams: [upstream.port] });
  });
  afterAll(async () => {
    await nginx.stop();
    await upstream.kill();
  });

  it.each([
    '/listInstrument',
    '/searchInstrument/',
    LIST,
    `${LIST}/filters`,
    `${LIST}/suggest`,
    '/api/v1/categories',
    '/api/v1/sources',
  ])('answers %s for the API as long as it says', async (door) => {
    answerWith({ 'cache-control': PUBLIC, etag: 'W/"7-a"' });
    const path = fresh(door);
    const first = await ask(nginx, path);
    const second = await ask(nginx, path);
    expect([first.body, second.body, times(path)]).toEqual(['answer 1', 'answer 1', 1]);
    expect([second.header('cache-control'), second.header('etag')]).toEqual([PUBLIC, 'W/"7-a"']);
    // each of them is a request of its own all the same
    expect(second.header('x-request-id')).not.toBe(first.header('x-request-id'));
    expect(await lineOf(second.header('x-request-id'))).toMatchObject({ cache: 'HIT', upstream: '' });
    // and it is no other address
    expect((await ask(nginx, fresh(door))).body).toBe('answer 2');
  });

  it('tells what is left of a limit to whom it was counted for, and to nobody else', async () => {
    answerWith({ 'cache-control': PUBLIC, ratelimit: '"r";r=7;t=9', 'ratelimit-policy': '"r";q=9;w=60' });
    const path = fresh();
    const limits = async (): Promise<(string | undefined)[]> => {
      const answer = await ask(nginx, path);
      // the other headers are there once, as everywhere
      expect(answer.header('x-content-type-options')).toBe('nosniff');
      return [answer.header('ratelimit'), answer.header('ratelimit-policy')];
    };
    expect(await limits()).toEqual(['"r";r=7;t=9', '"r";q=9;w=60']);
    expect(await limits()).toEqual([undefined, undefined]);
  });

  it('lets no client name the trace that its request is kept under', async () => {
    answerWith({ 'cache-control': 'no-store' });
    const named = {
      traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
      tracestate: 'a=b',
    };
    expect((await ask(nginx, fresh(), { headers: named })).status).toBe(200);
    const { traceparent, tracestate } = upstream.seen.at(-1)?.headers ?? {};
    expect([traceparent, tracestate]).toEqual([undefined, undefined]);
  });

  it('tells who has the list already that it has not changed, without the API', async () => {
    answerWith({ 'cache-control': PUBLIC, etag: 'W/"7-b"' });
    const path = fresh();
    await ask(nginx, path);
    const same = await ask(nginx, path, { headers: { 'if-none-match': 'W/"7-b"' } });
    expect([same.status, same.body, same.header('etag'), times(path)]).toEqual([304, '', 'W/"7-b"', 1]);
    const other = await ask(nginx, path, { headers: { 'if-none-match': 'W/"6-b"' } });
    expect([other.status, other.body]).toEqual([200, 'answer 1']);
  });

  it('asks the API with the ETag that it has when the time is over', async () => {
    answerWith({ 'cache-control': 'public, max-age=1', etag: 'W/"8"' });
    const path = fresh();
    await ask(nginx, path);
    upstream.answering = (response, { headers }) => {
      const known = headers['if-none-match'] === 'W/"8"';
      response.writeHead(known ? 304 : 200, { 'cache-control': PUBLIC, etag: 'W/"8"' }).end();
    };
    await sleep(2_000);
    const again = await ask(nginx, path);
    expect([again.status, again.body, times(path)]).toEqual([200, 'answer 1', 2]);
  });

  it('keeps nothing that is personal, whatever else the answer says', async () => {
    for (const headers of [
      { 'cache-control': PUBLIC, 'set-cookie': 'a=b' },
      { 'cache-control': 'no-store' },
      { 'cache-control': 'private, max-age=60' },
      { 'cache-control': 'no-cache' },
      { 'cache-control': 'max-age=0' },
      { 'cache-control': PUBLIC, vary: '*' },
    ]) {
      answerWith(headers);
      const path = fresh();
      const bodies = [(await ask(nginx, path)).body, (await ask(nginx, path)).body];
      expect([headers, bodies]).toEqual([headers, ['answer 1', 'answer 2']]);
    }
  });

  it('neither serves who says who he is, nor keeps what he gets', async () => {
    answerWith({ 'cache-control': PUBLIC });
    const path = fresh();
    const headers = { authorization: 'Bearer x' };
    expect((await ask(nginx, path, { headers })).body).toBe('answer 1');
    expect((await ask(nginx, path)).body).toBe('answer 2');
    expect((await ask(nginx, path, { headers })).body).toBe('answer 3');
    expect((await ask(nginx, path)).body).toBe('answer 2');
  });

  it('keeps no refusal, and nothing but what was read', async () => {
    for (const status of [400, 404, 429, 500]) {
      answerWith({}, status);
      const path = fresh('/listInstrument');
      await ask(nginx, path);
      expect([status, (await ask(nginx, path)).body]).toEqual([status, 'answer 2']);
    }
    answerWith({ 'cache-control': PUBLIC });
    const path = fresh();
    for (const time of [1, 2]) {
      expect((await ask(nginx, path, { method: 'POST', body: '{}' })).body).toBe(`answer ${time}`);
    }
    expect((await ask(nginx, path)).body).toBe('answer 3');
  });

  it('keeps nothing of other doors', async () => {
    answerWith({ 'cache-control': PUBLIC });
    for (const door of ['/api/v1/instruments/7', '/api/v1/me', '/api/v1/imports', '/errors/x', '/admin/']) {
      const path = fresh(door);
      await ask(nginx, path);
      await ask(nginx, path);
      expect([door, times(path)]).toEqual([door, 2]);
    }
  });

  it('gives a page of another origin what is made for it', async () => {
    upstream.answering = (response, { headers }) => {
      const vary = 'Accept, Accept-Encoding, Accept-Language, Origin';
      response.writeHead(200, { 'cache-control': PUBLIC, vary }).end(`for ${headers.origin ?? 'nobody'}`);
    };
    const path = fresh();
    for (const time of [1, 2]) {
      expect([time, (await ask(nginx, path)).body]).toEqual([time, 'for nobody']);
      const headers = { origin: 'https://www.example.org' };
      expect([time, (await ask(nginx, path, { headers })).body]).toEqual([time, `for ${headers.origin}`]);
    }
    expect(times(path)).toBe(2);
  });

  it('shows the old list while it fetches the new one, if the API allows that', async () => {
    answerWith({ 'cache-control': 'public, max-age=1, stale-while-revalidate=300' });
    const allowed = fresh();
    await ask(nginx, allowed);
    answerWith({ 'cache-control': 'public, max-age=1' });
    const forbidden = fresh();
    await ask(nginx, forbidden);
    await sleep(2_000);
    upstream.answering = (response) => response.writeHead(200, { 'cache-control': PUBLIC }).end('new');
    expect([(await ask(nginx, allowed)).body, (await ask(nginx, forbidden)).body]).toEqual([
      'answer 1',
      'new',
    ]);
    for (let time = 0; time < 50 && times(allowed) < 2; time++) await sleep(20);
    await sleep(50);
    expect([(await ask(nginx, allowed)).body, times(allowed)]).toEqual(['new', 2]);
  });

  it('asks once for what many want at the same moment', async () => {
    upstream.answering = (response) => {
      setTimeout(() => response.writeHead(200, { 'cache-control': PUBLIC }).end('one'), 200);
    };
    const path = fresh();
    const answers = await Promise.all(Array.from({ length: 10 }, () => ask(nginx, path)));
    expect([new Set(answers.map(({ body }) => body)), times(path)]).toEqual([new Set(['one']), 1]);
  });

  it('lets assets of the admin app live for a year, and nothing that is not there', async () => {
    answerWith({ 'cache-control': 'no-cache', 'content-type': 'text/javascript' });
    const path = '/admin/assets/app-4f3a.js';
    await ask(nginx, path);
    const asset = await ask(nginx, path);
    expect([asset.body, asset.all('cache-control')]).toEqual([
      ...['answer 1', ['max-age=31536000', 'public, immutable']],
    ]);
    expect(asset.all('strict-transport-security')).toHaveLength(1);
    answerWith({}, 404);
    expect((await ask(nginx, '/admin/assets/gone.js')).all('cache-control')).toEqual([]);
    const page = await ask(nginx, '/admin/');
    expect(page.header('content-security-policy')).toMatch(/^default-src 'self';/);
    expect((await ask(nginx, '/admin')).header('location')).toBe('/admin/');
  });

  it('lets the API say what a page of it needs', async () => {
    const policy = "default-src 'self' 'unsafe-inline'";
    answerWith({ 'content-security-policy': policy, 'x-content-type-options': 'nosniff' });
    const page = await ask(nginx, '/api/docs');
    expect([page.all('content-security-policy'), page.all('x-content-type-options')]).toEqual([
      ...[[policy], ['nosniff']],
    ]);
  });
});

describeWithNginx('the cache before the real API', () => {
  let api: TestApp;
  let server: Nginx;

  beforeAll(async () => {
    api = await startApp({ TRUSTED_PROXIES: '127.0.0.1' });
    await insertListings(api.database, [{ name: 'Telecaster' }]);
    await api.app.listen(0, '127.0.0.1');
    server = await startNginx({ upstreams: [Number(new URL(await api.app.getUrl()).port)] });
  });
  afterAll(async () => {
    await server.stop();
    await api.close();
  });

  it('shows the last list while no process of it answers, and nothing personal', async () => {
    const shown = await ask(server, '/listInstrument');
    expect(shown.json()).toMatchObject({ count: 1 });
    await api.app.close();
    // the two seconds that an answer without Cache-Control is good for
    await sleep(3_000);
    const again = await ask(server, '/listInstrument');
    expect([again.status, again.body]).toEqual([200, shown.body]);
    expect((await ask(server, '/listInstrument?page=2')).status).toBe(502);
    expect((await ask(server, '/api/v1/me')).status).toBe(502);
    const lines = await server.accessLog(4);
    expect(lines.map(({ cache }) => cache)).toEqual(['MISS', 'STALE', 'MISS', '']);
  });
});
