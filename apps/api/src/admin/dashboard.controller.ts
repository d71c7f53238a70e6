import { Controller, Get } from '@nestjs/common';
import { CurrentRequester, type Requester, SignedIn } from '../http/access';
import type { DashboardBody } from './dashboard.mapper';
import { DashboardService } from './dashboard.service';

/** What admins see first. */
@Controller('api/v1/admin/dashboard')
export class DashboardController {
  constructor(private readonly dashboard: DashboardService) {}

  /**
   * Figures about sources, listings, sign-ins, sessions and the purge, each for those who may see the list behind it:
   * the same filter in that list shows as many rows.
   */
  @Get()
  @SignedIn()
  read(@CurrentRequester() requester: Requester): Promise<DashboardBody> {
    return this.dashboard.read(requester);
  }
}
