import { NestFactory } from '@nestjs/core';
import type { Logger } from 'pino';
import { AggregatorRegistry } from 'prom-client';
import { AuditModule } from '@app/audit';
import { type Config, ConfigModule } from '@app/config';
import { InstrumentsModule } from '@app/instruments';
import { UsersModule } from '@app/users';
import { apiDatabase } from './api-database';
import { FrameworkLogger } from './http/logging';
import { keepDatabase } from './keep-database';
import { serveMetrics } from './metrics/metrics-server';
import { assertAddressesFree, fill, openMigrated, type RunningServer } from './serve';
import { Workers } from './workers';

/**
 * Serves with several processes (`WEB_CONCURRENCY`): this one opens the database, migrates and fills it, once, and then
 * starts those that serve, replaces them, adds their figures up and stops them.
 *
 * @param say tells the person at the terminal what takes time
 */
export async function supervise(
  config: Config,
  say: (line: string) => void,
  logger: Logger,
): Promise<RunningServer> {
  const { metrics, processes } = config.operations;
  await assertAddressesFree(config);
  const database = await openMigrated(config, say);
  try {
    await fillOnce(config, database.url, say, logger);
    // done already, once for all of them
    const done = { AUTO_MIGRATE: 'off', SEED: 'off', DATABASE_URL: database.url };
    const workers = new Workers(done, logger);
    const port = await workers.start(processes);
    const handOn = (): void => workers.signal('SIGUSR2');
    process.on('SIGUSR2', handOn);
    const all = new AggregatorRegistry();
    const together = { contentType: all.contentType, text: () => all.clusterMetrics() };
    const figures = metrics && (await serveMetrics(metrics, together, logger));
    const endWatch = database.revive && keepDatabase(database.revive, logger);
    const { host } = config.http;
    return {
      url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`,
      metricsUrl: figures?.url ?? null,
      stop: async () => {
        await workers.stop().finally(async () => {
          process.off('SIGUSR2', handOn);
          await figures?.close();
          await endWatch?.();
          await database.close();
        });
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
}

/** Fills the database by the services that do it and no others: this process answers nobody. */
async function fillOnce(
  config: Config,
  url: string,
  say: (line: string) => void,
  logger: Logger,
): Promise<void> {
  const services = await NestFactory.createApplicationContext(
    {
      ...ConfigModule.register(config),
      imports: [apiDatabase(config, url), AuditModule, InstrumentsModule, UsersModule],
    },
    { logger: new FrameworkLogger(logger), abortOnError: false },
  );
  await fill(services, config, say, logger).finally(() => services.close());
}
