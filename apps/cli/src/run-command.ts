import type { INestApplicationContext, Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AuditModule } from '@app/audit';
import { type Config, ConfigModule, readConfig } from '@app/config';
import { DatabaseModule, databaseFault, migrateUp, type OpenDatabase, openDatabase } from '@app/database';
import { DomainError, errorOf } from '@app/kernel';
import { EXIT, exitCodeOf } from './exit-codes';

/** A command waits this long for another writer, in milliseconds. */
const LOCK_TIMEOUT = 60_000;

/** Runs work that needs a database, and lets go of it. */
export async function withDatabase(
  work: (database: OpenDatabase, config: Config) => Promise<number>,
  config = readConfig(),
): Promise<number> {
  const database = await openDatabase(config);
  try {
    return await work(database, config);
  } finally {
    await database.close();
  }
}

/**
 * Runs work that needs services.
 *
 * @param modules those that the work needs and no others: what is not named is not loaded
 * @param migrate whether missing migrations are applied before it, where AUTO_MIGRATE allows it
 * @param config another one than that of this process
 */
export async function withServices(
  modules: readonly Type[],
  work: (services: INestApplicationContext) => Promise<number>,
  { migrate = true, config = readConfig() } = {},
): Promise<number> {
  return withDatabase(async ({ url }) => {
    if (migrate && config.database.autoMigrate) await migrateUp(url);
    const database = DatabaseModule.register({
      url,
      applicationName: 'buscainstrumentos cli',
      poolSize: 3,
      statementTimeout: 0,
      lockTimeout: LOCK_TIMEOUT,
    });
    const services = await NestFactory.createApplicationContext(
      // no module of our own above them: its decorator would load the framework before anything needs it
      {
        ...ConfigModule.register(config),
        imports: [database, AuditModule, ...modules],
      },
      { logger: false, abortOnError: false },
    );
    try {
      return await work(services);
    } finally {
      await services.close();
    }
  }, config);
}

/** Ends the process by the outcome of a command: its exit code, or one line about what went wrong. */
export async function endWith(command: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await command();
  } catch (thrown) {
    const error = databaseFault(thrown) ?? thrown;
    process.stderr.write(`${oneLine(error)}\n`);
    process.exitCode = error instanceof DomainError ? exitCodeOf(error) : EXIT.failed;
  }
}

function oneLine(error: unknown): string {
  if (error instanceof DomainError) return error.message;
  return `Failed: ${errorOf(error).message.split('\n', 1)[0]}`;
}
