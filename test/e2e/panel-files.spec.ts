import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { startApp, type TestApp } from '../support/app';
import { buildPanel, PANEL_BUILD_TIME } from '../support/panel';
import { ROOT } from '../support/source-files';

/** What a first visit may cost, packed, in bytes. */
const BUDGET = 500_000;
const FOLDER = join(ROOT, 'dist/admin');

let api: TestApp;
let script: string;

const get = (url: string, headers: Readonly<Record<string, string>> = {}) =>
  api.app.inject({ method: 'GET', url, headers: { host: 'localhost', ...headers } });

beforeAll(async () => {
  await buildPanel();
  api = await startApp();
  script = /src="(\/admin\/assets\/[^"]+\.js)"/.exec((await get('/admin/')).body)?.[1] ?? '';
}, PANEL_BUILD_TIME);
afterAll(() => api.close());

describe('the files of the panel', () => {
  it.each(['/admin', '/admin/', '/admin/users', '/admin/groups/a%20group', '/admin/sessions/1/show?x=a.b'])(
    'show the page at %s',
    async (url) => {
      const page = await get(url);
      expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.headers['cache-control']).toBe('no-cache');
      expect(page.body).toContain('<div id="root">');
    },
  );

  it('allow no script but their own, nothing inside the page, and nothing from elsewhere but images', async () => {
    const page = await get('/admin/');
    const policy = String(page.headers['content-security-policy']);
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "connect-src 'self'",
      "img-src 'self' https: data:",
      expect.stringMatching(/^style-src 'self' 'sha256-[\w+/=]+'$/),
      "font-src 'self'",
      "base-uri 'none'",
      "form-action 'self'",
      "frame-ancestors 'none'",
    ]);
    expect(policy).not.toMatch(/unsafe/);
    expect(page.body).not.toMatch(/<script(?![^>]*\ssrc=)|<style|\sstyle=|\son\w+=/);
    expect(page.body).not.toMatch(/https?:\/\//);
    expect(page.headers['x-content-type-options']).toBe('nosniff');
  });

  it('are not sent again to who has the page already', async () => {
    const { etag } = (await get('/admin/')).headers;
    const again = await get('/admin/users', { 'if-none-match': String(etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
  });

  it('live for a year where their name changes with their content', async () => {
    const asset = await get(script);
    expect(asset.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      vary: 'Accept-Encoding',
    });
    expect(asset.headers['content-encoding']).toBeUndefined();
  });

  it('are packed as the client likes them', async () => {
    const plain = (await get(script)).rawPayload;
    const br = await get(script, { 'accept-encoding': 'gzip, br' });
    const gzip = await get(script, { 'accept-encoding': 'gzip' });
    expect([br, gzip].map(({ headers }) => headers['content-encoding'])).toEqual(['br', 'gzip']);
    expect(brotliDecompressSync(br.rawPayload).equals(plain)).toBe(true);
    expect(gunzipSync(gzip.rawPayload).equals(plain)).toBe(true);
  });

  it.each([
    ...[
      '/admin/assets/nothing.js',
      '/admin/assets/',
      '/admin/assets',
      '/admin/favicon.ico',
      '/admin/.build-admin',
    ],
    ...[
      '/admin/assets/../../package.json',
      '/admin/..%2f..%2fpackage.json',
      '/admin/assets/%2e%2e%2findex.html',
    ],
    ...[
      '/admin/index.html.br',
      '/admin/assets/index.js.map',
      '/admin/%00.js',
      '/admin/a%5c..%5cpackage.json',
    ],
  ])('are nothing else: %s', async (url) => {
    const answer = await get(url);
    const isPage = answer.statusCode === 200 && answer.body.includes('<div id="root">');
    expect([url, isPage || [400, 404].includes(answer.statusCode)]).toEqual([url, true]);
    expect(answer.body).not.toContain('"dependencies"');
  });

  it('hold no source map', () => {
    const names = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
    expect(names.filter((name) => name.endsWith('.map'))).toEqual([]);
    const scripts = names.filter((name) => name.endsWith('.js'));
    expect(scripts.length).toBeGreaterThan(10);
    expect(
      scripts.filter((name) => readFileSync(join(FOLDER, name), 'utf8').includes('sourceMappingURL')),
    ).toEqual([]);
  });

  it(`cost less than ${BUDGET / 1_000} kB at a first visit`, () => {
    const page = readFileSync(join(FOLDER, 'index.html'), 'utf8');
    const first = [...page.matchAll(/(?:src|href)="\/admin\/(assets\/[^"]+)"/g)].map(([, name = '']) => name);
    const bytes = first.map(
      (name) => statSync(join(FOLDER, `${name}.gz`), { throwIfNoEntry: false })?.size ?? 1_024,
    );
    expect(bytes.reduce((sum, one) => sum + one, 0)).toBeLessThan(BUDGET);
  });
});
