import { Body, Controller, Delete, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { OversightService, RevocationService, sessionOrders, SessionsService } from '@app/auth';
import { CurrentRequester, type Requester, RequirePermission } from '../http/access';
import { toListBody, toListRequest } from '../http/list.mapper';
import { RevocationDto, RevokeEverybodyDto, RevokeSessionsDto, SessionsQueryDto } from './sessions.dto';
import {
  type SessionListBody,
  type RevokedBody,
  type SessionDetailBody,
  toRevocation,
  toSessionBody,
  toSessionDetailBody,
  toRevocationFilter,
  toSessionFilter,
} from './sessions.mapper';

/**
 * Everybody's sessions. What is revoked is dead on its next request, access tokens included. The permission to revoke
 * reaches superusers too: it only takes away, and a stolen session of theirs must not wait for another superuser.
 */
@Controller('api/v1/admin')
export class SessionsController {
  constructor(
    private readonly oversight: OversightService,
    private readonly revocations: RevocationService,
    private readonly sessions: SessionsService,
  ) {}

  /** A part of all sessions, the newest first unless sorted otherwise. 400 for a filter or paging that cannot be. */
  @Get('sessions')
  @RequirePermission('auth.view_session')
  async list(@Query() query: SessionsQueryDto): Promise<SessionListBody> {
    const request = toListRequest(query, query.sort ?? '-created_at', sessionOrders);
    const page = await this.oversight.sessions(toSessionFilter(query), request);
    return toListBody(page, request, toSessionBody);
  }

  /** One session with the newest 100 of its refresh tokens; 404 if there is none. */
  @Get('sessions/:id')
  @RequirePermission('auth.view_session')
  async find(@Param('id') id: string): Promise<SessionDetailBody> {
    return toSessionDetailBody(await this.oversight.session(id));
  }

  /** Ends one session; 404 if there is none. One that has ended stays as it is. */
  @Delete('sessions/:id')
  @HttpCode(204)
  @RequirePermission('auth.revoke_token')
  async revoke(
    @Param('id') id: string,
    @Body() body: RevocationDto,
    @CurrentRequester() requester: Requester,
  ): Promise<void> {
    await this.revocations.revokeSession(id, toRevocation(requester, body));
  }

  /** Ends many sessions at once: up to 1,000 by their ids, or all that a filter means. Answers how many were open. */
  @Post('sessions/revoke')
  @HttpCode(200)
  @RequirePermission('auth.revoke_token')
  async revokeMany(
    @Body() body: RevokeSessionsDto,
    @CurrentRequester() requester: Requester,
  ): Promise<RevokedBody> {
    const meant = toRevocationFilter(body);
    return { revoked: await this.revocations.revokeSessions(meant, toRevocation(requester, body)) };
  }

  /**
   * Ends the sessions of everybody, one's own only without `keep_mine`, and whatever is being issued at this moment.
   * Answers how many were open.
   */
  @Post('sessions/revoke-all')
  @HttpCode(200)
  @RequirePermission('auth.revoke_token')
  async revokeEverybody(
    @Body() body: RevokeEverybodyDto,
    @CurrentRequester() requester: Requester,
  ): Promise<RevokedBody> {
    const { sessionId, userId } = requester;
    const kept = body.keep_mine === true && sessionId !== null ? { sessionId, userId } : null;
    return { revoked: await this.revocations.revokeEverybody(kept, toRevocation(requester, body)) };
  }

  /**
   * Ends all sessions of a user, and whatever is being issued to that user at this moment. Answers how many were open;
   * 404 if there is no such user.
   */
  @Post('users/:id/revoke-tokens')
  @HttpCode(200)
  @RequirePermission('auth.revoke_token')
  async revokeUser(
    @Param('id') id: string,
    @Body() body: RevocationDto,
    @CurrentRequester() requester: Requester,
  ): Promise<RevokedBody> {
    return { revoked: await this.sessions.revokeAll(id, toRevocation(requester, body)) };
  }
}
