import { Controller, Get, Inject } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { MigrationsService, ReplicasService, ServerStateService } from '@app/database';
import { OutboxService } from '@app/mail';
import { RequirePermission } from '../http/access';
import { buildInfo } from '../http/build-info';
import { type DatabaseBody, type LimitsBody, type SystemBody, toVersion } from './system.mapper';
import { SystemService } from './system.service';

/** How this installation is. */
@Controller('api/v1/admin/system')
export class SystemController {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly migrations: MigrationsService,
    private readonly server: ServerStateService,
    private readonly replicas: ReplicasService,
    private readonly outbox: OutboxService,
    private readonly system: SystemService,
  ) {}

  /** Versions, migrations, how each part is, jobs, mails and limits; nothing secret. */
  @Get()
  @RequirePermission('system.view')
  async read(): Promise<SystemBody> {
    const states = await this.migrations.states();
    const { waiting, failed } = await this.outbox.counts();
    const mails = { waiting, failed };
    const migrations = {
      applied: states.filter(({ applied }) => applied).length,
      pending: states.filter(({ applied }) => !applied).map(({ name }) => name),
    };
    const database = await this.database();
    const jobs = await this.system.jobs();
    return {
      ...buildInfo(),
      production: this.config.production,
      time_zone: this.config.timeZone,
      started_at: new Date(Date.now() - process.uptime() * 1_000).toISOString(),
      ...{ database, migrations, jobs, mails },
      health: await this.system.health({ database, migrations, jobs, mails }),
      limits: this.limits(),
      statement_timeout: this.config.database.statementTimeout,
      scheduler: this.config.scheduler,
    };
  }

  private async database(): Promise<DatabaseBody> {
    const { version, skew } = await this.server.read();
    const { configured, usable } = this.replicas.state();
    return {
      version: toVersion(version),
      clock_skew: Math.round(skew),
      replicas_configured: configured,
      replicas_usable: usable,
    };
  }

  private limits(): LimitsBody | null {
    const limits = this.config.rateLimits;
    if (limits === null) return null;
    const { anonymous, signedIn, suggest, exportAnonymous, exportSignedIn } = limits;
    return {
      ...{ anonymous, suggest },
      signed_in: signedIn,
      export_anonymous: exportAnonymous,
      export_signed_in: exportSignedIn,
    };
  }
}
