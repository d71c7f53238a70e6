import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { type Actor, assertAlmighty, assertHolds, assertNotSelf } from './actor';
import { defaultGroups, isDefaultGroup } from './default-groups';
import { type Group, type GroupDifference, isGroupName } from './group';
import { InvalidGroupNameError, UnknownGroupError } from './groups.errors';
import { GroupsRepository, type LockedGroup } from './persistence/groups.repository';
import { PermissionsRepository } from './persistence/permissions.repository';
import { UnknownPermissionError } from './rights.errors';

/** Groups: sets of permissions. Whoever edits one holds all that it holds and, unless a superuser, is not in it. */
@Injectable()
export class GroupsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly groups: GroupsRepository,
    private readonly permissions: PermissionsRepository,
  ) {}

  /** All groups by name. */
  async list(): Promise<Group[]> {
    return this.groups.findAll();
  }

  /** Names of the groups that a user is in. */
  async namesOf(userId: string): Promise<string[]> {
    return this.groups.findNamesOf(userId);
  }

  /**
   * @throws InvalidGroupNameError, GroupNameTakenError, UnknownPermissionError, RightsNotHeldError;
   *   SuperuserOnlyError for a name that `fillgroups` would fill
   */
  async create(actor: Actor, name: string, codenames: readonly string[] = []): Promise<void> {
    assertMayName(actor, name);
    assertHolds(actor, codenames);
    await this.transactions.run(async () => {
      await this.assertKnown(codenames);
      const { id } = await this.groups.insert(name);
      await this.groups.grant(id, codenames);
    });
  }

  /** @throws what {@link create} throws, and UnknownGroupError, OwnRightsError */
  async rename(actor: Actor, name: string, newName: string): Promise<void> {
    assertMayName(actor, newName);
    await this.edit(actor, name, ({ id }) => this.groups.rename(id, newName));
  }

  /** @throws UnknownGroupError, RightsNotHeldError, OwnRightsError */
  async delete(actor: Actor, name: string): Promise<void> {
    await this.edit(actor, name, ({ id }) => this.groups.delete(id));
  }

  /** @throws UnknownGroupError, UnknownPermissionError, RightsNotHeldError, OwnRightsError */
  async grant(actor: Actor, name: string, codenames: readonly string[]): Promise<void> {
    assertHolds(actor, codenames);
    await this.edit(actor, name, async ({ id }) => {
      await this.assertKnown(codenames);
      await this.groups.grant(id, codenames);
    });
  }

  /** @throws UnknownGroupError, UnknownPermissionError, RightsNotHeldError, OwnRightsError */
  async revoke(actor: Actor, name: string, codenames: readonly string[]): Promise<void> {
    await this.edit(actor, name, async ({ id }) => {
      await this.assertKnown(codenames);
      await this.groups.revoke(id, codenames);
    });
  }

  /**
   * Gives the groups of the committed file exactly the permissions that stand there; a second time changes nothing.
   * Needs the permissions to be synced.
   *
   * @param dryRun only tells the difference
   * @throws UnknownPermissionError
   */
  async fillDefaults({ dryRun }: { readonly dryRun: boolean }): Promise<GroupDifference[]> {
    return this.transactions.run(async () => {
      // two that start at once take turns
      await this.permissions.lockCatalogue();
      const differences: GroupDifference[] = [];
      for (const [name, wanted] of Object.entries(defaultGroups).sort()) {
        if (!dryRun) await this.assertKnown(wanted);
        differences.push(await this.fill(name, wanted, dryRun));
      }
      return differences;
    });
  }

  private async fill(name: string, wanted: readonly string[], dryRun: boolean): Promise<GroupDifference> {
    const found = await this.groups.lockByName(name);
    const held = new Set(found?.permissions);
    const added = wanted.filter((codename) => !held.has(codename));
    const removed = [...held].filter((codename) => !wanted.includes(codename));
    if (!dryRun) {
      const { id } = found ?? (await this.groups.insert(name));
      await this.groups.grant(id, added);
      await this.groups.revoke(id, removed);
    }
    return { name, created: !found, added, removed };
  }

  private async edit(actor: Actor, name: string, work: (group: LockedGroup) => Promise<void>): Promise<void> {
    await this.transactions.run(async () => {
      const group = await this.groups.lockByName(name);
      if (!group) throw new UnknownGroupError(name);
      assertNotSelf(actor, await this.groups.findUserIds(group.id));
      assertHolds(actor, group.permissions);
      await work(group);
    });
  }

  private async assertKnown(codenames: readonly string[]): Promise<void> {
    const known = new Set(await this.permissions.findKnown(codenames));
    const unknown = codenames.filter((codename) => !known.has(codename));
    if (unknown.length > 0) throw new UnknownPermissionError(unknown);
  }
}

function assertMayName(actor: Actor, name: string): void {
  if (!isGroupName(name)) throw new InvalidGroupNameError();
  if (isDefaultGroup(name)) assertAlmighty(actor);
}
