import { createServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '@app/config';
import { assertDatabaseAnswers, migrateUp, MigrationsService, openDatabase } from '@app/database';
import { ListingsService, SeedService } from '@app/instruments';
import { type DevelopmentUser, DevelopmentUsersService, PermissionsService, UsersService } from '@app/users';
import { createApp } from './create-app';
import { createLogger } from './http/logging';
import { ShutdownService } from './http/shutdown.service';
import { keepDatabase } from './keep-database';
import { MetricsService } from './metrics/metrics.service';
import { serveMetrics } from './metrics/metrics-server';
import { AddressInUseError } from './serve.errors';
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
  await assertAddressFree(config.http, 'PORT');
  if (metrics) await assertAddressFree(metrics, 'METRICS_PORT');
  const database = await openDatabase(config);
  const endTracing = config.traces && (await startTracing(config.traces, logger));
  let app: NestFastifyApplication | undefined;
  try {
    await assertDatabaseAnswers(database.url);
    if (config.database.autoMigrate) {
      const applied = await migrateUp(database.url);
      if (applied.length > 0) say(`Applied ${applied.length} migrations.`);
    }
    app = await createApp(config, database.url, logger);
    if (config.database.autoMigrate) await app.get(PermissionsService).sync({ prune: false });
    const pending = (await app.get(MigrationsService).states()).filter(({ applied }) => !applied).length;
    if (pending > 0)
      logger.warn(`${pending} migrations are pending: not ready until \`cli migrate\` has run`);
    else if (config.seed) await seed(app, config, say);
    await app.listen(config.http.port, config.http.host);
    const url = await app.getUrl();
    const figures = metrics && (await serveMetrics(metrics, app.get(MetricsService), logger));
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

/** Waits for the requests in flight, and for no client that only keeps a connection. */
async function closeConnections(app: NestFastifyApplication): Promise<void> {
  const leave = app.get(ShutdownService);
  const hangUp = setInterval(() => leave.hangUpIdle(), HANG_UP_EVERY);
  await app.close().finally(() => clearInterval(hangUp));
}

/** Fills an empty database with what there is to look at. */
async function seed(app: NestFastifyApplication, config: Config, say: (line: string) => void): Promise<void> {
  if (await app.get(ListingsService).isEmpty()) {
    say('The database is empty: loading the fixtures (SEED=off starts without).');
    await app.get(SeedService).loadFixtures();
  }
  if (!config.production && (await app.get(UsersService).isEmpty())) {
    say(tellUsers(await app.get(DevelopmentUsersService).seed()));
  }
}

/**
 * Says so before any work is done when the address is taken, and by whom if it is one of us.
 *
 * @param variable that another port is set by
 */
async function assertAddressFree(
  { host, port }: { readonly host: string; readonly port: number },
  variable: string,
): Promise<void> {
  const taken = await new Promise<boolean>((resolve, reject) => {
    const probe = createServer();
    probe.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(true);
      else reject(error);
    });
    probe.listen(port, host, () => probe.close(() => resolve(false)));
  });
  if (!taken) return;
  const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
  const ours = await fetch(`${address}/health/live`, { signal: AbortSignal.timeout(2_000) })
    .then(async (answer) => (await answer.text()).includes('buscainstrumentos'))
    .catch(() => false);
  throw new AddressInUseError(
    ours
      ? `Buscainstrumentos already runs at ${address}; stop it first, or set ${variable} to start another one.`
      : `Another program listens on ${address}; set ${variable} to another port.`,
  );
}

/** The accounts just made, for the person at the terminal: their passwords are told this once. */
function tellUsers(users: readonly DevelopmentUser[]): string {
  const lines = users.map(({ email, password }) => `  ${email.padEnd(26)} ${password}`);
  return ['', 'Users for development; their passwords are shown this once:', ...lines].join('\n');
}
