import { Module } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { AuthModule } from '@app/auth';
import { InstrumentsModule } from '@app/instruments';
import { HttpModule } from '../http/http.module';
import { HealthController } from './health.controller';
import { ReadinessService } from './readiness.service';

/** Whether this process lives and can serve. */
@Module({
  imports: [TerminusModule.forRoot({ logger: false }), InstrumentsModule, AuthModule, HttpModule],
  controllers: [HealthController],
  providers: [ReadinessService],
})
export class HealthModule {}
