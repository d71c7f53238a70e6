import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { compileCli } from './built-cli';
import { unlimited } from './production';
import { ROOT } from './source-files';

/** How a server ended, and what it said until then. */
export interface ServerOutcome {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const PATIENCE = 30_000;

/** The built API as a process of its own, which never outlives the test. */
export class ServerProcess {
  /** Resolves when it has ended. */
  readonly outcome: Promise<ServerOutcome>;
  private readonly said = { stdout: '', stderr: '' };

  private constructor(private readonly child: ChildProcess) {
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream]?.setEncoding('utf8').on('data', (text: string) => (this.said[stream] += text));
    }
    this.outcome = once(child, 'close').then(() => ({
      ...this.said,
      code: child.exitCode,
      signal: child.signalCode,
    }));
  }

  /**
   * Starts one at any free port; it need not have got far when this returns.
   *
   * @param variables its environment, such as `{ DATABASE_URL: … }`
   */
  static async start(variables: Readonly<Record<string, string>>): Promise<ServerProcess> {
    await compileCli();
    const guard = join(ROOT, 'scripts/lib/die-with-parent.cjs');
    const main = join(ROOT, 'dist/apps/api/src/main.js');
    const env = { PATH: process.env['PATH'], NODE_ENV: 'test', PORT: '0', SEED: 'off', ...variables };
    return new ServerProcess(
      spawn(process.execPath, ['--require', guard, main], {
        cwd: ROOT,
        env: { SCHEDULER: 'off', LOG_FORMAT: 'json', ...unlimited(env), ...env },
        stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
      }),
    );
  }

  /** Where it answers, once it does. */
  url(): Promise<string> {
    return this.hears(/answers at (http:\S+)/);
  }

  /** Where its figures are, once they are there. */
  metricsUrl(): Promise<string> {
    return this.hears(/Figures\s+(http:\S+)/);
  }

  /** Waits until it has said something. @returns what the parentheses of the expression found */
  async hears(expression: RegExp): Promise<string> {
    const deadline = Date.now() + PATIENCE;
    for (;;) {
      const found = expression.exec(`${this.said.stdout}\n${this.said.stderr}`);
      if (found) return found[1] ?? '';
      if (this.child.exitCode !== null || Date.now() > deadline) {
        throw new Error(`the server did not say ${expression.source}: ${JSON.stringify(this.said)}`);
      }
      await Promise.race([this.outcome, new Promise((resolve) => setTimeout(resolve, 20))]);
    }
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  get stderr(): string {
    return this.said.stderr;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Ends it by force if it has not ended yet. */
  async end(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.outcome;
  }
}
