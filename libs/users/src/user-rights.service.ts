import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { AccountGateService } from './account-gate.service';
import { type Actor, assertHolds, assertNotSelf } from './actor';
import { isGroupName } from './group';
import { UnknownGroupError } from './groups.errors';
import { GroupsRepository, type LockedGroup } from './persistence/groups.repository';
import { PermissionsRepository } from './persistence/permissions.repository';
import { UnknownPermissionError } from './rights.errors';

/** Codenames that a user or group is given, and then those that it is taken. */
export interface PermissionChanges {
  readonly grant?: readonly string[] | undefined;
  readonly revoke?: readonly string[] | undefined;
}

/** Names of groups that a user is put into, and then those that he is put out of. */
export interface MembershipChanges {
  readonly add?: readonly string[] | undefined;
  readonly remove?: readonly string[] | undefined;
}

/** What users are given and taken. Each call is done whole or not at all; doing it again changes nothing. */
@Injectable()
export class UserRightsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: AccountGateService,
    private readonly permissions: PermissionsRepository,
    private readonly groups: GroupsRepository,
    private readonly audit: AuditService,
  ) {}

  /** @throws UnknownUserError, UnknownPermissionError, OwnRightsError, RightsNotHeldError, SuperuserOnlyError */
  async changePermissions(actor: Actor, userId: string, changes: PermissionChanges): Promise<void> {
    const { grant = [], revoke = [] } = changes;
    if (grant.length > 0) assertNotSelf(actor, userId);
    assertHolds(actor, grant);
    await this.transactions.run(async () => {
      await this.gate.open(actor, userId);
      await this.assertKnown([...grant, ...revoke]);
      const before = await this.permissions.findOwn(userId);
      await this.permissions.grant(userId, grant);
      await this.permissions.revoke(userId, revoke);
      await this.audit.recordChange(
        { action: 'user.permissions_changed', object: { type: 'user', id: userId } },
        { permissions: before },
        { permissions: await this.permissions.findOwn(userId) },
      );
    });
  }

  /**
   * Puts a user into groups, which is a grant of all that they hold, and out of groups.
   *
   * @throws UnknownUserError, UnknownGroupError, OwnRightsError, RightsNotHeldError, SuperuserOnlyError
   */
  async changeGroups(actor: Actor, userId: string, changes: MembershipChanges): Promise<void> {
    const { add = [], remove = [] } = changes;
    if (add.length > 0) assertNotSelf(actor, userId);
    await this.transactions.run(async () => {
      await this.gate.open(actor, userId);
      const before = await this.groups.findNamesOf(userId);
      for (const group of await this.lockGroups([...add, ...remove])) {
        if (add.includes(group.name)) {
          assertHolds(actor, group.permissions);
          await this.groups.addUser(group.id, userId);
        }
        if (remove.includes(group.name)) await this.groups.removeUser(group.id, userId);
      }
      await this.audit.recordChange(
        { action: 'user.groups_changed', object: { type: 'user', id: userId } },
        { groups: before },
        { groups: await this.groups.findNamesOf(userId) },
      );
    });
  }

  /** {@link changePermissions} */
  async grant(actor: Actor, userId: string, codenames: readonly string[]): Promise<void> {
    await this.changePermissions(actor, userId, { grant: codenames });
  }

  /** {@link changePermissions} */
  async revoke(actor: Actor, userId: string, codenames: readonly string[]): Promise<void> {
    await this.changePermissions(actor, userId, { revoke: codenames });
  }

  /** {@link changeGroups} */
  async addToGroups(actor: Actor, userId: string, names: readonly string[]): Promise<void> {
    await this.changeGroups(actor, userId, { add: names });
  }

  /** {@link changeGroups} */
  async removeFromGroups(actor: Actor, userId: string, names: readonly string[]): Promise<void> {
    await this.changeGroups(actor, userId, { remove: names });
  }

  private async lockGroups(names: readonly string[]): Promise<LockedGroup[]> {
    const locked: LockedGroup[] = [];
    // in one order, so that two who want the same groups wait instead of blocking each other
    for (const name of [...new Set(names)].sort()) {
      const group = isGroupName(name) ? await this.groups.lockByName(name) : null;
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
