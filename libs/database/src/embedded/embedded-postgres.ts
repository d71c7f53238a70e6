import * as path from 'node:path';
import { Client, DatabaseError } from 'pg';
import { clusterHome, serverAccount } from './account';
import { locateBinaries } from './binaries';
import { Cluster, superuserUrl } from './cluster';
import { ClusterDirectory, type ServerCommand } from './cluster-directory';
import { EmbeddedPostgresError, explain, systemCode } from './embedded-postgres.errors';
import { ensureWatchdog } from './watchdog';

/** A lease on a running server; the server stops when the last lease of any process is given back. */
export interface EmbeddedPostgres {
  /** Whether this call started the server; false: it ran already. */
  readonly started: boolean;
  /** A connection string for the superuser, on 127.0.0.1. @param database `postgres` when left out */
  url(database?: string): string;
  /**
   * Starts the server again if it has died; as long as it lives, this costs a look at two files.
   *
   * @returns whether it had died
   * @throws EmbeddedPostgresError when it cannot be started, or not at the port that {@link url} names
   */
  revive(): Promise<boolean>;
  /**
   * Gives the lease back; the last one out stops the server, and removes a volatile cluster. Close your connections
   * first: a fast shutdown ends them. Calling it again does nothing.
   *
   * @throws EmbeddedPostgresError when the server does not stop
   */
  release(): Promise<void>;
}

/** Where the cluster lives and what it is for. */
export interface EmbeddedPostgresOptions {
  /** Directory of the cluster, made when missing; nothing else may live in it. */
  readonly dir: string;
  /** For tests: no fsync, and the directory is removed with the last lease. */
  readonly volatile?: boolean;
}

/**
 * Starts the PostgreSQL that comes with the project, or joins it if another process has. A watchdog stops it should
 * all its users die without a word.
 *
 * @throws EmbeddedPostgresError one sentence about what is in the way
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const dir = path.resolve(options.dir);
  for (let attempt = 1; ; attempt++) {
    try {
      return await join(dir, options.volatile ?? false);
    } catch (error) {
      // the last user of a volatile cluster removed the directory while we waited for our turn: begin again
      if (systemCode(error) !== 'ENOENT' || attempt === 3) throw explain(error, dir);
    }
  }
}

async function join(dir: string, volatile: boolean): Promise<EmbeddedPostgres> {
  const real = await clusterHome(dir, serverAccount(dir));
  const account = serverAccount(real);
  const binaries = await locateBinaries(account);
  const home = new ClusterDirectory(real);
  const server: ServerCommand = { pgCtl: binaries.pgCtl, account, volatile };
  const cluster = new Cluster(home, binaries, account, volatile);
  return home.locked(async () => {
    await cluster.prepare();
    const lease = home.addLease();
    try {
      ensureWatchdog(home, server);
      const { port, started } = await cluster.start();
      // kept, since the files of a volatile cluster go first
      const password = home.read('password');
      let released: Promise<void> | undefined;
      return {
        started,
        url: (database) => superuserUrl(password, port, database),
        revive: async () => {
          if (released || home.postmaster()) return false;
          // looked at again with the lock held: without a lease nobody would stop it any more
          const start = async (): Promise<boolean> => !released && startAgain(cluster, home, port);
          return home.locked(start).catch((error: unknown) => {
            throw explain(error, home.dir);
          });
        },
        release: () => (released ??= release(home, lease, server)),
      };
    } catch (error) {
      // the first fault is the one to tell
      await leave(home, lease, server).catch(() => undefined);
      throw error;
    }
  });
}

async function startAgain(cluster: Cluster, home: ClusterDirectory, port: number): Promise<boolean> {
  const again = await cluster.start();
  if (again.port === port) return again.started;
  throw new EmbeddedPostgresError(
    `The embedded PostgreSQL in ${home.dir} had died and got another port, since ${port} is taken: start this program again.`,
    { dir: home.dir },
  );
}

async function release(home: ClusterDirectory, lease: string, server: ServerCommand): Promise<void> {
  try {
    await home.locked(() => leave(home, lease, server));
  } catch (error) {
    // somebody has removed the directory; the server notices that by itself
    if (systemCode(error) !== 'ENOENT') throw explain(error, home.dir);
  }
}

async function leave(home: ClusterDirectory, lease: string, server: ServerCommand): Promise<void> {
  home.removeLease(lease);
  if (home.liveLeases().length === 0) await home.stop(server);
}

/**
 * Creates an empty database unless there is one of that name. Two callers at once are welcome.
 *
 * @param name any name, it is quoted
 */
export async function ensureDatabase(server: EmbeddedPostgres, name: string): Promise<void> {
  const client = new Client({ connectionString: server.url() });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const found = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (found.rowCount === 0) await client.query(`create database ${client.escapeIdentifier(name)}`);
  } catch (error) {
    // duplicate_database, or the same noticed by the unique index of the catalogue
    const lostRace = error instanceof DatabaseError && (error.code === '42P04' || error.code === '23505');
    if (!lostRace) throw error;
  } finally {
    await client.end().catch(() => undefined);
  }
}
