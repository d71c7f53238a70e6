import { dropDatabase, freshDatabase } from '../support/database';
import { describeWithNginx, type Nginx, startNginx } from '../support/nginx';
import { ask } from '../support/nginx-client';
import { ServerProcess } from '../support/server';

const PACKED = { headers: { 'accept-encoding': 'gzip' } };

let databaseUrl: string;
let server: ServerProcess;
let nginx: Nginx;

describeWithNginx('the page of the API behind Nginx', () => {
  beforeAll(async () => {
    databaseUrl = await freshDatabase();
    server = await ServerProcess.start({ DATABASE_URL: databaseUrl, API_DOCS: 'on' });
    nginx = await startNginx({ upstreams: [Number(new URL(await server.url()).port)] });
  });
  afterAll(async () => {
    await nginx.stop();
    await server.end();
    await dropDatabase(databaseUrl);
  });

  it('has its own policy, once', async () => {
    const page = await ask(nginx, '/api/docs');
    expect([page.status, page.header('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    const policies = page.all('content-security-policy');
    expect(policies).toHaveLength(1);
    expect(policies[0]).toContain("script-src 'self'; style-src 'self'");
    expect(page.all('x-content-type-options')).toEqual(['nosniff']);
    expect(page.header('cache-control')).toBe('no-cache');
  });

  it('comes with its files and the description, compressed and known again', async () => {
    const { body } = await ask(nginx, '/api/docs');
    const files = [...body.matchAll(/(?:src|href)="(\/api\/docs\/[^"]+\.(?:m?js|css))"/g)].map(
      ([, path = '']) => path,
    );
    expect(files).toHaveLength(3);
    for (const path of [...files.filter((file) => !file.endsWith('start.mjs')), '/api/openapi.json']) {
      const plain = await ask(nginx, path);
      const packed = await ask(nginx, path, PACKED);
      expect([path, plain.status, packed.header('content-encoding')]).toEqual([path, 200, 'gzip']);
      expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
    }
    for (const path of files) {
      const tag = (await ask(nginx, path, PACKED)).header('etag') ?? '';
      const again = await ask(nginx, path, { headers: { ...PACKED.headers, 'if-none-match': tag } });
      expect([path, again.status, again.header('cache-control')]).toEqual([
        ...[path, 304, 'public, max-age=31536000, immutable'],
      ]);
    }
  });

  it('is not there for what is no file of it', async () => {
    for (const path of [
      '/api/docs/x/start.mjs',
      '/api/docs/..%2f..%2fpackage.json',
      '/api/docs/%2e%2e/%2e%2e/health/live',
    ]) {
      expect([path, (await ask(nginx, path)).status]).toEqual([path, 404]);
    }
  });
});
