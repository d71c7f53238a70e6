import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '@app/audit';
import { type Config, ConfigModule } from '@app/config';
import { DatabaseModule } from '@app/database';
import { UsersModule } from '@app/users';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import { InstrumentsApiModule } from './instruments/instruments-api.module';

/** A public query waits this long for a lock at most, in milliseconds. */
const LOCK_TIMEOUT = 2_000;

/** The whole API on one configuration and one database. */
@Module({})
export class AppModule {
  static register(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(config),
        DatabaseModule.register({
          url: databaseUrl,
          applicationName: 'buscainstrumentos api',
          poolSize: config.database.poolSize,
          statementTimeout: config.database.statementTimeout,
          lockTimeout: LOCK_TIMEOUT,
        }),
        AuditModule,
        HttpModule,
        HealthModule,
        UsersModule,
        InstrumentsApiModule,
      ],
    };
  }
}
