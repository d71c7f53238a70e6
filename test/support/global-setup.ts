import { mkdtempSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type EmbeddedPostgres,
  startEmbeddedPostgres,
} from '../../libs/database/src/embedded/embedded-postgres';
import { migrateUp } from '../../libs/database/src/migrator';
import { databaseUrl, execute, TEMPLATE } from './database';

declare global {
  var testServer: EmbeddedPostgres | undefined;
}

const ROOM = 1e9;

/** Memory where there is room for it (Docker gives /dev/shm 64 MB), otherwise the disk. */
function scratchDirectory(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm');
    if (bavail * bsize > ROOM) return '/dev/shm';
  } catch {
    // not a Linux
  }
  return tmpdir();
}

async function startServer(): Promise<string> {
  const dir = mkdtempSync(join(scratchDirectory(), 'buscainstrumentos-test-'));
  globalThis.testServer = await startEmbeddedPostgres({ dir, volatile: true });
  return globalThis.testServer.url();
}

/**
 * Once per run: a PostgreSQL server (TEST_DATABASE_URL names the maintenance database of an existing one), and on it
 * the migrated template that freshDatabase() copies. Every migration therefore runs in every test run.
 */
export default async function globalSetup(): Promise<void> {
  const server = process.env['TEST_DATABASE_URL'] ?? (await startServer());
  try {
    await execute(server, [
      `DROP DATABASE IF EXISTS ${TEMPLATE} WITH (FORCE)`,
      `CREATE DATABASE ${TEMPLATE}`,
    ]);
    await migrateUp(databaseUrl(server, TEMPLATE));
  } catch (error) {
    await globalThis.testServer?.release(); // Jest runs no teardown after a failed setup
    throw error;
  }
  process.env['TEST_SERVER_URL'] = server;
}
