import { timingSafeEqual } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuditService, differences, TraceService } from '@app/audit';
import { type ListPage, type ListRequest, Transactions } from '@app/database';
import {
  type Actor,
  permissionCodes,
  PermissionsService,
  type Person,
  personalPermissionCodes,
  UnknownUserError,
  UsersService,
} from '@app/users';
import { AccountMailService } from '../account/account-mail.service';
import { TokenInvalidError } from '../auth.errors';
import { ApiKeysRepository } from '../persistence/api-keys.repository';
import {
  type ApiKey,
  type ApiKeyChanges,
  type ApiKeyDetails,
  type ApiKeyFilter,
  type ApiKeyIdentity,
  type ApiKeyOrder,
  isApiKeyId,
  isApiKeyName,
  type IssuedApiKey,
  type NewApiKey,
  newKey,
  readKey,
} from './api-key';
import {
  ApiKeyRevokedError,
  InvalidApiKeyError,
  PeopleOnlyError,
  UnknownApiKeyError,
} from './api-keys.errors';

/** What the secret of an unknown key is compared with: that nobody has it takes as long to find out as any other. */
const NOBODY = Buffer.alloc(32);
const FOR_PEOPLE = new Set<string>(personalPermissionCodes);

/**
 * Keys of programs. A key reaches as far as it was given and its owner reaches at the same moment, whichever is less,
 * and it is never a superuser.
 */
@Injectable()
export class ApiKeysService {
  constructor(
    private readonly transactions: Transactions,
    private readonly keys: ApiKeysRepository,
    private readonly users: UsersService,
    private readonly permissions: PermissionsService,
    private readonly mail: AccountMailService,
    private readonly audit: AuditService,
    private readonly traces: TraceService,
  ) {}

  /**
   * Who comes in with a key. Nothing is remembered from the request before.
   *
   * @param ip where from, for the list of keys
   * @throws TokenInvalidError for whatever is no key of ours that counts now: unknown, wrong, expired or revoked, or of
   *   an owner who is inactive, gone, or has to choose another password first
   */
  async identify(text: string, ip: string | null): Promise<ApiKeyIdentity> {
    const presented = readKey(text);
    if (!presented) throw new TokenInvalidError();
    const key = await this.keys.findUse(presented.prefix);
    const proven = timingSafeEqual(presented.secretHash, key?.secretHash ?? NOBODY);
    if (!key || !proven || !key.alive || key.userId === null) throw new TokenInvalidError();
    if (key.noteworthy) await this.keys.noteUse(key.id, ip);
    const held = new Set<string>(key.ownerIsSuperuser ? permissionCodes : key.ownerPermissions);
    const permissions = new Set(key.permissions.filter((codename) => held.has(codename)));
    return { apiKeyId: key.id, userId: key.userId, permissions };
  }

  /** A part of all keys. */
  async list(filter: ApiKeyFilter, request: ListRequest<ApiKeyOrder>): Promise<ListPage<ApiKey>> {
    return this.keys.page(filter, request);
  }

  /**
   * One key, and what it can be given so that it opens something.
   *
   * @throws UnknownApiKeyError
   */
  async describe(id: string): Promise<ApiKeyDetails> {
    const key = await this.find(id);
    const held = key.owner ? [...(await this.permissions.effective(key.owner.id))] : [];
    return { ...key, usablePermissions: held.filter((codename) => !FOR_PEOPLE.has(codename)).sort() };
  }

  /** @throws UnknownApiKeyError */
  async find(id: string): Promise<ApiKey> {
    const found = isApiKeyId(id) ? await this.keys.find(id) : null;
    if (!found) throw new UnknownApiKeyError();
    return found;
  }

  /**
   * Makes a key of the one who asks, who is told by mail too. It is shown now and never again.
   *
   * @throws InvalidApiKeyError, PeopleOnlyError, UnknownPermissionError; RightsNotHeldError for what he lacks himself
   */
  async create(owner: Person, wanted: NewApiKey): Promise<IssuedApiKey> {
    return this.transactions.run(async () => {
      assertForPrograms(wanted.permissions);
      await this.permissions.assertGrantable(owner, wanted.permissions);
      return this.issue(owner.userId, owner.userId, wanted);
    });
  }

  /**
   * The same in the name of the operator, for a user.
   *
   * @throws InvalidApiKeyError, also when the user is inactive or lacks a permission; PeopleOnlyError,
   *   UnknownPermissionError, UnknownUserError
   */
  async createFor(email: string, wanted: NewApiKey): Promise<IssuedApiKey> {
    return this.transactions.run(async () => {
      const owner = await this.users.findByEmail(email);
      if (!owner) throw new UnknownUserError();
      assertForPrograms(wanted.permissions);
      await this.permissions.assertGrantable('system', wanted.permissions);
      await this.assertHeldBy(owner, wanted.permissions);
      return this.issue(owner.id, null, wanted);
    });
  }

