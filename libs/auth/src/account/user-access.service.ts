import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import {
  type Actor,
  type NewUser,
  isSameEmail,
  PasswordsService,
  UnknownUserError,
  type User,
  type UserChanges,
  UsersService,
} from '@app/users';
import { ApiKeyEndService } from '../api-keys/api-key-end.service';
import { SessionEndService } from '../sessions/session-end.service';
import { OwnEmailError, OwnPasswordError } from './account.errors';
import { AccountLinksService } from './account-links.service';
import { AccountMailService } from './account-mail.service';

/** What administrators do to accounts, with what it means for mails and sessions. Each call is done whole or not at all. */
@Injectable()
export class UserAccessService {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly ends: SessionEndService,
    private readonly keys: ApiKeyEndService,
    private readonly links: AccountLinksService,
    private readonly mail: AccountMailService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Makes an account. Without a password its owner gets a mail with a link to choose one.
   *
   * @throws what {@link UsersService.create} throws
   */
  async create(actor: Actor, wanted: NewUser): Promise<User> {
    if (wanted.password !== null) return this.users.create(actor, wanted); // a hash takes its time: not in a transaction
    return this.transactions.run(async () => {
      const user = await this.users.create(actor, wanted);
      await this.mail.sendLink(user, 'account_created');
      return user;
    });
  }

  /**
   * Edits an account. One that is kept out from now on loses its sessions and keys. The owner of an address that is
   * changed is told there.
   *
   * @throws OwnEmailError, and what {@link UsersService.update} throws
   */
  async update(actor: Actor, userId: string, changes: UserChanges): Promise<User> {
    return this.transactions.run(async () => {
      const { before, after } = await this.users.edit(actor, userId, changes);
      if (!isSameEmail(before.email, after.email)) {
        if (idOf(actor) === userId) throw new OwnEmailError();
        await this.mail.sendEmailChanged(before, null);
      }
      if (changes.isActive === false) {
        const by = { reason: 'user_disabled', actor: idOf(actor) } as const;
        await this.ends.end({ userId }, by);
        await this.keys.endAllOf(userId, by);
      }
      return after;
    });
  }

  /**
   * Sets somebody's password: all sessions and keys end, links that would set another one are void, and the owner is told.
   *
   * @param mustChange the owner has to choose another one after signing in
   * @throws OwnPasswordError, UnknownUserError, PasswordRefusedError, HashingBusyError, SuperuserOnlyError, RightsNotHeldError
   */
  async setPassword(actor: Actor, userId: string, password: string, mustChange: boolean): Promise<void> {
    if (idOf(actor) === userId) throw new OwnPasswordError();
    const user = await this.users.findById(userId);
    if (!user) throw new UnknownUserError();
    const hash = await this.passwords.prepare(password, user); // takes its time: not under a lock
    await this.transactions.run(async () => {
      await this.passwords.set(actor, userId, hash, { mustChange });
      await this.links.voidPasswordLinks(userId);
      const by = { reason: 'password_change', actor: idOf(actor) } as const;
      await this.ends.end({ userId }, by);
      await this.keys.endAllOf(userId, by);
      if (user.isActive) await this.mail.sendPasswordChanged(user, null);
      await this.audit.record({
        action: 'user.password_changed',
        object: { type: 'user', id: userId },
        details: { must_change: mustChange },
      });
    });
  }
}

function idOf(actor: Actor): string | null {
  return actor === 'system' ? null : actor.userId;
}
