import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config } from '@app/config';
import { AppModule } from './app.module';
import { createAdapter } from './http/adapter';
import { configureApp } from './http/configure-app';
import { createLogger, FrameworkLogger } from './http/logging';
import { traceRequests } from './http/request-spans';
import { announceDeprecation } from './instruments/deprecated-doors';
import { HotAnswersService } from './instruments/hot-answers.service';
import { MetricsService } from './metrics/metrics.service';

/**
 * The API, ready to listen or to be asked by a test.
 *
 * @param logger what the process writes to unless given
 */
export async function createApp(
  config: Config,
  databaseUrl: string,
  logger = createLogger(config),
): Promise<NestFastifyApplication> {
  const app = await NestFactory.create<NestFastifyApplication>(
    AppModule.register(config, databaseUrl),
    createAdapter(config, logger),
    { logger: new FrameworkLogger(logger), abortOnError: false },
  );
  // before the routes, which take the hooks that are there
  if (config.operations.metrics) app.get(MetricsService).watch(app.getHttpAdapter().getInstance());
  if (config.traces) traceRequests(app.getHttpAdapter().getInstance(), config.http.trustedProxies);
  announceDeprecation(app.getHttpAdapter().getInstance());
  await configureApp(app, config);
  app.get(HotAnswersService).watch(app.getHttpAdapter().getInstance());
  await app.init();
  return app;
}
