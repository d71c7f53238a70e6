import type { DynamicModule } from '@nestjs/common';
import type { Config } from '@app/config';
import { DatabaseModule } from '@app/database';

/** A public query waits this long for a lock at most, in milliseconds. */
const LOCK_TIMEOUT = 2_000;

/**
 * Each new connection pays for coming to know the memory of the server, in milliseconds: what reads 220 MB of it takes 750 at
 * first and 220 from then on (a million listings, `guitarra` with facets).
 */
const KEPT_IDLE = 600_000;

/** The database, as a process of the API connects to it. */
export function apiDatabase({ database }: Config, url: string): DynamicModule {
  return DatabaseModule.register({
    url,
    applicationName: 'buscainstrumentos api',
    poolSize: database.poolSize,
    statementTimeout: database.statementTimeout,
    lockTimeout: LOCK_TIMEOUT,
    keptIdle: KEPT_IDLE,
    replicas: database.replicas,
  });
}