  /**
   * Edits a key; what it may do newly, its owner and whoever edits it may do themselves. What it was given and is for
   * nothing now, as its owner has lost it or keys cannot use it any more, it may keep.
   *
   * @throws UnknownApiKeyError, InvalidApiKeyError also for what the owner lacks, ApiKeyRevokedError, PeopleOnlyError, UnknownPermissionError;
   *   RightsNotHeldError also when the key of somebody else reaches further than the actor
   */
  async update(actor: Actor, id: string, changes: ApiKeyChanges): Promise<ApiKey> {
    return this.transactions.run(async () => {
      const before = await this.lock(id);
      if (before.state === 'revoked') throw new ApiKeyRevokedError();
      const { name = before.name, permissions = before.permissions, expiresAt = before.expiresAt } = changes;
      const added = permissions.filter((codename) => !before.permissions.includes(codename));
      assertForPrograms(added);
      const own = actor !== 'system' && before.owner?.id === actor.userId;
      const held = new Set(own ? before.permissions : []);
      await this.permissions.assertGrantable(actor, [
        ...(own ? [] : before.permissions),
        ...permissions.filter((codename) => !held.has(codename)),
      ]);
      if (before.owner) await this.assertHeldBy(before.owner, added);
      await this.assertPossible({ name, permissions, expiresAt: changes.expiresAt ?? null });
      await this.keys.update(id, { name, permissions, expiresAt });
      const after = await this.find(id);
      const changed = differences(auditable(before), auditable(after));
      if (Object.keys(changed).length > 0) {
        await this.audit.record({
          action: 'apikey.changed',
          object: { type: 'api_key', id },
          changes: changed,
        });
      }
      return after;
    });
  }

  /**
   * Takes a key back: it is dead on the next request. A second time changes nothing. Whose it is does not matter.
   *
   * @throws UnknownApiKeyError
   */
  async revoke(actor: Actor, id: string): Promise<void> {
    await this.transactions.run(async () => {
      const { name, prefix } = await this.lock(id);
      if (!(await this.keys.revoke(id, actor === 'system' ? null : actor.userId))) return;
      const object = { type: 'api_key', id } as const;
      await this.audit.record({ action: 'apikey.revoked', object, details: { name, prefix } });
    });
  }

  /**
   * The same by what can be seen of a key, in the name of the operator.
   *
   * @throws UnknownApiKeyError
   */
  async revokeByPrefix(prefix: string): Promise<void> {
    const id = await this.keys.findIdByPrefix(prefix.replaceAll('\0', ''));
    if (id === null) throw new UnknownApiKeyError();
    await this.revoke('system', id);
  }

  private async lock(id: string): Promise<ApiKey> {
    if (!isApiKeyId(id)) throw new UnknownApiKeyError();
    await this.keys.lock(id);
    return this.find(id);
  }

  private async issue(ownerId: string, createdBy: string | null, wanted: NewApiKey): Promise<IssuedApiKey> {
    await this.assertPossible(wanted);
    const { key, ...parts } = newKey();
    const id = await this.keys.insert(parts, wanted, ownerId, createdBy);
    if (id === null) throw new UnknownUserError();
    const apiKey = await this.find(id);
    const details = { ...auditable(apiKey), prefix: apiKey.prefix, owner: ownerId };
    await this.audit.record({ action: 'apikey.created', object: { type: 'api_key', id }, details });
    const owner = await this.users.findById(ownerId);
    if (owner) await this.mail.sendApiKeyCreated(owner, apiKey, this.traces.get().ip);
    return { key, apiKey };
  }

  private async assertHeldBy(
    owner: { readonly id: string; readonly email: string },
    codenames: readonly string[],
  ): Promise<void> {
    const held = await this.permissions.effective(owner.id);
    const missing = codenames.filter((codename) => !held.has(codename));
    if (missing.length === 0) return;
    throw new InvalidApiKeyError(
      `${owner.email} may not do this, so no key of theirs may: ${missing.join(', ')}.`,
      'permissions',
    );
  }

  private async assertPossible({ name, permissions, expiresAt }: NewApiKey): Promise<void> {
    if (!isApiKeyName(name)) {
      throw new InvalidApiKeyError(
        'The name of an API key has 1 to 100 characters, without line ends.',
        'name',
      );
    }
    if (permissions.length === 0) {
      throw new InvalidApiKeyError('An API key has at least one permission.', 'permissions');
    }
    if (expiresAt !== null && !(await this.keys.isFuture(expiresAt))) {
      throw new InvalidApiKeyError('An API key expires in the future.', 'expires_at');
    }
  }
}

/** @throws PeopleOnlyError */
function assertForPrograms(codenames: readonly string[]): void {
  const personal = codenames.filter((codename) => FOR_PEOPLE.has(codename));
  if (personal.length > 0) throw new PeopleOnlyError(personal);
}

/** What the audit tells of a key. */
function auditable({ name, permissions, expiresAt }: ApiKey) {
  return { name, permissions, expires_at: expiresAt?.toISOString() ?? null };
}
