import { Injectable } from '@nestjs/common';
import { type HealthIndicatorResult, HealthIndicatorService } from '@nestjs/terminus';
import { PurgeService } from '@app/auth';
import { MigrationsService, ReplicasService } from '@app/database';
import { SourcesService } from '@app/instruments';
import { ShutdownService } from '../http/shutdown.service';

/** What has to be right before a request is worth sending here. Answers never carry an address or a secret. */
@Injectable()
export class ReadinessService {
  constructor(
    private readonly indicators: HealthIndicatorService,
    private readonly migrations: MigrationsService,
    private readonly sources: SourcesService,
    private readonly purges: PurgeService,
    private readonly leave: ShutdownService,
    private readonly copies: ReplicasService,
  ) {}

  get hasReplicas(): boolean {
    return this.copies.state().configured > 0;
  }

  get isShuttingDown(): boolean {
    return this.leave.hasBegun;
  }

  /** Down from the moment that this process is told to stop. */
  shutdown(): HealthIndicatorResult {
    const indicator = this.indicators.check('shutdown');
    return this.isShuttingDown ? indicator.down({ message: 'shutting down' }) : indicator.up();
  }

  /** Up when the database answers and has every migration of this program. */
  async database(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('database');
    try {
      const pending = (await this.migrations.states()).filter(({ applied }) => !applied);
      return pending.length === 0
        ? indicator.up({ migrations: 'applied' })
        : indicator.down({ migrations: `${pending.length} pending` });
    } catch {
      return indicator.down({ message: 'the database does not answer' });
    }
  }

  /** Always up: without a replica the primary does its work; how many of them are read from is told as a detail. */
  replicas(): HealthIndicatorResult {
    return this.indicators.check('replicas').up({ ...this.copies.state() });
  }

  /** Always up: what should have gone takes room, and does no harm; a purge that is overdue is told as a detail. */
  async purge(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('purge');
    try {
      const { lastSuccess, overdue } = await this.purges.state();
      return indicator.up({ lastSuccess: lastSuccess?.toISOString() ?? null, overdue });
    } catch {
      return indicator.up({ message: 'unknown while the database does not answer' });
    }
  }

  /** Always up: late imports make old answers, not wrong ones; they are told as a detail. */
  async imports(): Promise<HealthIndicatorResult> {
    const indicator = this.indicators.check('imports');
    try {
      return indicator.up({ overdue: await this.sources.overdue() });
    } catch {
      return indicator.up({ message: 'unknown while the database does not answer' });
    }
  }
}
