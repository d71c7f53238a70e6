import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { AccountGateService, type Actor } from '@app/users';
import { AccountLinksService } from './account-links.service';
import { AccountMailService } from './account-mail.service';
import { NotInvitableError } from './account.errors';

/** Invitations that did not arrive, or were not followed in time. */
@Injectable()
export class InvitationsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: AccountGateService,
    private readonly links: AccountLinksService,
    private readonly mail: AccountMailService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Sends the owner of an account another link to choose the first password; those that were sent before are void.
   *
   * @throws NotInvitableError for an account with a password, or one that is not active; UnknownUserError,
   *   SuperuserOnlyError, RightsNotHeldError
   */
  async sendAgain(actor: Actor, userId: string): Promise<void> {
    await this.transactions.run(async () => {
      const user = await this.gate.open(actor, userId);
      if (user.hasPassword || !user.isActive) throw new NotInvitableError();
      // one that is still fresh would be given out again
      await this.links.voidPasswordLinks(userId);
      await this.mail.sendLink(user, 'account_created');
      await this.audit.record({ action: 'user.invited', object: { type: 'user', id: userId } });
    });
  }
}
