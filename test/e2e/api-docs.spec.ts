import { dropDatabase, freshDatabase } from '../support/database';
import { startApp } from '../support/app';
import { PRODUCTION } from '../support/production';
import { sendRaw } from '../support/raw-http';
import { ServerProcess } from '../support/server';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; " +
  "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const NAMES = ['swagger-ui.css', 'favicon-32x32.png', 'swagger-ui-bundle.js', 'start.mjs'];

let databaseUrl: string;
let server: ServerProcess;
let origin: string;
let page: string;

beforeAll(async () => {
  databaseUrl = await freshDatabase();
  server = await ServerProcess.start({ DATABASE_URL: databaseUrl, API_DOCS: 'on' });
  origin = await server.url();
  page = await (await fetch(`${origin}/api/docs`)).text();
});
afterAll(async () => {
  await server.end();
  await dropDatabase(databaseUrl);
});

/** What the page loads, in its order. */
const files = (): readonly string[] =>
  [...page.matchAll(/(?:src|href)="(\/api\/docs\/[^"]+)"/g)].map(([, path = '']) => path);
const fileCalled = (name: string): string => files().find((path) => path.endsWith(`/${name}`)) ?? '';

describe('the page of the API', () => {
  it('is a page without a script of its own that talks to this server alone', async () => {
    for (const path of ['/api/docs', '/api/docs/', '/api/docs?of=anybody']) {
      const answer = await fetch(origin + path);
      const { status, headers } = answer;
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, 'text/html; charset=utf-8']);
      expect(headers.get('content-security-policy')).toBe(POLICY);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('cache-control')).toBe('no-cache');
      expect(await answer.text()).toBe(page);
    }
    expect(page).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\son\w+=|\sstyle=|https?:\/\//);
    expect(files().map((path) => path.split('/').at(-1))).toEqual(NAMES);
  });

  it('has files that never change at their address', async () => {
    const types = ['text/css; charset=utf-8', 'image/png'].concat(
      Array(2).fill('text/javascript; charset=utf-8'),
    );
    for (const [at, path] of files().entries()) {
      const { status, headers } = await fetch(origin + path);
      expect([path, status, headers.get('content-type')]).toEqual([path, 200, types[at]]);
      expect(headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('has its licence beside what is under it', async () => {
    const folder = fileCalled('start.mjs').replace(/start\.mjs$/, '');
    for (const name of ['LICENSE', 'NOTICE', 'swagger-ui-bundle.js.LICENSE.txt']) {
      const { status, headers } = await fetch(origin + folder + name);
      expect([name, status, headers.get('content-type')]).toEqual([name, 200, 'text/plain; charset=utf-8']);
    }
  });

  it('is not sent again to whoever has it', async () => {
    for (const path of ['/api/docs', ...files()]) {
      const tag = (await fetch(origin + path)).headers.get('etag') ?? '';
      const again = await fetch(origin + path, { headers: { 'If-None-Match': tag } });
      expect([path, again.status, await again.text()]).toEqual([path, 304, '']);
      const other = await fetch(origin + path, { method: 'HEAD', headers: { 'If-None-Match': 'W/"x"' } });
      expect([path, other.status, other.headers.get('etag'), await other.text()]).toEqual([
        path,
        200,
        tag,
        '',
      ]);
    }
  });

  it('comes compressed', async () => {
    const path = fileCalled('swagger-ui-bundle.js');
    const port = Number(new URL(origin).port);
    const head = `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n`;
    const [plain, packed] = await Promise.all(
      ['', 'Accept-Encoding: gzip\r\n'].map((more) => sendRaw(port, `${head}${more}\r\n`)),
    );
    expect(packed?.headers.get('content-encoding')).toBe('gzip');
    expect(packed?.headers.get('vary')?.toLowerCase()).toContain('accept-encoding');
    expect(Number(packed?.body.length)).toBeLessThan(Number(plain?.body.length) / 2);
  });

  it('has nothing else below it, and no path leads out of its folder', async () => {
    const folder = new URL('.', origin + fileCalled('start.mjs')).pathname;
    const paths = [
      ...['page.html', 'index.html', 'swagger-ui.js', '', '__proto__', 'constructor', 'start.mjs/x'].map(
        (name) => folder + name,
      ),
      ...[
        '..',
        '../../package.json',
        '%2e%2e%2f%2e%2e%2fpackage.json',
        '..%2f..%2f..%2f..%2fetc%2fpasswd',
        '%00start.mjs',
      ].map((name) => folder + name),
      ...['/api/docs/start.mjs', '/api/docs/0123456789abcdef/start.mjs', '/api/docs/../docs-page/start.mjs'],
    ];
    const port = Number(new URL(origin).port);
    for (const path of paths) {
      // past every client that would tidy the path up
      const { status, body } = await sendRaw(
        port,
        `GET ${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
      );
      expect([path, status]).toEqual([path, 404]);
      expect(JSON.parse(body)).toMatchObject({ code: 'http.not_found' });
    }
  });

  it('is only read', async () => {
    const answer = await fetch(`${origin}/api/docs`, { method: 'POST' });
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS']);
    const json = await fetch(`${origin}/api/docs`, { headers: { Accept: 'application/json' } });
    expect([json.status, await json.json()]).toMatchObject([406, { code: 'http.not_acceptable' }]);
  });
});

describe('without API_DOCS', () => {
  it.each([
    ['in production', PRODUCTION],
    ['switched off', { NODE_ENV: 'development', API_DOCS: 'off' }],
  ])('there is no page %s', async (_where, variables) => {
    const api = await startApp(variables);
    try {
      for (const path of ['/api/docs', '/api/docs/', fileCalled('start.mjs')]) {
        const answer = await api.get(path);
        expect([path, answer.statusCode, answer.json()]).toMatchObject([
          path,
          404,
          { code: 'http.not_found' },
        ]);
        expect(answer.headers.allow).toBeUndefined();
      }
      expect((await api.get('/api/openapi.json')).statusCode).toBe(200);
    } finally {
      await api.close();
    }
  });
});
