import { type DynamicModule, Module } from '@nestjs/common';
import { AuditModule } from '@app/audit';
import { type Config, ConfigModule } from '@app/config';
import { UsersModule } from '@app/users';
import { AccountApiModule } from './account/account-api.module';
import { ApiKeysAdminModule } from './admin/api-keys-admin.module';
import { CatalogueAdminModule } from './admin/catalogue-admin.module';
import { OverviewAdminModule } from './admin/overview-admin.module';
import { PanelAdminModule } from './admin/panel-admin.module';
import { ListingsAdminModule } from './admin/listings-admin.module';
import { TokensAdminModule } from './admin/tokens-admin.module';
import { UsersAdminModule } from './admin/users-admin.module';
import { apiDatabase } from './api-database';
import { ApiDocsModule } from './api-docs/api-docs.module';
import { AuthApiModule } from './auth/auth-api.module';
import { HealthModule } from './health/health.module';
import { HttpModule } from './http/http.module';
import { JobsModule } from './jobs/jobs.module';
import { ImportsApiModule } from './imports/imports-api.module';
import { InstrumentsApiModule } from './instruments/instruments-api.module';
import { MetricsModule } from './metrics/metrics.module';
import { PanelModule } from './panel/panel.module';

/** The whole API on one configuration and one database. */
@Module({})
export class AppModule {
  static register(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.register(config),
        apiDatabase(config, databaseUrl),
        AuditModule,
        HttpModule,
        ApiDocsModule.register(config),
        HealthModule,
        AccountApiModule,
        AuthApiModule,
        UsersModule,
        InstrumentsApiModule,
        ImportsApiModule,
        ApiKeysAdminModule,
        CatalogueAdminModule,
        OverviewAdminModule,
        PanelAdminModule,
        ListingsAdminModule,
        TokensAdminModule,
        UsersAdminModule,
        PanelModule,
        JobsModule.register(config),
        MetricsModule.register(config),
      ],
    };
  }
}
