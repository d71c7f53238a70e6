import { Body, Controller, Get, Patch } from '@nestjs/common';
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

  /** Changes the name or the language; nothing else is one's own to change. Answers as {@link show} does. */
  @Patch()
  async update(
    @CurrentRequester() requester: Requester,
    @Body() { display_name, language }: UpdateProfileDto,
  ): Promise<ProfileBody> {
    return toProfileBody(await this.profiles.change(requester, { displayName: display_name, language }));
  }
}
