import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { EmailVerificationService, RegistrationService } from '@app/auth';
import { CurrentRequester, Public, type Requester, SignedIn } from '../http/access';
import { RegisterDto, VerifyEmailDto } from './registration.dto';

/** Making an account for oneself, and proving that an address is one's own. */
@Controller('api/v1/auth')
export class RegistrationController {
  constructor(
    private readonly registrations: RegistrationService,
    private readonly verifications: EmailVerificationService,
  ) {}

  /**
   * Sends a link that makes the account when it is opened; who has one already is told so by mail. The answer is the
   * same in both cases.
   *
   * @throws RegistrationClosedError 403; InvalidEmailError, PasswordRefusedError 400; ThrottledError 429;
   *   HashingBusyError 503
   */
  @Post('register')
  @HttpCode(202)
  @Public()
  async register(
    @Body() { email, password, display_name: displayName = '', language = 'es' }: RegisterDto,
    @Req() { ip }: FastifyRequest,
  ): Promise<object> {
    await this.registrations.register({ email, password, displayName, language }, { ip });
    return {};
  }

  /**
   * Takes the token out of a link: it makes the account that was asked for, together with the password that was chosen
   * then, or proves the address of one that is there, which takes no password.
   *
   * @throws AccountLinkInvalidError 400; WrongPasswordError 400 and ThrottledError 429, which leave the link good, also
   *   for a registration without a password; HashingBusyError 503
   */
  @Post('email/verify')
  @HttpCode(204)
  @Public()
  async verify(@Body() { token, password }: VerifyEmailDto): Promise<void> {
    await this.verifications.verify(token, password ?? null);
  }

  /**
   * Sends whoever is signed in a link that proves the address, unless it is proven.
   *
   * @throws ThrottledError 429
   */
  @Post('email/verify/resend')
  @HttpCode(202)
  @SignedIn()
  async resend(@CurrentRequester() { userId }: Requester): Promise<object> {
    await this.verifications.resend(userId);
    return {};
  }
}
