import cluster from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import type { INestApplicationContext } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Logger } from 'pino';
import type { Config } from '@app/config';
import {
  assertDatabaseAnswers,
  migrateUp,
  MigrationsService,
  type OpenDatabase,
  openDatabase,
} from '@app/database';
import { ListingsService, SeedService } from '@app/instruments';
import { type DevelopmentUser, DevelopmentUsersService, PermissionsService, UsersService } from '@app/users';
import { createLogger } from './http/logging';
import { ShutdownService } from './http/shutdown.service';
import { keepDatabase } from './keep-database';
import { MetricsService } from './metrics/metrics.service';
import { serveMetrics } from './metrics/metrics-server';
import { assertAddressFree } from './address-free';
import { startTracing } from './tracing';

/** Connections without a request are closed this often, in milliseconds, once the server listens no more. */
const HANG_UP_EVERY = 250;

/** A server that runs. */
export interface RunningServer {
  /** Where it answers, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  /** Where the figures are, such as `http://127.0.0.1:9464/metrics`; `null`: nowhere. */
  readonly metricsUrl: string | null;
  /**
   * Says that it is not ready, serves on for `DRAIN_SECONDS`, finishes the requests in flight, then lets go of
   * everything, the database last.
   */
  stop(): Promise<void>;
}

/**
 * Starts everything the API needs and then the API: the database, its migrations and permissions, the fixtures if
 * it is empty.
 *
 * @param say tells the person at the terminal what takes time
 */
export async function serve(
  config: Config,
  say: (line: string) => void,
  logger = createLogger(config),
): Promise<RunningServer> {
  const { metrics, drain } = config.operations;
  // one of several shares its addresses, and the process that started it has looked
  if (cluster.isPrimary) await assertAddressesFree(config);
  const database = await openMigrated(config, say);
  const endTracing = config.traces && (await startTracing(config.traces, logger));
  let app: NestFastifyApplication | undefined;
  try {
    // most of what there is to load, and nothing of it when the address or the database is in the way
    const { createApp } = await import('./create-app');
    app = await createApp(config, database.url, logger);
    await fill(app, config, say, logger);
    await app.listen(config.http.port, config.http.host);
    const url = await app.getUrl();
    const figures =
      metrics && cluster.isPrimary ? await serveMetrics(metrics, app.get(MetricsService), logger) : null;
    if (metrics && !cluster.isPrimary) app.get(MetricsService).share();
    const endWatch = database.revive && keepDatabase(database.revive, logger);
    const running = app;
    return {
      url,
      metricsUrl: figures?.url ?? null,
      stop: async () => {
        running.get(ShutdownService).begin();
        await sleep(drain);
        await figures?.close();
        await closeConnections(running);
        await endTracing?.();
        await endWatch?.();
        await database.close();
      },
    };
  } catch (error) {
    await app?.close();
    await endTracing?.();
    await database.close();
    throw error;
  }
}

/** Says so when an address that the configuration names is taken. @throws AddressInUseError */
export async function assertAddressesFree({ http, operations: { metrics } }: Config): Promise<void> {
  await assertAddressFree(http, 'PORT');
  if (metrics) await assertAddressFree(metrics, 'METRICS_PORT');
}

/** The database, with the migrations that are to be applied at the start. */
export async function openMigrated(config: Config, say: (line: string) => void): Promise<OpenDatabase> {
  const database = await openDatabase(config);
  try {
    await assertDatabaseAnswers(database.url);
    if (!config.database.autoMigrate) return database;
    const applied = await migrateUp(database.url);
    if (applied.length > 0) say(`Applied ${applied.length} migrations.`);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** What has to be in the database before anybody is served: permissions, and fixtures where they are wanted. */
export async function fill(
  app: INestApplicationContext,
  config: Config,
  say: (line: string) => void,
  logger: Logger,
): Promise<void> {
  if (config.database.autoMigrate) await app.get(PermissionsService).sync({ prune: false });
  const pending = (await app.get(MigrationsService).states()).filter(({ applied }) => !applied).length;
  if (pending > 0) logger.warn(`${pending} migrations are pending: not ready until \`cli migrate\` has run`);
  else if (config.seed) await seed(app, config, say);
}

/** Waits for the requests in flight, and for no client that only keeps a connection. */
async function closeConnections(app: NestFastifyApplication): Promise<void> {
  const leave = app.get(ShutdownService);
  const hangUp = setInterval(() => leave.hangUpIdle(), HANG_UP_EVERY);
  await app.close().finally(() => clearInterval(hangUp));
}

/** Fills an empty database with what there is to look at. */
async function seed(
  app: INestApplicationContext,
  config: Config,
  say: (line: string) => void,
): Promise<void> {
  if (await app.get(ListingsService).isEmpty()) {
    say('The database is empty: loading the fixtures (SEED=off starts without).');
    await app.get(SeedService).loadFixtures();
  }
  if (!config.production && (await app.get(UsersService).isEmpty())) {
    say(tellUsers(await app.get(DevelopmentUsersService).seed()));
  }
}

/** The accounts just made, for the person at the terminal: their passwords are told this once. */
function tellUsers(users: readonly DevelopmentUser[]): string {
  const lines = users.map(({ email, password }) => `  ${email.padEnd(26)} ${password}`);
  return ['', 'Users for development; their passwords are shown this once:', ...lines].join('\n');
}
