import * as path from 'node:path';
import type { Config } from '@app/config';
import { ensureDatabase, startEmbeddedPostgres } from './embedded/embedded-postgres';

/** A database to connect to, and the way to let go of it. */
export interface OpenDatabase {
  readonly url: string;
  /**
   * Starts the server that comes with the project again if it has died; `null` for any other server.
   *
   * @returns whether it had died
   */
  readonly revive: (() => Promise<boolean>) | null;
  /** Call it when the last connection is closed: the embedded server stops with its last user. */
  close(): Promise<void>;
}

const DATABASE_NAME = 'buscainstrumentos';

/** The database that the configuration names, or the embedded one, started if nobody has yet. */
export async function openDatabase(config: Config): Promise<OpenDatabase> {
  if (config.database.url !== null) {
    return { url: config.database.url, revive: null, close: () => Promise.resolve() };
  }
  const server = await startEmbeddedPostgres({ dir: path.resolve(config.dataDir, 'pg') });
  await ensureDatabase(server, DATABASE_NAME);
  return {
    url: server.url(DATABASE_NAME),
    revive: () => server.revive(),
    close: () => server.release(),
  };
}
