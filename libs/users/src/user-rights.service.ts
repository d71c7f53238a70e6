import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { AccountGateService } from './account-gate.service';
import { type Actor, assertHolds, assertNotSelf } from './actor';
import { UnknownGroupError } from './groups.errors';
import { GroupsRepository, type LockedGroup } from './persistence/groups.repository';
import { PermissionsRepository } from './persistence/permissions.repository';
import { UnknownPermissionError } from './rights.errors';

/** What users are given and taken. Each call is done whole or not at all; doing it again changes nothing. */
@Injectable()
export class UserRightsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: AccountGateService,
    private readonly permissions: PermissionsRepository,
    private readonly groups: GroupsRepository,
  ) {}

  /** @throws UnknownUserError, UnknownPermissionError, OwnRightsError, RightsNotHeldError, SuperuserOnlyError */
  async grant(actor: Actor, userId: string, codenames: readonly string[]): Promise<void> {
    assertNotSelf(actor, [userId]);
    assertHolds(actor, codenames);
    await this.transactions.run(async () => {
      await this.gate.open(actor, userId);
      await this.assertKnown(codenames);
      await this.permissions.grant(userId, codenames);
    });
  }

  /** @throws UnknownUserError, UnknownPermissionError, RightsNotHeldError, SuperuserOnlyError */
  async revoke(actor: Actor, userId: string, codenames: readonly string[]): Promise<void> {
    await this.transactions.run(async () => {
      await this.gate.open(actor, userId);
      await this.assertKnown(codenames);
      await this.permissions.revoke(userId, codenames);
    });
  }

  /**
   * Puts a user into groups: a grant of all that they hold.
   *
   * @throws UnknownUserError, UnknownGroupError, OwnRightsError, RightsNotHeldError, SuperuserOnlyError
   */
  async addToGroups(actor: Actor, userId: string, names: readonly string[]): Promise<void> {
    assertNotSelf(actor, [userId]);
    await this.transactions.run(async () => {
      await this.gate.open(actor, userId);
      for (const group of await this.lockGroups(names)) {
        assertHolds(actor, group.permissions);
        await this.groups.addUser(group.id, userId);
      }
    });
  }

  /** @throws UnknownUserError, UnknownGroupError, RightsNotHeldError, SuperuserOnlyError */
  async removeFromGroups(actor: Actor, userId: string, names: readonly string[]): Promise<void> {
    await this.transactions.run(async () => {
      await this.gate.open(actor, userId);
      for (const group of await this.lockGroups(names)) await this.groups.removeUser(group.id, userId);
    });
  }

  private async lockGroups(names: readonly string[]): Promise<LockedGroup[]> {
    const locked: LockedGroup[] = [];
    // in one order, so that two who want the same groups wait instead of blocking each other
    for (const name of [...new Set(names)].sort()) {
      const group = await this.groups.lockByName(name);
      if (!group) throw new UnknownGroupError(name);
      locked.push(group);
    }
    return locked;
  }

  private async assertKnown(codenames: readonly string[]): Promise<void> {
    const known = new Set(await this.permissions.findKnown(codenames));
    const unknown = codenames.filter((codename) => !known.has(codename));
    if (unknown.length > 0) throw new UnknownPermissionError(unknown);
  }
}
