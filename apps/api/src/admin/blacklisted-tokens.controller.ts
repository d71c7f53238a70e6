import { Controller, Get, Query } from '@nestjs/common';
import { blacklistOrders, OversightService } from '@app/auth';
import { RequirePermission } from '../http/access';
import { toListBody, toListRequest } from '../http/list.mapper';
import { BlacklistedTokensQueryDto } from './blacklisted-tokens.dto';
import {
  type BlacklistedTokenListBody,
  toBlacklistedTokenBody,
  toBlacklistFilter,
} from './blacklisted-tokens.mapper';

/** Refresh tokens that were taken back. Nothing leads out of this list but the purge: who was cut off signs in again. */
@Controller('api/v1/admin/blacklisted-tokens')
export class BlacklistedTokensController {
  constructor(private readonly oversight: OversightService) {}

  /** A part of all of them, the last one first unless sorted otherwise. 400 for a filter or paging that cannot be. */
  @Get()
  @RequirePermission('auth.view_blacklisted_token')
  async list(@Query() query: BlacklistedTokensQueryDto): Promise<BlacklistedTokenListBody> {
    const request = toListRequest(query, query.sort ?? '-blacklisted_at', blacklistOrders);
    const page = await this.oversight.blacklist(toBlacklistFilter(query), request);
    return toListBody(page, request, toBlacklistedTokenBody);
  }
}
