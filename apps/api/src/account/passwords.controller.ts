import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { LinkCheckService, OwnPasswordService, PasswordResetService, ResetRequestService } from '@app/auth';
import { CurrentRequester, Public, type Requester, SignedIn } from '../http/access';
import { SessionRequiredError } from '../http/access.errors';
import { ChangePasswordDto, CheckLinkDto, ConfirmResetDto, RequestResetDto } from './passwords.dto';
import { type LinkBody, toLinkBody } from './passwords.mapper';

/** One's own password: choosing another one, and what to do when it is lost. */
@Controller('api/v1/auth/password')
export class PasswordsController {
  constructor(
    private readonly passwords: OwnPasswordService,
    private readonly requests: ResetRequestService,
    private readonly resets: PasswordResetService,
    private readonly checks: LinkCheckService,
  ) {}

  /**
   * Sets another password and ends all other sessions; the one that asks goes on, and so does its access token.
   *
   * @throws WrongPasswordError, PasswordRefusedError 400; ThrottledError 429; HashingBusyError 503
   */
  @Post()
  @HttpCode(204)
  @SignedIn()
  async change(
    @CurrentRequester() requester: Requester,
    @Body() { current_password: current, new_password: wanted }: ChangePasswordDto,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    const { sessionId } = requester;
    if (sessionId === null) throw new SessionRequiredError();
    await this.passwords.change({ ...requester, sessionId }, { current, wanted }, { ip });
  }

  /**
   * Sends a link to the owner of an address, if there is an active account; the answer is the same in any case.
   *
   * @throws ThrottledError 429, also for addresses without an account
   */
  @Post('reset')
  @HttpCode(202)
  @Public()
  async request(@Body() { email }: RequestResetDto, @Req() { ip }: FastifyRequest): Promise<object> {
    await this.requests.request(email, { ip });
    return {};
  }

  /**
   * Whether a link to a new password, or to the first one, is good now: a page asks before it shows its form. What is
   * wrong with a link that is not stays unsaid.
   *
   * @throws ThrottledError 429
   */
  @Post('reset/check')
  @HttpCode(200)
  @Public()
  async check(@Body() { token }: CheckLinkDto, @Req() { ip }: FastifyRequest): Promise<LinkBody> {
    return toLinkBody(await this.checks.leadsToPassword(token, { ip }));
  }

  /**
   * Sets the password of whoever has got a link, and ends all sessions. Nobody is signed in by it.
   *
   * @throws AccountLinkInvalidError, PasswordRefusedError 400, the latter without using the link up;
   *   HashingBusyError 503
   */
  @Post('reset/confirm')
  @HttpCode(204)
  @Public()
  async confirm(
    @Body() { token, new_password: wanted }: ConfirmResetDto,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    await this.resets.confirm(token, wanted, { ip });
  }
}
