import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { type ConnectionSettings, dataSourceOptions } from './data-source';
import { DataTables } from './data-tables';
import { Lists } from './lists';
import { MigrationsService } from './migrations.service';
import { PoolService } from './pool.service';
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
        Transactions,
        DataTables,
        Lists,
        MigrationsService,
        PoolService,
        SchemaService,
        ServerStateService,
      ],
      exports: [
        Transactions,
        DataTables,
        Lists,
        MigrationsService,
        PoolService,
        SchemaService,
        ServerStateService,
      ],
    };
  }
}
