import { Module } from '@nestjs/common';
import { AuthModule } from '@app/auth';
import { InstrumentsModule } from '@app/instruments';
import { MailModule } from '@app/mail';
import { DashboardController } from './dashboard.controller';
import { DashboardService } from './dashboard.service';
import { SystemController } from './system.controller';
import { SystemService } from './system.service';

/** How things are: the dashboard and the system page. */
@Module({
  imports: [AuthModule, InstrumentsModule, MailModule],
  controllers: [DashboardController, SystemController],
  providers: [DashboardService, SystemService],
})
export class OverviewAdminModule {}
