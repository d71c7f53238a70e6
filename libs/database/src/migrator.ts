import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, MigrationExecutor, type QueryRunner } from 'typeorm';
import { z } from 'zod';
import { migrations } from '@app/migrations';
import { ADVISORY_LOCKS } from './advisory-locks';
import { createDataSource } from './data-source';

/** Held while migrations run: TypeORM itself takes no lock, and two programs that start together would race. */
const MIGRATION_LOCK = ADVISORY_LOCKS.migration;
/** A program that does not get it asks again after this long, in milliseconds. */
const PATIENCE = 100;

const lockRows = z.tuple([z.object({ locked: z.boolean() })]);

/** A migration and whether this database has it. */
export interface MigrationState {
  readonly name: string;
  readonly applied: boolean;
}

/**
 * Asks again and again and never waits inside a statement: CREATE INDEX CONCURRENTLY waits for every statement that
 * began before it, also for one that waits for this lock, and PostgreSQL does not see that as a deadlock.
 */
async function takeLock(runner: QueryRunner): Promise<void> {
  for (;;) {
    const answer: unknown = await runner.query('SELECT pg_try_advisory_lock($1) AS locked', [MIGRATION_LOCK]);
    if (lockRows.parse(answer)[0].locked) return;
    await sleep(PATIENCE);
  }
}

async function underLock<T>(url: string, work: (dataSource: DataSource) => Promise<T>): Promise<T> {
  const dataSource = await createDataSource(url, 'buscainstrumentos migrate').initialize();
  try {
    const lock = dataSource.createQueryRunner();
    try {
      await takeLock(lock);
      return await work(dataSource);
    } finally {
      await lock.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
      await lock.release();
    }
  } finally {
    await dataSource.destroy();
  }
}

/**
 * Applies what is missing, one program at a time.
 *
 * @returns the names applied now, oldest first
 */
export async function migrateUp(url: string): Promise<readonly string[]> {
  return underLock(url, async (dataSource) => (await dataSource.runMigrations()).map(({ name }) => name));
}

/**
 * Takes back the newest applied migration.
 *
 * @returns its name, or `null` when none is applied
 */
export async function migrateDown(url: string): Promise<string | null> {
  return underLock(url, async (dataSource) => {
    const [newest] = await new MigrationExecutor(dataSource).getExecutedMigrations();
    if (!newest) return null;
    await dataSource.undoLastMigration({ transaction: 'each' });
    return newest.name;
  });
}

/** Every known migration, oldest first, with its state in the database of the data source. Changes nothing. */
export async function migrationStates(dataSource: DataSource): Promise<readonly MigrationState[]> {
  const executed = await new MigrationExecutor(dataSource).getExecutedMigrations();
  const applied = new Set(executed.map(({ name }) => name));
  return migrations.map(({ name }) => ({ name, applied: applied.has(name) }));
}

/** The same for a program without a data source. */
export async function migrationsOf(url: string): Promise<readonly MigrationState[]> {
  const dataSource = await createDataSource(url, 'buscainstrumentos migrate').initialize();
  try {
    return await migrationStates(dataSource);
  } finally {
    await dataSource.destroy();
  }
}
