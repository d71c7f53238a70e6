import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { LogoutService, RefreshService, VerifyService } from '@app/auth';
import { DomainError } from '@app/kernel';
import { Public } from '../http/access';
import { callerOf } from './caller.mapper';
import { CookiesService } from './cookies.service';
import { RefuseCrossSite, refreshIn } from './cross-site.guard';
import { RefreshDto, VerifyDto } from './tokens.dto';
import { toTokensBody, type TokensBody, type VerifiedBody } from './tokens.mapper';

/** Staying in and going out. */
@Public()
@Controller('api/v1/auth')
export class TokensController {
  constructor(
    private readonly refreshes: RefreshService,
    private readonly verification: VerifyService,
    private readonly logouts: LogoutService,
    private readonly cookies: CookiesService,
  ) {}

  /**
   * The next tokens for a refresh token: out of the body into the body, out of the cookie into the cookie. A refused
   * cookie is taken back; where nobody could be asked (503) it stays.
   *
   * @throws TokenInvalidError, TokenReusedError 401; CrossSiteError 403; AuthBusyError 503
   */
  @Post('token/refresh')
  @HttpCode(200)
  @RefuseCrossSite('session')
  async refresh(
    @Body() body: RefreshDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensBody> {
    const given = body.refresh ?? null;
    if (given !== null) {
      const tokens = await this.refreshes.refresh(given, callerOf(request), 'bearer');
      return toTokensBody(tokens, tokens.mustChangePassword);
    }
    try {
      const token = this.cookies.refreshOf(request) ?? '';
      const tokens = await this.refreshes.refresh(token, callerOf(request), 'cookie');
      this.cookies.giveRefresh(reply, tokens);
      return toTokensBody(tokens, tokens.mustChangePassword);
    } catch (error) {
      const refused = error instanceof DomainError && error.kind === 'unauthenticated';
      if (refused) this.cookies.takeRefresh(request, reply);
      throw error;
    }
  }

  /**
   * Whether a token counts at this moment: 200 with its type.
   *
   * @throws TokenInvalidError 401 when it does not, whatever it is
   */
  @Post('token/verify')
  @HttpCode(200)
  async verify(@Body() { token, token_type: type }: VerifyDto): Promise<VerifiedBody> {
    return { token_type: await this.verification.verify(token, type ?? undefined) };
  }

  /**
   * Ends the session of the refresh token in the body (`{refresh}`), or in the cookie, and that of the access token,
   * whichever come along. Succeeds for whatever they are worth, and again; a body that makes no sense is no token.
   *
   * @throws CrossSiteError 403
   */
  @Post('logout')
  @HttpCode(204)
  @RefuseCrossSite('session')
  async logout(
    @Body() body: unknown,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const given = refreshIn(body);
    const refresh = given ?? this.cookies.refreshOf(request);
    const access = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    await this.logouts.logout({ refresh, access }, callerOf(request));
    if (given === null) this.cookies.takeRefresh(request, reply);
  }
}
