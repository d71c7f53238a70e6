// Programs that the benchmark starts: servers that are asked over HTTP, and commands that are timed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { inProject } from '../../scripts/lib/project.mjs';

const PATIENCE = 60_000;
const LOOK_EVERY = 50;

/** Starts Node on a file, in a process that never outlives this one. */
function start(file, args, env, output) {
  const guard = inProject('scripts/lib/die-with-parent.cjs');
  return spawn(process.execPath, ['--require', guard, file, ...args], {
    cwd: inProject(),
    stdio: ['ignore', output, 'inherit', 'ipc'],
    env: { ...process.env, ...env },
    // a Ctrl-C reaches the benchmark alone, which then ends what it started
    detached: process.platform !== 'win32',
  });
}

/**
 * Starts a server and waits until it says where it answers.
 *
 * @returns {Promise<{ url: string, pid: number, stop: () => Promise<void> }>}
 */
export async function startServer(file, env) {
  const child = start(file, [], env, 'pipe');
  const url = await new Promise((resolve, reject) => {
    let said = '';
    const timer = setTimeout(() => reject(new Error(`${file} did not start.`)), PATIENCE);
    child.stdout.setEncoding('utf8').on('data', (text) => {
      said += text;
      const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0];
      if (found) {
        clearTimeout(timer);
        child.stdout.removeAllListeners('data').resume();
        resolve(found);
      }
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`${file} ended with exit code ${code}.`));
    });
  });
  return { url, pid: child.pid, stop: () => end(child) };
}

async function end(child) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const insist = setTimeout(() => child.kill('SIGKILL'), 10_000);
  child.kill('SIGTERM');
  await once(child, 'exit');
  clearTimeout(insist);
}

/**
 * Runs the command line of the product to its end.
 *
 * @param {readonly string[]} args
 * @param {{ live?: boolean }} how live: its output is shown; else it is returned
 * @returns {Promise<{ output: string, seconds: number, peakMiB: number | null }>} peak of its resident memory; null
 *   where there is no /proc
 */
export async function runCli(args, env, { live = false } = {}) {
  const started = performance.now();
  const child = start(inProject('dist/apps/cli/src/main.js'), args, env, live ? 'inherit' : 'pipe');
  const chunks = [];
  child.stdout?.on('data', (chunk) => chunks.push(chunk));
  let peakMiB = null;
  const watch = setInterval(() => (peakMiB = peakOf(child.pid) ?? peakMiB), LOOK_EVERY);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  const seconds = (performance.now() - started) / 1000;
  const output = Buffer.concat(chunks).toString('utf8');
  if (code !== 0) throw new Error(`cli ${args.join(' ')} ended with exit code ${code}. ${output}`);
  return { output, seconds, peakMiB };
}

/**
 * MiB that a process has had at most, or null where there is no /proc. The kernel keeps the greatest size itself, so that
 * looking now and then is enough.
 */
export function peakOf(pid) {
  try {
    const kib = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kib === undefined ? null : Number(kib) / 1024;
  } catch {
    return null;
  }
}
