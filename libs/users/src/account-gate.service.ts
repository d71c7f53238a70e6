import { Injectable } from '@nestjs/common';
import { type Actor, assertMayEdit } from './actor';
import { CredentialsRepository } from './persistence/credentials.repository';
import { PermissionsRepository } from './persistence/permissions.repository';
import { UsersRepository } from './persistence/users.repository';
import { isUserId, type User } from './user';
import { LastSuperuserError, UnknownUserError } from './users.errors';

/** The one way to an account that is about to be changed: locked, and only for those who may. Inside a transaction. */
@Injectable()
export class AccountGateService {
  constructor(
    private readonly users: UsersRepository,
    private readonly credentials: CredentialsRepository,
    private readonly permissions: PermissionsRepository,
  ) {}

  /**
   * Keeps the account from everybody else until the end of the transaction.
   *
   * @throws UnknownUserError, SuperuserOnlyError, RightsNotHeldError
   */
  async open(actor: Actor, userId: string): Promise<User> {
    return this.admit(actor, isUserId(userId) ? await this.users.lock(userId) : null);
  }

  /**
   * The same for what may take a superuser away: one such change at a time, and never the last one.
   *
   * @throws UnknownUserError, SuperuserOnlyError, RightsNotHeldError, LastSuperuserError
   */
  async openToDemote(actor: Actor, userId: string): Promise<User> {
    if (!isUserId(userId)) throw new UnknownUserError();
    const { user, otherSuperusers } = await this.users.lockWithSuperusers(userId);
    const admitted = await this.admit(actor, user);
    if (admitted.isSuperuser && admitted.isActive && otherSuperusers === 0) throw new LastSuperuserError();
    return admitted;
  }

  private async admit(actor: Actor, user: User | null): Promise<User> {
    if (!user) throw new UnknownUserError();
    if (actor === 'system' || actor.isSuperuser) return user;
    const permissions = (await this.permissions.findGranted(user.id)).map(({ codename }) => codename);
    const own = isUserId(actor.userId) ? await this.credentials.findAuthState(actor.userId) : null;
    assertMayEdit(actor, { ...user, permissions }, own?.isStaff ?? false);
    return user;
  }
}
