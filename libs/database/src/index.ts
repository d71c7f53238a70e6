export { type ConnectionSettings } from './data-source';
export { DatabaseTimeoutError, DatabaseUnavailableError, databaseFault } from './database.errors';
export { DatabaseModule } from './database.module';
export { MigrationsService } from './migrations.service';
export { type MigrationState, migrateDown, migrateUp, migrationsOf } from './migrator';
export { type OpenDatabase, openDatabase } from './open-database';
export { copyLine, Transactions } from './transactions';
