import { rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { localhostCertificate } from '../support/certificate';
import { describeWithNginx, type Nginx, prepareNginx, startNginx } from '../support/nginx';
import { ask } from '../support/nginx-client';
import { Upstream } from '../support/upstream';

const started: Nginx[] = [];
let upstream: Upstream;

async function start(options: Parameters<typeof startNginx>[0] = {}): Promise<Nginx> {
  const nginx = await startNginx({ upstreams: [upstream.port], ...options });
  started.push(nginx);
  return nginx;
}

/** The certificate that a handshake shows, or why there is none. */
function shown({ ports: { https } }: Nginx, servername = 'localhost'): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port: https, servername, rejectUnauthorized: false });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    socket.on('secureConnect', () => {
      resolve(socket.getPeerCertificate().fingerprint256);
      socket.destroy();
    });
  });
}

/** Waits for what a reload brings: old processes still take connections for a moment. */
async function eventually(nginx: Nginx, wanted: (shown: string) => boolean): Promise<string> {
  let seen = '';
  for (let time = 0; time < 100; time++) {
    seen = await shown(nginx);
    if (wanted(seen)) break;
    await sleep(20);
  }
  return seen;
}

const REFUSED = 'ERR_SSL_TLSV1_UNRECOGNIZED_NAME';
const FINGERPRINT = /^[0-9A-F:]{95}$/;

describeWithNginx('Nginx', () => {
  beforeAll(async () => {
    upstream = await Upstream.start();
  });
  afterAll(async () => {
    await upstream.kill();
    await Promise.all(started.map((nginx) => nginx.stop()));
  });

  it.each(['local', 'prod'] as const)('finds nothing to say about %s.conf', async (conf) => {
    const nginx = await start({ conf });
    const file = join(nginx.folder, `conf/${conf}.conf`);
    const { code, output } = await nginx.run('nginx', ['-t', '-c', file]);
    expect([
      code,
      output.split('\n').filter((line) => !/syntax is ok|test is successful/.test(line)),
    ]).toEqual([...[0, ['']]]);
    expect(nginx.output).toBe('');
  });

  it('is started as no root, and writes into two folders only', async () => {
    const nginx = await start();
    const { uid } = await stat(join(nginx.folder, 'run/nginx.pid'));
    expect(uid).not.toBe(0);
    const { output } = await nginx.run('nginx', ['-T', '-q', '-c', join(nginx.folder, 'conf/prod.conf')]);
    const places = output.matchAll(/^\s*(?:\w+_path|pid|access_log|error_log) (\/\S+?);?(?= |;|$)/gm);
    const outside = [...places].map(([, place = '']) => place.replace(nginx.folder, ''));
    expect(outside.length).toBeGreaterThan(8);
    expect(outside.filter((place) => !/^\/(run|log)\//.test(place))).toEqual([]);
  });

  it('answers in development under any name, port included, without TLS and what belongs to it', async () => {
    const nginx = await start({ conf: 'local' });
    upstream.answering = (response, { headers }) => response.end(JSON.stringify(headers));
    const answer = await ask(nginx, '/api/v1/me', { plain: true, headers: { host: 'dev.lan:8080' } });
    expect(answer.json()).toMatchObject({
      host: 'dev.lan:8080',
      'x-forwarded-host': 'dev.lan:8080',
      'x-forwarded-proto': 'http',
    });
    expect(answer.all('strict-transport-security')).toEqual([]);
    expect(answer.header('x-content-type-options')).toBe('nosniff');
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      expect((await ask(nginx, path, { plain: true })).status).toBe(404);
    }
  });

  it('starts without a certificate: challenges are answered, TLS is refused until a reload finds one', async () => {
    const nginx = await start({ certificate: null });
    expect(nginx.output).toContain('There is no certificate');
    expect(await nginx.isHealthy()).toBe(true);
    expect(await shown(nginx)).toBe(REFUSED);
    expect((await ask(nginx, '/.well-known/acme-challenge/none', { plain: true })).status).toBe(404);
    expect((await nginx.run('reload.sh')).code).toBe(3);

    await nginx.install(nginx.certificate);
    expect((await nginx.run('reload.sh')).code).toBe(0);
    expect(await eventually(nginx, (seen) => seen !== REFUSED)).toMatch(FINGERPRINT);
    expect((await ask(nginx, '/api/v1/me')).status).toBe(200);
  });

  it('shows an expired certificate, and the next one after a reload, without losing a request', async () => {
    const nginx = await start({ certificate: localhostCertificate(['20', '21']) });
    const old = await shown(nginx);
    expect(old).toMatch(FINGERPRINT);
    await expect(ask(nginx, '/api/v1/me')).rejects.toMatchObject({ code: 'CERT_HAS_EXPIRED' });

    const asking = new AbortController();
    const asked = (async () => {
      const statuses: number[] = [];
      while (!asking.signal.aborted) {
        statuses.push((await ask(nginx, '/.well-known/acme-challenge/none', { plain: true })).status);
      }
      return statuses;
    })();
    await nginx.install(localhostCertificate());
    expect((await nginx.run('reload.sh')).code).toBe(0);
    expect(await eventually(nginx, (seen) => seen !== old)).toMatch(FINGERPRINT);
    asking.abort();
    expect(new Set(await asked)).toEqual(new Set([404]));
  });

  it('goes on with the old certificate when the new one is broken or gone', async () => {
    const nginx = await start();
    const old = await shown(nginx);
    const live = join(nginx.folder, 'letsencrypt/live/localhost');
    await writeFile(join(live, 'privkey.pem'), localhostCertificate().key);
    const broken = await nginx.run('reload.sh');
    expect([broken.code, broken.output]).toEqual([1, expect.stringContaining('key values mismatch')]);
    await rename(live, `${live}-away`);
    expect((await nginx.run('reload.sh')).code).toBe(3);
    await sleep(100);
    expect([await shown(nginx), await nginx.isHealthy()]).toEqual([old, true]);
  });

  it('says so when it may not read the key', async () => {
    const nginx = await prepareNginx();
    started.push(nginx);
    await nginx.lock();
    await nginx.start();
    expect(nginx.output).toContain('cannot be read by user');
    expect(await shown(nginx)).toBe(REFUSED);
  });

  it('does not start for a site without a name, or with one that is none', async () => {
    const nginx = await prepareNginx();
    started.push(nginx);
    const message = 'DOMAIN has to be the name of the site, such as www.example.org.\n';
    for (const domain of ['', 'a b.org', 'a.org; return 200', '../etc']) {
      expect([domain, await nginx.run('start.sh', ['prod'], domain)]).toEqual([
        ...[domain, { code: 2, output: message }],
      ]);
    }
  });

  it('opens its logs anew on SIGUSR1: what rotates them tells it so', async () => {
    const nginx = await start();
    await ask(nginx, '/api/v1/before');
    await nginx.accessLog();
    await rename(join(nginx.folder, 'log/access.log'), join(nginx.folder, 'log/access.log.1'));
    nginx.signal('SIGUSR1');
    for (let time = 0; time < 100 && (await nginx.logFile('access.log')) === ''; time++) {
      await sleep(20);
      await ask(nginx, '/api/v1/after');
    }
    expect((await nginx.accessLog())[0]).toMatchObject({ path: '/api/v1/after' });
  });
});
