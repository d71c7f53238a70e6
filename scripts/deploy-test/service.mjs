import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  compose,
  curl,
  docker,
  environment,
  inCopy,
  overTls,
  run,
  secure,
  services,
  step,
  until,
} from '../lib/deployment.mjs';

/** Who runs the server of these tests. */
export const SUPERUSER = { email: 'root@example.test', password: 'a horse of batteries, stapled' };

/** Signs the superuser in. */
export function accessToken() {
  const json = ['--header', 'Content-Type: application/json', '--data', JSON.stringify(SUPERUSER)];
  return JSON.parse(secure('/api/v1/auth/token', ...json)).access;
}

/** What a server does day by day: signing in, logs, figures, restarts, a stop. */
export async function service() {
  let key = '';
  await step('signing in', () => {
    const [name, secret] = [`SUPERUSER_EMAIL=${SUPERUSER.email}`, `SUPERUSER_PASSWORD=${SUPERUSER.password}`];
    compose('exec', '-T', '--env', name, '--env', secret, 'api', 'cli', 'createsuperuser');
    const { email } = JSON.parse(secure('/api/v1/me', '--header', `Authorization: Bearer ${accessToken()}`));
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
  await step('jobs of cron', () => {
    // what cron gives, and how this engine is found
    const own = Object.entries(environment).filter(([name]) =>
      /^(DOCKER|COMPOSE)_|^API_IMAGE$|_PORT$|_DIR$/.test(name),
    );
    const PATH = `PATH=/usr/bin:/bin:${path.dirname(run('which', ['docker']))}`;
    const bare = [
      '--ignore-environment',
      PATH,
      ...own.map(([name, value]) => `${name}=${value}`),
      'sh',
      '-c',
    ];
    const cron = (script) => run('env', [...bare, inCopy('scripts', script)], { cwd: '/' });
    assert.match(cron('purge-expired.sh'), /"state":"done"[^]*ended with 0/);
    const dropped = 'printf "name,price,link\\nBass,1,https://www.reverb.com/9\\n" > drop/reverb.csv';
    compose('exec', '-T', 'api', 'sh', '-c', `${dropped} && touch -d "10 minutes ago" drop/reverb.csv`);
    assert.match(cron('import-folder.sh'), /"state":"succeeded"[^]*ended with 0/);
    return 'purge, and a dropped file imported';
  });
  await step('metrics', () => {
    const figures = compose('exec', '-T', 'nginx', 'curl', '--silent', 'http://api:9464/metrics');
    return `${figures.match(/^# HELP/gm).length} of them inside the stack`;
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
