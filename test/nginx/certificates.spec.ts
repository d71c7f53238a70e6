import { readdir, readFile, realpath, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect } from 'node:tls';
import { CertificateAuthority, type CertbotResult, describeWithAcme } from '../support/acme';
import { DockerisedNginx } from '../support/dockerised-nginx';
import { type Nginx, startNginx } from '../support/nginx';
import { ask } from '../support/nginx-client';

const DOMAIN = 'shop.example.test';
const PRE = ['compose stop --timeout 5 nginx'];
const POST = ['compose up --detach --no-deps --no-recreate nginx'];
const IS_IT_UP = 'compose ps --status running --quiet nginx';
const RELOAD = 'compose exec -T nginx sh /etc/nginx/buscainstrumentos/reload.sh';

let nginx: Nginx;
let site: DockerisedNginx;
let authority: CertificateAuthority;

const file = (...names: string[]): string => join(nginx.folder, 'letsencrypt', ...names);
const live = (name: string): string => file('live', DOMAIN, name);

function certbot(...args: string[]): Promise<CertbotResult> {
  const options = ['--config-dir', file(), ...authority.options, '--no-random-sleep-on-renew'];
  return authority.certbot('certbot', [...args, ...options], site.programs);
}

const issue = (...args: string[]): Promise<CertbotResult> =>
  authority.certbot(
    site.script('issue.sh'),
    ['ops@example.test', '--config-dir', file(), ...authority.options, ...args],
    site.programs,
  );

/** The serial number of the certificate that a client sees, which has to trust it. */
async function shown(): Promise<string> {
  const ca = await authority.root();
  return new Promise((resolve) => {
    const options = { host: '127.0.0.1', port: nginx.ports.https, servername: DOMAIN, ca };
    const socket = connect(options);
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(String(error.code)));
    socket.on('secureConnect', () => {
      resolve(socket.getPeerCertificate().serialNumber);
      socket.destroy();
    });
  });
}

/** Waits until clients see another one, five times in turn: after a reload old processes still take connections. */
async function other(than: string): Promise<string> {
  let seen = than;
  let times = 0;
  for (let time = 0; time < 200 && times < 5; time++) {
    const now = await shown();
    times = now !== than && now === seen ? times + 1 : 0;
    seen = now;
    if (times === 0) await sleep(20);
  }
  return seen;
}

/** Asks Nginx all the while. @returns the answers, and how many there were of each */
async function probing(work: () => Promise<void>): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  const working = new AbortController();
  const probes = (async () => {
    while (!working.signal.aborted) {
      const headers = { host: DOMAIN };
      const status = await ask(nginx, '/probe', { plain: true, headers }).then(
        (answer) => answer.status,
        () => 'refused',
      );
      counts[status] = (counts[status] ?? 0) + 1;
      await sleep(10);
    }
  })();
  await work().finally(() => working.abort());
  await probes;
  return counts;
}

/**
 * Renews while the name leads nowhere. Pebble gives an order the authorization of an earlier one in one of a
 * hundred cases (`rand.Intn(100) > 0`), whatever it is told: then there is no challenge to fail, and it is done again.
 *
 * @returns how it ended, and what was shown before
 */
async function unanswered(
  renewing: () => Promise<CertbotResult>,
): Promise<CertbotResult & { readonly before: string }> {
  for (let time = 1; ; time++) {
    const before = await other('');
    site.commands.length = 0;
    await authority.resolve(DOMAIN, false);
    const result = await renewing().finally(() => authority.resolve(DOMAIN, true));
    if (result.code !== 0 || time === 3) return { ...result, before };
  }
}

