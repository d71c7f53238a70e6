import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CONNECTIONS, type ConnectionSettings, dataSourceOptions } from './data-source';
import { DataTables } from './data-tables';
import { JobRunsService } from './job-runs.service';
import { Lists } from './lists';
import { MigrationsService } from './migrations.service';
import { PoolService } from './pool.service';
import { ReplicasService } from './replicas/replicas.service';
import { SchemaService } from './schema.service';
import { ServerStateService } from './server-state.service';
import { Transactions } from './transactions';

/** Connects a program to its database and hands out {@link Transactions}, {@link Lists} and {@link MigrationsService}. */
@Module({})
export class DatabaseModule {
  static register(settings: ConnectionSettings): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(settings),
          autoLoadEntities: true,
          retryAttempts: 1,
          verboseRetryLog: false,
        }),
      ],
      providers: [
        { provide: CONNECTIONS, useValue: settings },
        DataTables,
        JobRunsService,
        Lists,
        MigrationsService,
        PoolService,
        ReplicasService,
        SchemaService,
        ServerStateService,
        Transactions,
      ],
      exports: [
        DataTables,
        JobRunsService,
        Lists,
        MigrationsService,
        PoolService,
        ReplicasService,
        SchemaService,
        ServerStateService,
        Transactions,
      ],
    };
  }
}
