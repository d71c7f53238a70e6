import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** How often it is looked after, in milliseconds. */
const LOOK_EVERY = 2_000;

/**
 * Starts the embedded PostgreSQL again whenever it has died. A trouble is told to the log once, until it is over.
 *
 * @param revive starts it if it has died, and tells whether it had
 * @returns ends the watch; call it before the database is let go of
 */
export function keepDatabase(revive: () => Promise<boolean>, logger: Logger): () => Promise<void> {
  const stopping = new AbortController();
  const { signal } = stopping;
  let told = false;
  const look = async (): Promise<void> => {
    try {
      if (await revive()) logger.warn('the embedded PostgreSQL had died and was started again');
      told = false;
    } catch (error) {
      if (!told) logger.error({ err: error }, 'the embedded PostgreSQL has died');
      told = true;
    }
  };
  const watch = async (): Promise<never> => {
    for (;;) {
      await sleep(LOOK_EVERY, undefined, { signal, ref: false });
      await look();
    }
  };
  // its sleep ends it, by an AbortError
  const watching = watch().catch(() => undefined);
  return async () => {
    stopping.abort();
    await watching;
  };
}
