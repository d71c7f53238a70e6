import assert from 'node:assert/strict';
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  compose,
  docker,
  IMAGE,
  inCopy,
  plain,
  run,
  secure,
  services,
  SITE,
  step,
} from '../lib/deployment.mjs';

/** What comes later asks more from one address, and for one user, than anybody may. */
const LIMITS = 'RATE_LIMIT_ANONYMOUS=1000000\nRATE_LIMIT_SIGNED_IN=1000000\n';

/** The same copy as a server: settings, image, first start, TLS. */
export async function production() {
  await step('scripts/gen-env', () => {
    run('scripts/gen-env', []);
    const read = () => ['.env', 'prod.env'].map((name) => readFileSync(inCopy(name), 'utf8')).join();
    const made = read();
    run('scripts/gen-env', []);
    assert.equal(read(), made);
    for (const name of ['.env', 'prod.env']) assert.equal(statSync(inCopy(name)).mode & 0o777, 0o600);
    cpSync(inCopy('compose.override.yml.template'), inCopy('compose.override.yml'));
    writeFileSync(inCopy('.env'), `DOMAIN=${SITE}\nAPI_IMAGE=${IMAGE}\n`, { flag: 'a' });
    return 'two files of mode 600, the second run changed nothing';
  });
  await step('docker compose build', () => {
    compose('build');
    const size = Number(docker('image', 'inspect', '--format', '{{.Size}}', IMAGE));
    return `${Math.round(size / 1e6)} MB`;
  });
  await step('an unfinished prod.env', () => {
    assert.throws(() => compose('up', '--detach', '--wait'));
    const said = compose('logs', '--no-color', '--no-log-prefix', 'migrate');
    assert.match(said, /SMTP_URL is required[^]*APP_URL must be an https address/);
    return said.split('\n').join('');
  });
  await step('docker compose up', () => {
    const mail = 'smtp://user:pa$word@mail.example.test:587';
    writeFileSync(inCopy('prod.env'), `APP_URL=https://${SITE}\nSMTP_URL=${mail}\n${LIMITS}`, { flag: 'a' });
    compose('up', '--detach', '--wait');
    const seen = services();
    assert.equal(
      seen,
      'api healthy, log-folders exited 0, migrate exited 0, nginx healthy, postgres healthy',
    );
    assert.equal(compose('exec', '-T', 'api', 'printenv', 'SMTP_URL'), mail);
    return seen;
  });
  await step('without a certificate', () => {
    assert.throws(() => secure('/listInstrument'), { status: 35 });
    return 'Nginx is up, TLS is refused';
  });
  await step('with one', () => {
    const live = inCopy('letsencrypt/live', SITE);
    mkdirSync(live, { recursive: true });
    const names = ['-subj', `/CN=${SITE}`, '-addext', `subjectAltName=DNS:${SITE}`];
    const files = ['-keyout', path.join(live, 'privkey.pem'), '-out', path.join(live, 'fullchain.pem')];
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-noenc'];
    run('openssl', ['req', '-x509', ...key, '-days', '7', ...names, ...files]);
    run('chmod', ['644', path.join(live, 'privkey.pem')]); // of this test alone
    compose('exec', '-T', 'nginx', 'sh', '/etc/nginx/buscainstrumentos/reload.sh');
    const answer = secure('/listInstrument', '--include', '--retry', '5', '--retry-all-errors');
    assert.match(answer, /^HTTP\/2 200 [^]*strict-transport-security: max-age=63072000/);
    const redirect = plain('/listInstrument', '--include', '--header', `Host: ${SITE}`);
    assert.match(redirect, /^HTTP\/1.1 301 [^]*\nLocation: https:/);
    assert.match(secure('/health/ready', '--include'), /^HTTP\/2 404/);
    const panel = secure('/admin/', '--include');
    assert.match(panel, /^HTTP\/2 200 [^]*content-security-policy: default-src 'none'; script-src 'self'/);
    const [script] = /\/admin\/assets\/[\w.-]+\.js/.exec(panel);
    assert.match(secure(script, '--include'), /^HTTP\/2 200 [^]*cache-control: [^\n]*immutable/);
    return 'HTTP/2 200 with HSTS, http leads to https, /health is not public, the panel is there';
  });
}
