import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { parseEmail, UsersService } from '@app/users';
import { LimitsService } from '../limits/limits.service';
import type { Caller } from '../sessions/session';
import { resetLimits } from './account-limits';
import { AccountMailService } from './account-mail.service';

/** Asking for a link to a new password. */
@Injectable()
export class ResetRequestService {
  constructor(
    private readonly transactions: Transactions,
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly mail: AccountMailService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Sends a link to the owner of an active account, with or without a password: one that ran out of its first link gets
   * another one this way. For any other address it does the same work and writes the same rows (an entry in the audit
   * about nobody among them), and nothing is sent.
   *
   * @throws ThrottledError, for addresses without an account too
   */
  async request(email: string, caller: Caller): Promise<void> {
    // what is no e-mail may be a password in the wrong field: nothing is kept of it
    const account = parseEmail(email) ?? '';
    await this.limits.hit(...resetLimits(account, caller));
    await this.transactions.run(async () => {
      const user = await this.users.findByEmail(email);
      await this.mail.sendLink(user, 'password_reset');
      await this.audit.record({
        action: 'user.password_reset_requested',
        object: { type: 'user', id: user?.id ?? null },
        actor: { kind: 'anonymous' },
        ip: caller.ip,
      });
    });
  }
}
