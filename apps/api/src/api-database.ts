import type { DynamicModule } from '@nestjs/common';
import type { Config } from '@app/config';
import { DatabaseModule } from '@app/database';

/** A public query waits this long for a lock at most, in milliseconds. */
const LOCK_TIMEOUT = 2_000;

/** The database, as a process of the API connects to it. */
export function apiDatabase({ database }: Config, url: string): DynamicModule {
  return DatabaseModule.register({
    url,
    applicationName: 'buscainstrumentos api',
    poolSize: database.poolSize,
    statementTimeout: database.statementTimeout,
    lockTimeout: LOCK_TIMEOUT,
    replicas: database.replicas,
  });
}
