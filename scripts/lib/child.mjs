// A Node process that never outlives the script that started it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { inProject } from './project.mjs';

const PATIENCE = 8_000;

/** A running child. */
export class Child {
  #stopping = false;

  /**
   * @param args arguments of node
   * @param onEnd called with the exit code or signal when the child ends without being asked to
   * @param output 'inherit' or 'pipe' for its stdout
   * @param env variables besides ours
   */
  constructor(args, onEnd, output = 'inherit', env = {}) {
    // Its own process group: Ctrl-C reaches this script alone, which then stops the child, once. The channel is there
    // to notice the death of this script.
    this.process = spawn(
      process.execPath,
      ['--require', inProject('scripts/lib/die-with-parent.cjs'), ...args],
      {
        cwd: inProject(),
        env: { ...process.env, ...env },
        stdio: ['ignore', output, 'inherit', 'ipc'],
        detached: process.platform !== 'win32',
      },
    );
    this.process.once('exit', (code, signal) => {
      if (!this.#stopping) onEnd(signal ?? `exit code ${code}`);
    });
  }

  /** Asks it to end, and insists if it does not within some seconds. Resolves when it has. */
  async stop() {
    this.#stopping = true;
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    const insist = setTimeout(() => this.process.kill('SIGKILL'), PATIENCE);
    this.process.kill('SIGTERM');
    await once(this.process, 'exit');
    clearTimeout(insist);
  }
}
