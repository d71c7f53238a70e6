import type { RunningServer } from './serve';

/** A stop that takes longer than this, in milliseconds, is cut short. */
const LONGEST = 25_000;
/** Ctrl-C under npm arrives twice: what follows within so many milliseconds is the same signal. */
const SAME = 1_000;

/**
 * Makes SIGINT, SIGTERM and SIGHUP stop the server: the first one in peace, within 25 s, and exit code 0; a second one
 * at once.
 *
 * @param starting a stop waits until the server has started
 * @param complain told in one line why the exit code is 1
 */
export function stopOnSignals(starting: Promise<RunningServer>, complain: (line: string) => void): void {
  let asked: number | null = null;
  const giveUp = (line: string): void => {
    complain(line);
    process.exit(1);
  };
  const stop = (): void => {
    if (asked !== null) {
      if (performance.now() - asked > SAME) giveUp('Told to stop once more: ended at once.');
      return;
    }
    asked = performance.now();
    const late = `Not stopped after ${LONGEST / 1_000} s: requests in flight were cut off.`;
    setTimeout(() => giveUp(late), LONGEST).unref();
    starting
      .then((server) => server.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => giveUp(`Could not stop in peace: ${String(error)}`),
      );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
}
