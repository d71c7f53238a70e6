import assert from 'node:assert/strict';
import { HTTP, HTTPS, docker, inCopy, quietly, run, SITE, step, until } from '../lib/deployment.mjs';
import { underLoad } from './rolling-update.mjs';

const NAME = 'buscainstrumentos-test-acme';
const inside = (...args) => docker('exec', NAME, ...args);
const certbot = (...args) =>
  docker(
    ...['exec', '--env', 'REQUESTS_CA_BUNDLE=/own.pem', NAME, 'certbot', ...args, '--non-interactive'],
    ...['--server', 'https://localhost:14000/dir'],
  );
const serial = () =>
  inside(
    'sh',
    '-c',
    `openssl s_client -connect 127.0.0.1:${HTTPS} -servername ${SITE} < /dev/null | openssl x509 -noout -serial`,
  );
/** What certbot runs on the server when a certificate is new. */
const deployHook = () =>
  run('env', [
    `RENEWED_LINEAGE=${inCopy('letsencrypt/live', SITE)}`,
    inCopy('scripts/certbot/deploy/restart.sh'),
  ]);

/** A certificate of an authority by ACME, renewed, not renewed, and the grade of TLS. */
export async function certificates() {
  try {
    await step('a certificate by ACME', async () => {
      const folder = inCopy('scripts/deploy-test');
      docker('build', '--quiet', '--tag', NAME, '--file', `${folder}/acme.Dockerfile`, folder);
      const shared = [`${inCopy('letsencrypt')}:/etc/letsencrypt`, '/var/www/certbot:/var/www/certbot'];
      const volumes = shared.flatMap((volume) => ['--volume', volume]);
      docker(
        'run',
        '--detach',
        '--name',
        NAME,
        '--network',
        'host',
        ...volumes,
        NAME,
        'sh',
        '/acme.sh',
        `${HTTP}`,
      );
      await until(() => quietly('exec', NAME, 'test', '-s', '/root.pem'), 20);
      // the one that was made by hand
      inside('rm', '-r', '/etc/letsencrypt/live');
      const who = ['--agree-tos', '--no-eff-email', '--email', 'ops@example.test', '--domain', SITE];
      certbot('certonly', '--webroot', '--webroot-path', '/var/www/certbot', ...who);
      deployHook();
      const trusted = ['--cacert', '/root.pem', '--resolve', `${SITE}:${HTTPS}:127.0.0.1`];
      const answer = [
        'curl',
        '--silent',
        '--show-error',
        '--fail',
        '--retry',
        '5',
        '--retry-all-errors',
        ...trusted,
      ];
      assert.match(inside(...answer, `https://${SITE}:${HTTPS}/listInstrument`), /"count"/);
      return `issued through Nginx and trusted, ${serial()}`;
    });
    await step('renewed under load', async () => {
      const before = serial();
      const { line } = await underLoad(() => {
        certbot('renew', '--force-renewal', '--no-random-sleep-on-renew');
        deployHook();
      });
      assert.notEqual(serial(), before);
      return `${serial()}; ${line}`;
    });
    await step('a renewal that fails', () => {
      const before = serial();
      inside(
        'curl',
        '--silent',
        '--fail',
        '--data',
        JSON.stringify({ host: SITE }),
        'http://127.0.0.1:8055/set-servfail',
      );
      assert.throws(() => certbot('renew', '--force-renewal', '--no-random-sleep-on-renew'), /failed/i);
      deployHook();
      assert.equal(serial(), before);
      return 'the certificate before is served';
    });
    await step('TLS by testssl', () => {
      const options = [
        '--quiet',
        '--color',
        '0',
        '--warnings',
        'off',
        '--add-ca',
        '/root.pem',
        '--ip',
        '127.0.0.1',
      ];
      const said = docker('exec', NAME, 'sh', '-c', `testssl ${options.join(' ')} ${SITE}:${HTTPS} || true`);
      assert.match(
        said,
        /TLS 1 +not offered\n TLS 1\.1 +not offered\n TLS 1\.2 +offered \(OK\)\n TLS 1\.3 +offered \(OK\)/,
      );
      assert.match(said, /Strong encryption \(AEAD ciphers\) +offered \(OK\)/);
      assert.doesNotMatch(said, /: +VULNERABLE|VULNERABLE \(NOT ok\)/);
      // testssl gives a grade from 3.2 on
      const [, grade] = said.match(/Overall Grade +(\S+)/) ?? [];
      assert.match(grade ?? 'A', /^A\+?$/);
      return `TLS 1.2 and 1.3, nothing vulnerable, ${grade ?? 'no grade by this version'}`;
    });
  } finally {
    quietly('rm', '--force', '--volumes', NAME);
    quietly('image', 'rm', NAME);
  }
}
