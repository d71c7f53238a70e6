import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { type Actor, assertHolds, type Person } from './actor';
import { type HeldPermission, type Permission, permissionCatalogue, permissionCodes } from './permissions';
import { CredentialsRepository } from './persistence/credentials.repository';
import { PermissionsRepository } from './persistence/permissions.repository';
import { UnknownPermissionError } from './rights.errors';
import { isUserId } from './user';

/** What a sync found to do, by codename. */
export interface SyncOutcome {
  readonly added: readonly string[];
  /** Called otherwise than in the catalogue. */
  readonly renamed: readonly string[];
  /** Not in the catalogue (any more). */
  readonly unknown: readonly string[];
}

const byCodename = new Map<string, Permission>(permissionCatalogue.map((one) => [one.codename, one]));

/** What may be done at all, and what somebody may do. Read anew each time: a removal acts on the next request. */
@Injectable()
export class PermissionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly permissions: PermissionsRepository,
    private readonly credentials: CredentialsRepository,
    private readonly audit: AuditService,
  ) {}

  /**
   * Brings the table up to the catalogue; a second time changes nothing.
   *
   * @param prune removes what the catalogue does not know, and with it what was granted of it. Not at each start: an
   *   older version that runs for an hour would take from everybody what the newer one had added.
   */
  async sync({ prune }: { readonly prune: boolean }): Promise<SyncOutcome> {
    return this.transactions.run(async () => {
      await this.permissions.lockCatalogue();
      const there = new Map((await this.permissions.findAll()).map((one) => [one.codename, one]));
      const added = permissionCatalogue.filter(({ codename }) => !there.has(codename));
      const renamed = permissionCatalogue.filter(({ codename, nameEs, nameEn }) => {
        const known = there.get(codename);
        return known && (known.nameEs !== nameEs || known.nameEn !== nameEn);
      });
      const unknown = [...there.keys()].filter((codename) => !byCodename.has(codename));
      if (added.length + renamed.length > 0) await this.permissions.save([...added, ...renamed]);
      if (prune && unknown.length > 0) {
        await this.permissions.remove(unknown);
        await this.audit.recordAll(
          unknown.map((id) => ({ action: 'permission.removed', object: { type: 'permission', id } })),
        );
      }
      return {
        added: added.map(({ codename }) => codename),
        renamed: renamed.map(({ codename }) => codename),
        unknown,
      };
    });
  }

  /** All permissions that can be granted. */
  async list(): Promise<Permission[]> {
    return this.permissions.findAll();
  }

  /** Codenames that somebody may use now: a superuser all, an inactive or unknown one none. */
  async effective(userId: string): Promise<ReadonlySet<string>> {
    return (await this.actorOf(userId))?.permissions ?? new Set();
  }

  /** Somebody as the one who acts; `null` when he is inactive or unknown. */
  async actorOf(userId: string): Promise<Person | null> {
    const found = isUserId(userId) ? await this.permissions.findEffective(userId) : null;
    if (!found) return null;
    const permissions = new Set<string>(found.isSuperuser ? permissionCodes : found.codenames);
    return { userId, isSuperuser: found.isSuperuser, permissions };
  }

  /**
   * For whoever hands permissions on by another way than to users and groups, such as to an API key.
   *
   * @throws UnknownPermissionError; RightsNotHeldError for what the actor lacks himself
   */
  async assertGrantable(actor: Actor, codenames: readonly string[]): Promise<void> {
    const known = new Set(await this.permissions.findKnown(codenames));
    const unknown = codenames.filter((codename) => !known.has(codename));
    if (unknown.length > 0) throw new UnknownPermissionError(unknown);
    assertHolds(actor, codenames);
  }

  /** The same as {@link effective} with where each one comes from, for people. */
  async explain(userId: string): Promise<HeldPermission[]> {
    const state = isUserId(userId) ? await this.credentials.findAuthState(userId) : null;
    if (!state?.isActive) return [];
    const granted = await this.permissions.findGranted(userId);
    if (!state.isSuperuser) return granted;
    const origins = new Map(granted.map(({ codename, from }) => [codename, from]));
    return permissionCodes
      .map((codename) => ({ codename, from: ['superuser', ...(origins.get(codename) ?? [])] }))
      .sort((a, b) => (a.codename < b.codename ? -1 : 1));
  }
}