describeWithAcme('certificates', () => {
  beforeAll(async () => {
    nginx = await startNginx({ certificate: null, domain: DOMAIN });
    site = await DockerisedNginx.of(nginx, DOMAIN);
    authority = await CertificateAuthority.start(nginx.ports.http);
  });
  afterAll(async () => {
    site.close();
    await authority.stop();
    await nginx.stop();
  });
  beforeEach(() => (site.commands.length = 0));

  describe('by webroot', () => {
    it('are issued by one command while Nginx runs without one, and asked for once', async () => {
      await authority.resolve(DOMAIN, false);
      expect((await issue()).code).toBe(1);
      expect(await shown()).toBe('ERR_SSL_TLSV1_UNRECOGNIZED_NAME');
      await authority.resolve(DOMAIN, true);

      const { code, output } = await issue();
      expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('Successfully received') });
      const serial = await other('ERR_SSL_TLSV1_UNRECOGNIZED_NAME');
      expect(serial).toMatch(/^[0-9A-F]{10,}$/);
      expect(site.commands).toEqual([IS_IT_UP, RELOAD]);
    });

    it('have a key that Nginx may read and others may not', async () => {
      const mode = async (path: string): Promise<string> => ((await stat(path)).mode & 0o777).toString(8);
      expect(await mode(live('privkey.pem'))).toBe('640');
      for (const folder of ['live', 'archive']) expect(await mode(file(folder))).toBe('710');
      const { gid } = await stat(live('privkey.pem'));
      expect(gid).toBe(process.getuid?.() === 0 ? 101 : process.getgid?.());
    });

    it('are renewed twice without a request lost, and clients see the new one', async () => {
      const counts = await probing(async () => {
        for (let time = 0; time < 2; time++) {
          const before = await shown();
          const { code, output } = await certbot('renew');
          expect({ code, output }).toEqual({ code: 0, output: expect.stringContaining('(success)') });
          expect(await other(before)).toMatch(/^[0-9A-F]{10,}$/);
        }
      });
      expect(Object.keys(counts)).toEqual(['301']);
      expect(counts['301']).toBeGreaterThan(50);
      expect(await realpath(live('privkey.pem'))).toContain('privkey3.pem');
      expect((await stat(live('privkey.pem'))).mode & 0o777).toBe(0o640);
    });

    it('stay as they are after a challenge that failed, and after a dry run', async () => {
      let before = '';
      const counts = await probing(async () => {
        const failed = await unanswered(() => certbot('renew'));
        expect(failed).toMatchObject({ code: 1, output: expect.stringContaining('All renewals failed') });
        before = failed.before;
        expect(await certbot('renew', '--dry-run')).toEqual({
          code: 0,
          output: expect.stringContaining('all simulated renewals succeeded'),
        });
      });
      expect(Object.keys(counts)).toEqual(['301']);
      expect(await shown()).toBe(before);
      expect(site.commands).toEqual([]);
    });

    it('of other sites on the machine are none of our business', async () => {
      const env = { RENEWED_LINEAGE: file('live/other.example.test') };
      const hook = `RENEWED_LINEAGE=${env.RENEWED_LINEAGE} ${file('renewal-hooks/deploy/buscainstrumentos')}`;
      expect(await authority.certbot('sh', ['-c', hook], site.programs)).toEqual({ code: 0, output: '' });
      expect(site.commands).toEqual([]);
    });

    it('that cannot work are not taken: the hook says so, and Nginx goes on with the old one', async () => {
      const before = await shown();
      const chain = await realpath(live('fullchain.pem'));
      await rename(chain, `${chain}.away`);
      const hook = file('renewal-hooks/deploy/buscainstrumentos');
      const { code, output } = await authority.certbot(hook, [], site.programs);
      await rename(`${chain}.away`, chain);
      expect([code, output]).toEqual([3, expect.stringContaining('certificate')]);
      await sleep(100);
      expect(await shown()).toBe(before);
    });
  });

  describe('standalone', () => {
    const renew = (...args: string[]): Promise<CertbotResult> => certbot('renew', ...args);
    const settings = (): string => file('renewal', `${DOMAIN}.conf`);

    beforeAll(async () => {
      for (const script of ['pre/stop.sh', 'post/start.sh']) {
        await symlink(site.script(script), file('renewal-hooks', script));
      }
      const text = await readFile(settings(), 'utf8');
      const standalone = `authenticator = standalone\nhttp01_port = ${nginx.ports.http}`;
      await writeFile(settings(), text.replace('authenticator = webroot', standalone));
    });

    it('are renewed while Nginx is stopped, which shows the new one when it is back', async () => {
      const before = await shown();
      const counts = await probing(async () => {
        expect(await renew()).toMatchObject({ code: 0 });
      });
      expect(counts['refused']).toBeGreaterThan(0);
      expect(site.commands).toEqual([...PRE, IS_IT_UP, ...POST]);
      expect(await shown()).toMatch(/^[0-9A-F]{10,}$/);
      expect(await shown()).not.toBe(before);
    });

    it('leave Nginx up after a challenge that failed', async () => {
      const { code, before } = await unanswered(renew);
      expect(code).toBe(1);
      expect(site.commands).toEqual([...PRE, ...POST]);
      expect(await shown()).toBe(before);
    });

    it('leave Nginx up after a dry run', async () => {
      const before = await shown();
      expect((await renew('--dry-run')).code).toBe(0);
      expect(site.commands).toEqual([...PRE, ...POST]);
      expect(await shown()).toBe(before);
    });

    it('become renewed by webroot when the certificate is issued that way, without a hook that stops Nginx', async () => {
      expect((await issue('--force-renewal')).code).toBe(0);
      expect(await readFile(settings(), 'utf8')).toContain('authenticator = webroot');
      for (const kind of ['pre', 'post']) expect(await readdir(file('renewal-hooks', kind))).toEqual([]);
      site.commands.length = 0;
      expect((await renew()).code).toBe(0);
      expect(site.commands).toEqual([IS_IT_UP, RELOAD]);
    });

    it('hooks that somebody left behind do not stop Nginx under a renewal by webroot', async () => {
      await symlink(site.script('pre/stop.sh'), file('renewal-hooks/pre/stop.sh'));
      const counts = await probing(async () => {
        expect((await renew()).code).toBe(0);
      });
      expect(Object.keys(counts)).toEqual(['301']);
    });

    it('hooks of somebody else are told of', async () => {
      await writeFile(file('renewal-hooks/pre/mine.sh'), '#!/bin/sh\n', { mode: 0o755 });
      const { output } = await issue();
      await rm(file('renewal-hooks/pre/mine.sh'));
      expect(output).toContain('pre/mine.sh runs before each renewal.');
    });
  });

  it('need the name of the site and an address, and say so', async () => {
    const env = join(nginx.folder, '.env');
    await rename(env, `${env}.away`);
    const nameless = await issue();
    await rename(`${env}.away`, env);
    expect(nameless).toEqual({
      code: 2,
      output: `DOMAIN in ${env} has to be the name of the site, such as www.example.org.\n`,
    });
    expect(await authority.certbot(site.script('issue.sh'), [], site.programs)).toEqual({
      code: 2,
      output: 'usage: scripts/certbot/issue.sh EMAIL [options of certbot]\n',
    });
  });
});
