import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { EmailProofsService, UsersService } from '@app/users';
import type { Caller } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';
import { PASSWORD_PURPOSES } from './account-link';
import { AccountLinksService } from './account-links.service';
import { AccountLinkInvalidError } from './account.errors';
import { NewPasswordService } from './new-password.service';

/** Setting a password by a link that only the owner of the address could read. */
@Injectable()
export class PasswordResetService {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UsersService,
    private readonly emails: EmailProofsService,
    private readonly links: AccountLinksService,
    private readonly sessions: SessionsService,
    private readonly newPasswords: NewPasswordService,
  ) {}

  /**
   * Sets the password, and ends all sessions of the account. That the link was read proves the address too.
   *
   * @throws AccountLinkInvalidError, whatever the password is like; PasswordRefusedError and HashingBusyError, which leave
   *   the link good
   */
  async confirm(token: string, password: string, { ip }: Caller): Promise<void> {
    const { userId } = await this.links.check(token, PASSWORD_PURPOSES);
    const user = userId === null ? null : await this.users.findById(userId);
    if (!user) throw new AccountLinkInvalidError();
    const hash = await this.newPasswords.prepare(user, password);
    await this.transactions.run(async () => {
      if (!(await this.emails.confirm(user.id))) throw new AccountLinkInvalidError();
      await this.links.redeem(token, PASSWORD_PURPOSES);
      await this.newPasswords.set('system', user, hash, { action: 'user.password_reset', ip });
      await this.sessions.revokeAll(user.id, { reason: 'password_change', actor: user.id, ip });
    });
  }
}
