import { Injectable } from '@nestjs/common';
import { LimitsService } from '../limits/limits.service';
import type { Caller } from '../sessions/session';
import { callerLimit } from './account-limits';
import { PASSWORD_PURPOSES } from './account-link';
import { AccountLinksService } from './account-links.service';

/** Tells whoever has opened a link whether it is worth choosing a password. */
@Injectable()
export class LinkCheckService {
  constructor(
    private readonly limits: LimitsService,
    private readonly links: AccountLinksService,
  ) {}

  /**
   * Whether a link to a new password is good now; why it is not, nobody hears. It stays as it is.
   *
   * @throws ThrottledError
   */
  async leadsToPassword(token: string, caller: Caller): Promise<boolean> {
    await this.limits.hit(callerLimit('link_check', caller));
    return (await this.links.find(token, PASSWORD_PURPOSES)) !== null;
  }
}
