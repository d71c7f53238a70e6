import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { type Actor, assertAlmighty, assertHolds, assertNotSelf } from './actor';
import { defaultGroups, isDefaultGroup } from './default-groups';
import { type Group, type GroupChanges, type GroupDifference, isGroupName } from './group';
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
    private readonly audit: AuditService,
  ) {}

  /** All groups by name. */
  async list(): Promise<Group[]> {
    return this.groups.findAll();
  }

  /** @throws UnknownGroupError */
  async find(name: string): Promise<Group> {
    const group = isGroupName(name) ? await this.groups.findByName(name) : null;
    if (!group) throw new UnknownGroupError(name);
    return group;
  }

  /** Names of the groups that a user is in. */
  async namesOf(userId: string): Promise<string[]> {
    return this.groups.findNamesOf(userId);
  }

  /**
   * @throws InvalidGroupNameError, GroupNameTakenError, UnknownPermissionError, RightsNotHeldError;
   *   SuperuserOnlyError for a name that `fillgroups` would fill
   */
  async create(actor: Actor, name: string, codenames: readonly string[] = []): Promise<Group> {
    assertMayName(actor, name);
    assertHolds(actor, codenames);
    return this.transactions.run(async () => {
      await this.assertKnown(codenames);
      const { id } = await this.groups.insert(name);
      await this.groups.grant(id, codenames);
      const group = await this.find(name);
      await this.audit.recordChange(
        aboutGroup('group.created', name),
        {},
        { permissions: group.permissions },
      );
      return group;
    });
  }

  /**
   * Changes all that is named, or nothing at all.
   *
   * @throws what {@link create} throws, and UnknownGroupError, OwnRightsError
   */
  async change(actor: Actor, name: string, changes: GroupChanges): Promise<Group> {
    const { name: newName = name, grant = [], revoke = [] } = changes;
    if (newName !== name) assertMayName(actor, newName);
    assertHolds(actor, grant);
    return this.transactions.run(async () => {
      const { id, permissions } = await this.open(actor, name);
      await this.assertKnown([...grant, ...revoke]);
      await this.groups.grant(id, grant);
      await this.groups.revoke(id, revoke);
      if (newName !== name) await this.groups.rename(id, newName);
      const after = await this.find(newName);
      // by the name that it has from now on: that is where its history will be looked for
      await this.audit.recordChange(aboutGroup('group.changed', newName), { name }, { name: newName });
      await this.audit.recordChange(
        aboutGroup('group.permissions_changed', newName),
        { permissions },
        { permissions: after.permissions },
      );
      return after;
    });
  }

  /** @throws UnknownGroupError, RightsNotHeldError, OwnRightsError */
  async delete(actor: Actor, name: string): Promise<void> {
    await this.transactions.run(async () => {
      const { id, permissions } = await this.open(actor, name);
      await this.groups.delete(id);
      await this.audit.recordChange(
        aboutGroup('group.deleted', name),
        { permissions },
        { permissions: null },
      );
    });
  }

  /** {@link change} */
  async rename(actor: Actor, name: string, newName: string): Promise<void> {
    await this.change(actor, name, { name: newName });
  }

  /** {@link change} */
  async grant(actor: Actor, name: string, codenames: readonly string[]): Promise<void> {
    await this.change(actor, name, { grant: codenames });
  }

  /** {@link change} */
  async revoke(actor: Actor, name: string, codenames: readonly string[]): Promise<void> {
    await this.change(actor, name, { revoke: codenames });
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
      await this.audit.recordChange(
        aboutGroup(found ? 'group.permissions_changed' : 'group.created', name),
        found ? { permissions: found.permissions } : {},
        { permissions: [...wanted].sort() },
      );
    }
    return { name, created: !found, added, removed };
  }

  /** The one way to a group that is about to be changed: locked, and only for those who may. Inside a transaction. */
  private async open(actor: Actor, name: string): Promise<LockedGroup> {
    const group = isGroupName(name) ? await this.groups.lockByName(name) : null;
    if (!group) throw new UnknownGroupError(name);
    if (actor !== 'system' && (await this.groups.hasUser(group.id, actor.userId))) {
      assertNotSelf(actor, actor.userId);
    }
    assertHolds(actor, group.permissions);
    return group;
  }

  private async assertKnown(codenames: readonly string[]): Promise<void> {
    const known = new Set(await this.permissions.findKnown(codenames));
    const unknown = codenames.filter((codename) => !known.has(codename));
    if (unknown.length > 0) throw new UnknownPermissionError(unknown);
  }
}

function aboutGroup<Action extends string>(action: Action, name: string) {
  return { action, object: { type: 'group', id: name } } as const;
}

function assertMayName(actor: Actor, name: string): void {
  if (!isGroupName(name)) throw new InvalidGroupNameError();
  if (isDefaultGroup(name)) assertAlmighty(actor);
}
