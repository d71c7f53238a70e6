import { Controller, Delete, Get, HttpCode, Param, Post, Query, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { SessionsService } from '@app/auth';
import { CurrentRequester, type Requester, SignedIn } from '../http/access';
import { SessionRequiredError } from '../http/access.errors';
import { LogoutAllDto } from './sessions.dto';
import { type OwnSessionListBody, toOwnSessionBody } from './sessions.mapper';

/** The devices that somebody is signed in on, for that somebody. */
@SignedIn()
@Controller('api/v1/auth')
export class SessionsController {
  constructor(private readonly sessions: SessionsService) {}

  /** The open sessions, the one used last first. */
  @Get('sessions')
  async list(@CurrentRequester() requester: Requester): Promise<OwnSessionListBody> {
    const open = await this.sessions.list(requester.userId, sessionOf(requester));
    return { data: open.map(toOwnSessionBody) };
  }

  /**
   * Ends one of them, at once for its access tokens too.
   *
   * @throws SessionNotFoundError 404 for one that is unknown, ended or somebody else's
   */
  @Delete('sessions/:id')
  @HttpCode(204)
  async end(
    @Param('id') id: string,
    @CurrentRequester() { userId }: Requester,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    await this.sessions.revoke(userId, id, { reason: 'logout', actor: userId, ip });
  }

  /** Ends all of them, the one that asks included unless `others=1`. */
  @Post('logout-all')
  @HttpCode(204)
  async endAll(
    @Query() { others }: LogoutAllDto,
    @CurrentRequester() requester: Requester,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    const { userId } = requester;
    const by = { reason: 'logout', actor: userId, ip } as const;
    if (others === '1') await this.sessions.revokeOthers(userId, sessionOf(requester), by);
    else await this.sessions.revokeAll(userId, by);
  }
}

/** The session that asks: the guard lets nobody in here without one. */
function sessionOf({ sessionId }: Requester): string {
  if (sessionId === null) throw new SessionRequiredError();
  return sessionId;
}
