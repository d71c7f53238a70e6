import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { OversightService, RevocationService, type TokenFilter, tokenOrders } from '@app/auth';
import { CurrentRequester, type Requester, RequirePermission } from '../http/access';
import { toFlag, toListBody, toListRequest, toMoment } from '../http/list.mapper';
import { OutstandingTokensQueryDto } from './outstanding-tokens.dto';
import {
  type OutstandingTokenListBody,
  type OutstandingTokenBody,
  toOutstandingTokenBody,
} from './outstanding-tokens.mapper';
import { RevocationDto } from './sessions.dto';
import { toRevocation } from './sessions.mapper';

/** Refresh tokens that were given out, without the tokens themselves: those are stored nowhere. */
@Controller('api/v1/admin/outstanding-tokens')
export class OutstandingTokensController {
  constructor(
    private readonly oversight: OversightService,
    private readonly revocations: RevocationService,
  ) {}

  /** A part of all tokens, the newest first unless sorted otherwise. 400 for a filter or paging that cannot be. */
  @Get()
  @RequirePermission('auth.view_outstanding_token')
  async list(@Query() query: OutstandingTokensQueryDto): Promise<OutstandingTokenListBody> {
    const request = toListRequest(query, query.sort ?? '-created_at', tokenOrders);
    return toListBody(
      await this.oversight.tokens(toTokenFilter(query), request),
      request,
      toOutstandingTokenBody,
    );
  }

  /** One token, by its id or its jti; 404 if there is none. */
  @Get(':id')
  @RequirePermission('auth.view_outstanding_token')
  async find(@Param('id') id: string): Promise<OutstandingTokenBody> {
    return toOutstandingTokenBody(await this.oversight.token(id));
  }

  /**
   * Takes one token back, by its id or its jti. Its session ends with it, and so do the access tokens of that session,
   * on the next request: a session whose chain of refresh tokens is cut is none. 404 if there is no such token; one that
   * was taken back already stays as it is.
   */
  @Post(':id/blacklist')
  @HttpCode(204)
  @RequirePermission('auth.revoke_token')
  async blacklist(
    @Param('id') id: string,
    @Body() body: RevocationDto,
    @CurrentRequester() requester: Requester,
  ): Promise<void> {
    await this.revocations.blacklist(id, toRevocation(requester, body));
  }
}

function toTokenFilter(query: OutstandingTokensQueryDto): TokenFilter {
  return {
    userId: query.user,
    email: query.email,
    search: query.q,
    sessionId: query.session,
    jti: query.jti,
    standing: query.state,
    reason: query.reason,
    network: query.ip,
    createdFrom: toMoment(query.created_from),
    createdTo: toMoment(query.created_to),
    expiresFrom: toMoment(query.expires_from),
    expiresTo: toMoment(query.expires_to),
    purgeable: toFlag(query.purgeable),
  };
}
