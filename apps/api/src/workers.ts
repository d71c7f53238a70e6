import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { WorkerFailedError } from './serve.errors';

/** A process that dies is replaced after so many milliseconds, twice as many each time, up to the second number. */
const PAUSE = { first: 500, longest: 30_000 };
/** One that has lived for so long, in milliseconds, has not died of its start. */
const SETTLED = 10_000;

/** Processes that serve together: started, replaced when they die, stopped. Node hands connections to them in turn. */
export class Workers {
  private stopping = false;
  private pause = PAUSE.first;
  private readonly ended: Promise<void>[] = [];

  constructor(
    private readonly environment: Readonly<Record<string, string>>,
    private readonly logger: Logger,
  ) {}

  /**
   * Starts so many, and waits until all of them serve.
   *
   * @returns the port that they share
   * @throws WorkerFailedError when one cannot start; the others have been ended
   */
  async start(count: number): Promise<number> {
    try {
      const ports = await Promise.all(Array.from({ length: count }, () => this.fork()));
      return ports[0] ?? 0;
    } catch (error) {
      this.stopping = true;
      for (const worker of this.alive()) worker.process.kill('SIGKILL');
      await Promise.all(this.ended);
      throw error;
    }
  }

  /** Hands a signal on. */
  signal(signal: NodeJS.Signals): void {
    for (const worker of this.alive()) worker.process.kill(signal);
  }

  /** Lets each of them finish what it has. @throws Error when one had to be cut short */
  async stop(): Promise<void> {
    this.stopping = true;
    this.signal('SIGTERM');
    await Promise.all(this.ended);
  }

  private alive(): Worker[] {
    return Object.values(cluster.workers ?? {}).filter((worker) => worker !== undefined);
  }

  /** Starts one. @returns its port, once it serves */
  private fork(): Promise<number> {
    const worker = cluster.fork(this.environment);
    const born = performance.now();
    return new Promise((resolve, reject) => {
      let serves = false;
      worker.once('listening', ({ port }) => {
        serves = true;
        resolve(port);
      });
      const end = new Promise<void>((done, failed) => {
        worker.once('exit', (code: number | null, signal: string | null) => {
          const reason = signal ?? `exit code ${code}`;
          if (!serves) reject(new WorkerFailedError(reason));
          if (this.stopping && serves && code !== 0) failed(new Error(`a process ended with ${reason}`));
          else done();
          if (!this.stopping && serves) void this.replace(reason, performance.now() - born);
        });
      });
      // told to whoever stops them, and to nobody before
      end.catch(() => undefined);
      this.ended.push(end);
    });
  }

  private async replace(reason: string, lived: number): Promise<void> {
    this.pause = lived > SETTLED ? PAUSE.first : Math.min(this.pause * 2, PAUSE.longest);
    this.logger.error(`a process that serves has died (${reason}): another one takes its place`);
    await sleep(this.pause);
    if (this.stopping) return;
    await this.fork().catch((error: unknown) => this.replace(String(error), 0));
  }
}
