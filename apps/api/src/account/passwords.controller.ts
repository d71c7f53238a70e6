import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { OwnPasswordService, PasswordResetService, ResetRequestService } from '@app/auth';
import { CurrentRequester, Public, type Requester, SignedIn } from '../http/access';
import { SessionRequiredError } from '../http/access.errors';
import { ChangePasswordDto, ConfirmResetDto, RequestResetDto } from './passwords.dto';

/** One's own password: choosing another one, and what to do when it is lost. */
@Controller('api/v1/auth/password')
export class PasswordsController {
  constructor(
    private readonly passwords: OwnPasswordService,
    private readonly requests: ResetRequestService,
    private readonly resets: PasswordResetService,
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
