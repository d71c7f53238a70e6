import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import {
  EmailProofsService,
  EmailTakenError,
  PasswordsService,
  UnknownUserError,
  UsersService,
} from '@app/users';
import { LimitsService } from '../limits/limits.service';
import type { StoredLink } from '../persistence/account-links.repository';
import { mailLimit, registrationPasswordLimit } from './account-limits';
import type { LinkPurpose } from './account-link';
import { AccountLinksService } from './account-links.service';
import { AccountMailService } from './account-mail.service';
import { AccountLinkInvalidError, WrongPasswordError } from './account.errors';

const PURPOSES: readonly LinkPurpose[] = ['email_verification'];

/** Proving that an address is one's own. */
@Injectable()
export class EmailVerificationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly emails: EmailProofsService,
    private readonly passwords: PasswordsService,
    private readonly links: AccountLinksService,
    private readonly mail: AccountMailService,
  ) {}

  /**
   * Makes the account that was asked for, or keeps that the address of one that is there is proven.
   *
   * @param password the one that was chosen at the registration, `null` where there was none: anybody can ask for an
   *   account with the address of somebody else, who is not to open it for him
   * @throws AccountLinkInvalidError, also when the address has got an account by another link meanwhile;
   *   WrongPasswordError, ThrottledError and HashingBusyError, which leave the link good
   */
  async verify(token: string, password: string | null): Promise<void> {
    const link = await this.links.check(token, PURPOSES);
    const { userId } = link;
    if (userId === null) await this.assertChosen(link, password);
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

  /** A password that is not said is no guess: a page finds out in this way that it has to ask for one. */
  private async assertChosen(link: StoredLink, password: string | null): Promise<void> {
    if (password === null) throw new WrongPasswordError();
    const limit = registrationPasswordLimit(link.id);
    await this.limits.hit(limit);
    const { passwordHash } = await this.links.findRegistration(link);
    if (!(await this.passwords.fits(passwordHash, password))) throw new WrongPasswordError();
    await this.limits.clear(limit);
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
