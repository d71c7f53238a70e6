// A copy of the project on the Docker engine that the docker command talks to, and a look at it from there.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from './project.mjs';

const PROJECT = 'buscainstrumentos-test';
export const IMAGE = `${PROJECT}:latest`;
export const SITE = 'shop.example.test';
export const HTTP = 18_080;
export const HTTPS = 18_443;
const LOOKER = 'nginx:1.30-alpine';

const copy = mkdtempSync(path.join(os.tmpdir(), `${PROJECT}-`));
/** A path inside the copy. */
export const inCopy = (...names) => path.join(copy, ...names);
/** Where Nginx answers over TLS, as seen from the engine. */
export const ADDRESS = `https://127.0.0.1:${HTTPS}`;

// .env of the copy says which
delete process.env.API_IMAGE;
/** Of every command that works on the copy. */
export const environment = {
  ...process.env,
  COMPOSE_PROJECT_NAME: PROJECT,
  HTTP_PORT: HTTP,
  HTTPS_PORT: HTTPS,
  LETSENCRYPT_DIR: inCopy('letsencrypt'),
};

/** Runs a program in the copy. @returns its standard output */
export function run(command, args, { cwd = copy, input = '' } = {}) {
  const options = { cwd, env: environment, input, encoding: 'utf8', maxBuffer: 2 ** 26 };
  return execFileSync(command, args, { ...options, stdio: 'pipe' }).trim();
}

/** Starts a program in the copy. @returns its standard input, and what it will have said once it ends well */
export function start(command, args, variables = {}) {
  const child = spawn(command, args, { cwd: copy, env: { ...environment, ...variables } });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (said += data));
  const output = new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve(said.trim());
      else reject(Object.assign(new Error(`${command}: exit code ${code}\n${said}`), { code }));
    });
  });
  return { stdin: child.stdin, output };
}
export const docker = (...args) => run('docker', args);
export const compose = (...args) => docker('compose', ...args);

/** Arguments of a curl where the ports of the engine are, on this machine or not. */
export const curl = (...args) => [
  ...['run', '--rm', '--interactive', '--network', 'host', '--entrypoint', 'curl', LOOKER],
  ...['--silent', '--show-error', '--max-time', '30', ...args],
];
/** Asks Nginx over plain http. */
export const plain = (pathname, ...args) => docker(...curl(...args, `http://127.0.0.1:${HTTP}${pathname}`));
export const overTls = (pathname, ...args) => [
  ...['--insecure', '--resolve', `${SITE}:${HTTPS}:127.0.0.1`, ...args],
  `https://${SITE}:${HTTPS}${pathname}`,
];
/** Asks Nginx over TLS. */
export const secure = (pathname, ...args) => docker(...curl(...overTls(pathname, ...args)));

let failed = false;
// the command at work ends by Ctrl-C as well; then everything is taken away
process.on('SIGINT', () => (failed = true));

/** Runs a step and prints its time and what it saw; after one that failed there is no other. */
export async function step(name, work) {
  if (failed) return;
  const started = performance.now();
  const report = (mark, seen) => {
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    console.log(`${mark} ${seconds.padStart(6)} s  ${name}: ${seen}`);
  };
  try {
    report('✓', await work());
  } catch (error) {
    failed = true;
    report('✗', `${error.message}\n${error.stdout ?? ''}${error.stderr ?? ''}`);
    try {
      console.log(compose('ps', '--all'), '\n', compose('logs', '--no-color', '--tail', '40'));
    } catch {
      // nothing had been started yet
    }
  }
}

/** Says that something is not tried here, and why. */
export const skip = (name, why) => console.log(`-           ${name}: not tried, ${why}`);

/** Every service with its health, or its state and exit code. */
export const services = () =>
  compose('ps', '--all', '--format', 'json')
    .split('\n')
    .map((line) => JSON.parse(line))
    .map(({ Service, State, Health, ExitCode }) => `${Service} ${Health || `${State} ${ExitCode}`}`)
    .sort()
    .join(', ');

/** Waits for a condition, and fails if it does not come. */
export async function until(condition, seconds) {
  for (const end = Date.now() + seconds * 1000; !condition(); await sleep(200))
    assert.ok(Date.now() < end, `not within ${seconds} s`);
}

/** Copies what git would commit. @returns how many files */
export function makeCopy() {
  const files = run('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root });
  const kept = files.split('\n').filter((file) => statSync(path.join(root, file), { throwIfNoEntry: false }));
  for (const file of kept) cpSync(path.join(root, file), inCopy(file), { preserveTimestamps: true });
  return kept.length;
}

/** Runs docker, whatever comes of it. @returns whether it went well */
export function quietly(...args) {
  try {
    docker(...args);
    return true;
  } catch {
    return false;
  }
}

/** Takes everything away again. @returns whether every step went well */
export function cleanUp() {
  quietly('compose', 'down', '--volumes', '--remove-orphans', '--timeout', '30');
  // logs belong to users of the containers
  const asRoot = ['--rm', '--user', 'root', '--volume', `${copy}:/copy`, '--entrypoint', 'rm'];
  quietly('run', ...asRoot, LOOKER, '-rf', '/copy/logs', '/copy/drop', '/copy/letsencrypt');
  quietly('image', 'rm', IMAGE);
  rmSync(copy, { recursive: true, force: true });
  return !failed;
}
