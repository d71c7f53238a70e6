import { Body, Controller, Get, Patch, Req } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { ProfileService } from '@app/auth';
import { CurrentRequester, type Requester, SignedIn } from '../http/access';
import { UpdateProfileDto } from './profile.dto';
import { type ProfileBody, toProfileBody } from './profile.mapper';

/** The account of whoever asks. */
@SignedIn()
@Controller('api/v1/me')
export class MeController {
  constructor(private readonly profiles: ProfileService) {}

  /** Who one is and what one may do at this moment. */
  @Get()
  async show(@CurrentRequester() requester: Requester): Promise<ProfileBody> {
    return toProfileBody(await this.profiles.get(requester));
  }

  /**
   * Changes the name, the language, or with the present password the e-mail address; nothing else is one's own to
   * change. Another address has to be proven again, and the old one is told. Answers as {@link show} does.
   *
   * @throws WrongPasswordError, InvalidEmailError 400; EmailTakenError 409; ThrottledError 429; HashingBusyError 503
   */
  @Patch()
  async update(
    @CurrentRequester() requester: Requester,
    @Body() { display_name, language, email, current_password }: UpdateProfileDto,
    @Req() { ip }: FastifyRequest,
  ): Promise<ProfileBody> {
    const changes = { displayName: display_name, language, email, currentPassword: current_password };
    return toProfileBody(await this.profiles.change(requester, changes, { ip }));
  }
}
