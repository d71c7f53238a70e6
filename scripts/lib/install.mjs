// Installs what package-lock.json asks for, when it is not there yet. Runs before anything is installed, and on any
// Node that can parse it (to say that it is too old): only built-in modules, no new syntax.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveUp, inProject, say } from './project.mjs';

const OLDEST_NODE = [20, 19];
const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const read = (file) => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/**
 * Makes sure that Node is new enough and that node_modules is what package-lock.json says; else installs it.
 *
 * @param folder of the package, from the root; the project itself if absent
 */
export async function ensureInstalled(folder = '.') {
  checkNode();
  const lock = read(inProject(folder, 'package-lock.json'));
  if (isInstalled(folder, lock)) return;
  // two at once, as "npm start" and "npm run cli" on a fresh clone: the second waits for the first
  const release = await alone(
    path.join(os.tmpdir(), `buscainstrumentos-install-${sha256(inProject(folder)).slice(0, 12)}`),
  );
  try {
    if (!isInstalled(folder, lock)) install(folder, lock);
  } finally {
    release();
  }
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  giveUp(
    `Node ${OLDEST_NODE.join('.')} or newer is needed; this is ${process.version}: see https://nodejs.org/`,
  );
}

const markIn = (folder) => inProject(folder, 'node_modules', '.buscainstrumentos-lock');

function isInstalled(folder, lock) {
  const hash = sha256(lock);
  if (read(markIn(folder)) === hash) return true;
  if (!matchesInstalled(folder, lock)) return false;
  remember(folder, hash); // somebody ran npm himself: nothing left to do
  return true;
}

/** Compares with the note that npm keeps of what it installed. Optional packages depend on the platform. */
function matchesInstalled(folder, lock) {
  const note = read(inProject(folder, 'node_modules', '.package-lock.json'));
  if (!note || !lock) return false;
  const installed = JSON.parse(note).packages;
  return Object.entries(JSON.parse(lock).packages).every(
    ([name, wanted]) => name === '' || wanted.optional || installed[name]?.version === wanted.version,
  );
}

function remember(folder, hash) {
  try {
    writeFileSync(markIn(folder), hash);
  } catch {
    // not ours to write: it is compared again next time
  }
}

function install(folder, lock) {
  const what = folder === '.' ? 'dependencies' : `the dependencies of ${folder}`;
  say(`Installing ${what} with npm: about a minute, more on a slow connection …`);
  // development dependencies are what compiles the sources and brings PostgreSQL, whatever NODE_ENV says;
  // only errors, so that warnings about engines frighten nobody
  const options = ['--no-audit', '--no-fund', '--loglevel=error', '--include=dev'];
  // the npm that runs us, if one does; else that of the PATH, which is a .cmd on Windows and wants a shell there
  const npm = process.env.npm_execpath ?? '';
  const inherited = { cwd: inProject(folder), stdio: ['ignore', 2, 2] };
  const { status, error } = npm.endsWith('.js')
    ? spawnSync(process.execPath, [npm, 'ci', ...options], inherited)
    : spawnSync('npm', ['ci', ...options], { ...inherited, shell: process.platform === 'win32' });
  if (status === 0) return remember(folder, sha256(lock));
  throw new Error(`npm ci failed (${error?.message ?? `exit code ${status}`}): see above, then try again.`);
}

/** Waits until no other live process has the file. @returns gives it back */
async function alone(file) {
  for (let told = false; ; await sleep(300)) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    const pid = Number(read(file));
    // unsigned for a while: its owner died between two system calls
    const age = Date.now() - (statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
    if (pid > 0 ? !isAlive(pid) : age > 5_000) rmSync(file, { force: true });
    else if (!told) {
      told = true;
      say(`Process ${pid} is installing the dependencies already: waiting for it …`);
    }
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
