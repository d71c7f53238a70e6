import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { AuthModule } from '@app/auth';
import { InstrumentsModule } from '@app/instruments';
import { HealthController } from './health.controller';
import { ReadinessService } from './readiness.service';

/** Whether this process lives and can serve. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false }), InstrumentsModule, AuthModule],
  controllers: [HealthController],
  providers: [ReadinessService],
})
export class HealthModule {}
