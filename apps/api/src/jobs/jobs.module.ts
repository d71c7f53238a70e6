import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { AuthModule } from '@app/auth';
import type { Config } from '@app/config';
import { InstrumentsModule } from '@app/instruments';
import { JobsService } from './jobs.service';

/** The clockwork of this process; empty with `SCHEDULER=off`. */
@Module({})
export class JobsModule {
  static register({ scheduler }: Config): DynamicModule {
    if (!scheduler) return { module: JobsModule };
    return {
      module: JobsModule,
      imports: [ScheduleModule.forRoot(), AuthModule, InstrumentsModule],
      providers: [JobsService],
    };
  }
}
