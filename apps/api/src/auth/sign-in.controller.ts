import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { SignInService } from '@app/auth';
import { Public } from '../http/access';
import { callerOf } from './caller.mapper';
import { CookiesService } from './cookies.service';
import { RefuseCrossSite } from './cross-site.guard';
import { SignInDto } from './tokens.dto';
import { toTokensBody, type TokensBody } from './tokens.mapper';

/** Coming in. */
@Public()
@Controller('api/v1/auth')
export class SignInController {
  constructor(
    private readonly signIns: SignInService,
    private readonly cookies: CookiesService,
  ) {}

  /**
   * Opens a session for who knows the password; always a new one, and that of a cookie that came along ends.
   *
   * @throws InvalidCredentialsError 401, the same for unknown, wrong and inactive; CrossSiteError 403; ThrottledError
   *   429; HashingBusyError 503
   */
  @Post('token')
  @HttpCode(200)
  @RefuseCrossSite('sign-in')
  async signIn(
    @Body() { email, password, ...asked }: SignInDto,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TokensBody> {
    const transport = asked.transport ?? 'bearer';
    const left = { previousRefresh: this.cookies.refreshOf(request), device: this.cookies.deviceOf(request) };
    const order = { email, password, transport, ...left };
    const { tokens, device, mustChangePassword } = await this.signIns.signIn(order, callerOf(request));
    if (transport === 'cookie') {
      this.cookies.giveRefresh(reply, tokens);
      this.cookies.giveDevice(reply, device);
    } else {
      this.cookies.takeRefresh(request, reply);
    }
    return toTokensBody(tokens, mustChangePassword);
  }
}
