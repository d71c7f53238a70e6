import { type DynamicModule, Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import type { Config } from '@app/config';
import { InstrumentsModule } from '@app/instruments';
import { MailModule } from '@app/mail';
import { FiguresService } from './figures.service';
import { MetricsService } from './metrics.service';

/** Figures for monitoring; empty without `METRICS_PORT`. */
@Module({})
export class MetricsModule {
  static register({ operations }: Config): DynamicModule {
    if (!operations.metrics) return { module: MetricsModule };
    return {
      module: MetricsModule,
      imports: [AuthModule, InstrumentsModule, MailModule],
      providers: [FiguresService, MetricsService],
      exports: [MetricsService],
    };
  }
}
