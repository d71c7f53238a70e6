export { inet } from './address';
export { ADVISORY_LOCKS } from './advisory-locks';
export { dataHeaderLine, dataRowLine, parseDataHeader, parseDataRow } from './data-format';
export { dataFields } from './data-fields';
export { Conditions } from './conditions';
export { containsPattern, gramsCondition } from './text-conditions';
export { DatabaseTimeoutError, databaseFault } from './database.errors';
export {
  type DataFault,
  type DataModel,
  type DataRow,
  type DataTable,
  DataTables,
  writtenInstant,
} from './data-tables';
export { assertDatabaseAnswers } from './database-check';
export { DatabaseModule } from './database.module';
export { type JobName, JobRunsService, OVERDUE } from './job-runs.service';
export type { ListCount, ListFilter, ListPage, ListPart, ListRequest, ListSource } from './list';
export { Lists } from './lists';
export { MigrationsService } from './migrations.service';
export { migrateDown, migrateUp, migrationsOf } from './migrator';
export { type OpenDatabase, openDatabase } from './open-database';
export { PoolService } from './pool.service';
export { ReplicasService } from './replicas/replicas.service';
export {
  type Schema,
  type SchemaColumn,
  type SchemaReference,
  SchemaService,
  type SchemaTable,
} from './schema.service';
export { type DatabaseState, MOST_SKEW, ServerStateService } from './server-state.service';
export { copyLine, Transactions } from './transactions';
export { ofEmail, ofEmailStart } from './user-conditions';
export { isDatabaseValueFault, violates } from './violations';
