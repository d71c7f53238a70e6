import { type ClientBase, types } from 'pg';
import { DataSource, type DataSourceOptions } from 'typeorm';
import { migrations } from '@app/migrations';
import { SnakeNamingStrategy } from './naming';

/** `date` as PostgreSQL writes it, `YYYY-MM-DD`: a Date object would move it into the zone of the process. */
types.setTypeParser(types.builtins.DATE, (text) => text);

/** What a program needs of its connections. Times are milliseconds, 0 is no limit. */
export interface ConnectionSettings {
  readonly url: string;
  /** Shown in pg_stat_activity. */
  readonly applicationName: string;
  readonly poolSize: number;
  readonly statementTimeout: number;
  readonly lockTimeout: number;
  /** How long this program waits for a connection and for an answer: a server that is stopped counts nothing itself. */
  readonly patience?: { readonly connect: number; readonly answer: number };
  /** How long a connection is kept that nobody needs; ten seconds if absent. */
  readonly keptIdle?: number;
  /** Copies that lists are read from; none if absent. */
  readonly replicas?: ReplicaSettings;
}

/** Streaming replicas, and how far behind one may be that is read from, in milliseconds. */
export interface ReplicaSettings {
  readonly urls: readonly string[];
  readonly mostLag: number;
}

/** What {@link ConnectionSettings} are injected by. */
export const CONNECTIONS = Symbol('connections');

/**
 * Between the pool's listener and TypeORM's a connection has none for a moment: one that the server ends just then, right
 * behind its greeting, would end the whole process. Whoever uses the connection next is told anyway.
 */
function outliveItsEnd(client: ClientBase): void {
  client.on('error', () => undefined);
}

/** Options of a TypeORM data source with our names, migrations and time-outs; nothing is ever synchronised. */
export function dataSourceOptions(settings: ConnectionSettings): DataSourceOptions {
  return {
    type: 'postgres',
    url: settings.url,
    migrations,
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    namingStrategy: new SnakeNamingStrategy(),
    synchronize: false,
    installExtensions: false,
    // a condition that is undefined would find the first row, whoever that is
    invalidWhereValuesBehavior: { null: 'throw', undefined: 'throw' },
    logging: false,
    poolSize: settings.poolSize,
    applicationName: settings.applicationName,
    connectTimeoutMS: settings.patience?.connect ?? 5_000,
    extra: {
      statement_timeout: settings.statementTimeout,
      lock_timeout: settings.lockTimeout,
      idle_in_transaction_session_timeout: 60_000,
      keepAlive: true,
      onConnect: outliveItsEnd,
      ...(settings.keptIdle === undefined ? {} : { idleTimeoutMillis: settings.keptIdle }),
      ...(settings.patience ? { query_timeout: settings.patience.answer } : {}),
    },
  };
}

/** A data source for a script or a test; programs get theirs from {@link DatabaseModule}. */
export function createDataSource(url: string, applicationName = 'buscainstrumentos'): DataSource {
  return new DataSource(
    dataSourceOptions({ url, applicationName, poolSize: 2, statementTimeout: 0, lockTimeout: 0 }),
  );
}
