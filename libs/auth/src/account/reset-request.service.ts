import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { parseEmail, UsersService } from '@app/users';
import { LimitsService } from '../limits/limits.service';
import type { Caller } from '../sessions/session';
import { callerLimit, mailLimit } from './account-limits';
import { AccountMailService } from './account-mail.service';

/** Asking for a link to a new password. */
@Injectable()
export class ResetRequestService {
  constructor(
    private readonly transactions: Transactions,
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly mail: AccountMailService,
  ) {}

  /**
   * Sends a link to the owner of an active account, with or without a password: one that ran out of its first link gets
   * another one this way. For any other address it does the same work and writes the same rows, and nothing is sent.
   *
   * @throws ThrottledError, for addresses without an account too
   */
  async request(email: string, caller: Caller): Promise<void> {
    // what is no e-mail may be a password in the wrong field: nothing is kept of it
    const account = parseEmail(email) ?? '';
    await this.limits.hit(mailLimit('password_reset', account), callerLimit('password_reset', caller));
    await this.transactions.run(async () => {
      await this.mail.sendLink(await this.users.findByEmail(email), 'password_reset');
    });
  }
}
