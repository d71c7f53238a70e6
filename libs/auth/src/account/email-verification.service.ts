import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { EmailProofsService, EmailTakenError, UnknownUserError, UsersService } from '@app/users';
import { LimitsService } from '../limits/limits.service';
import type { StoredLink } from '../persistence/account-links.repository';
import { mailLimit } from './account-limits';
import type { LinkPurpose } from './account-link';
import { AccountLinksService } from './account-links.service';
import { AccountMailService } from './account-mail.service';
import { AccountLinkInvalidError } from './account.errors';

const PURPOSES: readonly LinkPurpose[] = ['email_verification'];

/** Proving that an address is one's own. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly emails: EmailProofsService,
    private readonly links: AccountLinksService,
    private readonly mail: AccountMailService,
  ) {}

  /**
   * Makes the account that was asked for, or keeps that the address of one that is there is proven.
   *
   * @throws AccountLinkInvalidError, also when the address has got an account by another link meanwhile
   */
  async verify(token: string): Promise<void> {
    const { userId } = await this.links.check(token, PURPOSES);
    await this.transactions.run(async () => {
      if (userId === null) {
        await this.createAccount(await this.links.redeem(token, PURPOSES));
        return;
      }
      if (!(await this.emails.confirm(userId))) throw new AccountLinkInvalidError();
      await this.links.redeem(token, PURPOSES);
    });
  }

  /**
   * Sends a link to an owner whose address is not proven yet.
   *
   * @throws UnknownUserError, ThrottledError
   */
  async resend(userId: string): Promise<void> {
    const user = await this.users.findById(userId);
    if (!user) throw new UnknownUserError();
    if (user.emailVerifiedAt !== null) return;
    await this.limits.hit(mailLimit('email_verification', user.email));
    await this.transactions.run(() => this.mail.sendLink(user, 'email_verification'));
  }

  private async createAccount(link: StoredLink): Promise<void> {
    try {
      await this.emails.createAccount(await this.links.takeRegistration(link));
    } catch (error) {
      if (error instanceof EmailTakenError) throw new AccountLinkInvalidError();
      throw error;
    }
  }
}
