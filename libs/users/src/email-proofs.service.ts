import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { UsersRepository } from './persistence/users.repository';
import { pseudonym } from './pseudonym';
import type { User } from './user';

/** What an account begins with whose owner has proven the address before there was one. */
export type ProvenAccount = Pick<User, 'email' | 'displayName' | 'language'> & {
  readonly passwordHash: string;
};

/** Addresses that their owners have proven, by a link that only they could read. */
@Injectable()
export class EmailProofsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UsersRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * Makes an account, without any rights, for the owner of an address.
   *
   * @param wanted checked by whoever took it; its hash is made by `PasswordsService.prepare`
   * @throws EmailTakenError
   */
  async createAccount(wanted: ProvenAccount): Promise<void> {
    const { email, displayName, language } = wanted;
    await this.transactions.run(async () => {
      const flags = { isStaff: false, isSuperuser: false, mustChangePassword: false };
      const id = await this.users.insert({ ...wanted, ...flags });
      await this.users.setEmailVerified(id);
      const state = {
        email: pseudonym(email),
        display_name: pseudonym(displayName),
        language,
        email_verified: true,
      };
      await this.audit.recordChange({ ...aboutOwner(id), action: 'user.created' }, {}, state);
    });
  }

  /**
   * Keeps that the present address of an account is its owner's, and holds the account until the end of the
   * transaction.
   *
   * @returns false when there is no such account
   */
  async confirm(userId: string): Promise<boolean> {
    return this.transactions.run(async () => {
      const user = await this.users.lock(userId);
      if (user?.emailVerifiedAt === null) {
        await this.users.setEmailVerified(userId);
        await this.audit.record({ ...aboutOwner(userId), action: 'user.email_verified' });
      }
      return user !== null;
    });
  }
}

/** Nobody is signed in who opens a link, but only the owner can. */
function aboutOwner(id: string) {
  return { object: { type: 'user', id }, actor: { kind: 'user', id } } as const;
}
