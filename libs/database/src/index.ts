export { inet } from './address';
export { Conditions } from './conditions';
export { DatabaseTimeoutError, databaseFault } from './database.errors';
export { DatabaseModule } from './database.module';
export { type ListPage, type ListRequest, Lists } from './lists';
export { MigrationsService } from './migrations.service';
export { migrateDown, migrateUp, migrationsOf } from './migrator';
export { type OpenDatabase, openDatabase } from './open-database';
export { copyLine, Transactions } from './transactions';
