import { spawn } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { ClusterDirectory, type ServerCommand } from './cluster-directory';
import { childEnv } from './run';

/**
 * Makes sure that a watchdog looks after the cluster: a detached process that stops the server when every process
 * with a lease is gone, even by SIGKILL. Call it with the lock held and a lease taken.
 */
export function ensureWatchdog(home: ClusterDirectory, server: ServerCommand): void {
  if (home.watchdogPid() !== null) return;
  const [dir, command] = [JSON.stringify(home.dir), JSON.stringify(server)];
  const child = spawn(
    process.execPath,
    ['-e', `(${watch.toString()})(new (${ClusterDirectory.toString()})(${dir}), ${command})`],
    { detached: true, stdio: 'ignore', cwd: path.parse(home.dir).root, env: childEnv, windowsHide: true },
  );
  // without a watchdog the leases still work; it is only the net below them
  child.once('error', () => undefined);
  child.unref();
  if (child.pid !== undefined) fs.writeFileSync(home.file('watchdog'), home.identify(child.pid) ?? '');
}

/** The life of a watchdog. Runs in its own process, from its source text: it refers to nothing outside itself. */
async function watch(home: ClusterDirectory, server: ServerCommand): Promise<void> {
  process.title = 'embedded-postgres-watchdog';
  for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
  let over = false;
  while (!over) {
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    if (home.liveLeases().length > 0) continue;
    // a starter may take its lease just now: look again with the lock held
    over = await home.locked(async () => {
      if (home.liveLeases().length > 0) return false;
      if (home.watchdogPid() === process.pid) await home.stop(server);
      return true;
    });
  }
}
