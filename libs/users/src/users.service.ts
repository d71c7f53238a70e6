import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { AccountGateService } from './account-gate.service';
import { type Actor, assertAlmighty } from './actor';
import { parseEmail } from './email';
import { PasswordsService } from './passwords.service';
import { CredentialsRepository } from './persistence/credentials.repository';
import { UsersRepository } from './persistence/users.repository';
import { pseudonym } from './pseudonym';
import {
  type AuthState,
  type Credentials,
  isUserId,
  type NewUser,
  type User,
  type UserChanges,
  type UserQuery,
} from './user';
import { UserRightsService } from './user-rights.service';
import { EmailTakenError, InvalidEmailError, InvalidUserError, UnknownUserError } from './users.errors';

const LONGEST_NAME = 100;
const LONGEST_PAGE = 500;
const USUAL_PAGE = 100;

/**
 * Accounts. Whoever changes one says in whose name: nobody edits a superuser but a superuser, nobody edits an account
 * that may do more than he, and the last active superuser stays.
 */
@Injectable()
export class UsersService {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: AccountGateService,
    private readonly passwords: PasswordsService,
    private readonly rights: UserRightsService,
    private readonly users: UsersRepository,
    private readonly credentials: CredentialsRepository,
    private readonly audit: AuditService,
  ) {}

  /** `null` for whatever is no id of an account. */
  async findById(id: string): Promise<User | null> {
    return isUserId(id) ? this.users.findById(id) : null;
  }

  /** Letter case does not matter; `null` for whatever is no e-mail of an account. */
  async findByEmail(email: string): Promise<User | null> {
    const address = parseEmail(email);
    return address === null ? null : this.users.findByEmail(address);
  }

  /** Whether there is no account at all. */
  async isEmpty(): Promise<boolean> {
    return (await this.users.findPage(1, '')).length === 0;
  }

  /** Whether there is an active superuser. */
  async hasActiveSuperuser(): Promise<boolean> {
    return this.users.hasActiveSuperuser();
  }

  /** Accounts by e-mail. */
  async list({ limit = USUAL_PAGE, after = '' }: UserQuery = {}): Promise<User[]> {
    const rows = Math.min(Math.max(Math.trunc(limit) || 1, 1), LONGEST_PAGE);
    return this.users.findPage(rows, after.replaceAll('\0', ''));
  }

  /**
   * Makes an account with all that it is given, or nothing at all.
   *
   * @throws InvalidEmailError, InvalidUserError, EmailTakenError, PasswordRefusedError, HashingBusyError,
   *   UnknownGroupError, UnknownPermissionError, RightsNotHeldError; SuperuserOnlyError when staff or a superuser is
   *   made by somebody else
   */
  async create(actor: Actor, wanted: NewUser): Promise<User> {
    const { isStaff = false, isSuperuser = false, displayName = '', password } = wanted;
    if (isStaff || isSuperuser) assertAlmighty(actor);
    const email = emailOf(wanted.email);
    assertDisplayName(displayName);
    // the answer to a taken address does not cost a hash; the constraint decides when two come at once
    if (await this.users.findByEmail(email)) throw new EmailTakenError();
    const passwordHash =
      password === null ? null : await this.passwords.prepare(password, { email, isStaff, isSuperuser });
    return this.transactions.run(async () => {
      const id = await this.users.insert({
        email,
        displayName,
        language: wanted.language ?? 'es',
        mustChangePassword: wanted.mustChangePassword ?? false,
        isStaff,
        isSuperuser,
        passwordHash,
      });
      const user = await this.get(id);
      await this.audit.recordChange(aboutUser('user.created', id), {}, stateOf(user));
      if (wanted.permissions) await this.rights.grant(actor, id, wanted.permissions);
      if (wanted.groups) await this.rights.addToGroups(actor, id, wanted.groups);
      return user;
    });
  }

  /**
   * Changes all that is named, or nothing at all. Tokens of a time before an account is let in again are dead for ever.
   * Whoever becomes staff or a superuser has to choose another password: the present one may be shorter than theirs are.
   * Only the operator is spared that.
   *
   * @throws UnknownUserError, InvalidEmailError, InvalidUserError, EmailTakenError, LastSuperuserError,
   *   RightsNotHeldError; SuperuserOnlyError also for everybody who says who is staff or a superuser without being one
   */
  async update(actor: Actor, id: string, changes: UserChanges): Promise<User> {
    return (await this.edit(actor, id, changes)).after;
  }

  /** {@link update} that tells the account before and after it. */
  async edit(actor: Actor, id: string, changes: UserChanges): Promise<{ before: User; after: User }> {
    const { isActive, isStaff, isSuperuser, displayName } = changes;
    if (isStaff !== undefined || isSuperuser !== undefined) assertAlmighty(actor);
    const email = changes.email === undefined ? undefined : emailOf(changes.email);
    if (displayName !== undefined) assertDisplayName(displayName);
    const demotes = isActive === false || isSuperuser === false;
    return this.transactions.run(async () => {
      // one lock for all of it: to take the others' only now could end in two who wait for each other
      const before = await (demotes ? this.gate.openToDemote(actor, id) : this.gate.open(actor, id));
      const promoted = actor !== 'system' && isPromotion(before, changes);
      const mustChangePassword = promoted || changes.mustChangePassword;
      await this.users.update(id, { ...changes, email, mustChangePassword });
      // when it is let in, too: somebody may have been signing in just while it was kept out
      if (isActive !== undefined && isActive !== before.isActive) await this.credentials.invalidateTokens(id);
      const after = await this.get(id);
      await this.audit.recordChange(aboutUser('user.changed', id), stateOf(before), stateOf(after));
      return { before, after };
    });
  }

  /** Lets an account in or keeps it out: {@link update}. */
  async setActive(actor: Actor, id: string, isActive: boolean): Promise<User> {
    return this.update(actor, id, { isActive });
  }

  /** {@link update} */
  async setStaff(actor: Actor, id: string, isStaff: boolean): Promise<User> {
    return this.update(actor, id, { isStaff });
  }

  /** {@link update} */
  async setSuperuser(actor: Actor, id: string, isSuperuser: boolean): Promise<User> {
    return this.update(actor, id, { isSuperuser });
  }

  /** @throws UnknownUserError, LastSuperuserError, SuperuserOnlyError, RightsNotHeldError */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.transactions.run(async () => {
      await this.gate.openToDemote(actor, id);
      await this.users.delete(id);
      // who it was is forgotten with the account
      await this.audit.record(aboutUser('user.deleted', id));
    });
  }

  /** For sign-in only. */
  async findCredentials(email: string): Promise<Credentials | null> {
    const address = parseEmail(email);
    return address === null ? null : this.credentials.findCredentials(address);
  }

  /** For whoever judges tokens: read it on each request. */
  async findAuthState(userId: string): Promise<AuthState | null> {
    return isUserId(userId) ? this.credentials.findAuthState(userId) : null;
  }

  /**
   * Everything issued to an account before this millisecond of the database's clock is dead.
   *
   * @returns that moment
   * @throws UnknownUserError
   */
  async invalidateTokens(userId: string): Promise<Date> {
    const moment = isUserId(userId) ? await this.credentials.invalidateTokens(userId) : null;
    if (!moment) throw new UnknownUserError();
    return moment;
  }

  /**
   * The same for all active accounts; nobody comes into an inactive one, and its tokens die when it is let in again.
   *
   * @param exceptId an account that is spared
   */
  async invalidateAllTokens(exceptId: string | null): Promise<void> {
    await this.transactions.run(() => this.credentials.invalidateAllTokens(exceptId));
  }

  /**
   * Keeps when somebody signed in last, and in a transaction keeps others from changing the account until its end.
   *
   * @param hash what the password was checked against
   * @returns false when that is not the account's hash any more, or the account is not active
   */
  async recordSignIn(userId: string, hash: string): Promise<boolean> {
    return isUserId(userId) ? this.credentials.recordSignIn(userId, hash) : false;
  }

  /**
   * Keeps others from changing an account until the end of the transaction.
   *
   * @returns whether the hash is still this one, so that whoever has proven to know its password still does
   */
  async holdWithHash(userId: string, hash: string): Promise<boolean> {
    return isUserId(userId) ? this.credentials.lockWithHash(userId, hash) : false;
  }

  /**
   * Puts a hash in the place of another one, unless somebody has changed it meanwhile.
   *
   * @returns whether it did
   */
  async replaceHash(userId: string, oldHash: string, newHash: string): Promise<boolean> {
    return isUserId(userId) ? this.credentials.replaceHash(userId, oldHash, newHash) : false;
  }

  private async get(id: string): Promise<User> {
    const user = await this.users.findById(id);
    if (!user) throw new UnknownUserError();
    return user;
  }
}

function aboutUser<Action extends string>(action: Action, id: string) {
  return { action, object: { type: 'user', id } } as const;
}

/** Whether an account with a password gets a role whose passwords are longer. */
function isPromotion(before: User, { isStaff, isSuperuser }: UserChanges): boolean {
  if (before.isStaff || before.isSuperuser || !before.hasPassword) return false;
  return isStaff === true || isSuperuser === true;
}

/** What the audit compares of an account. */
function stateOf(user: User): Record<string, string | boolean> {
  return {
    email: pseudonym(user.email),
    display_name: pseudonym(user.displayName),
    language: user.language,
    is_active: user.isActive,
    is_staff: user.isStaff,
    is_superuser: user.isSuperuser,
    must_change_password: user.mustChangePassword,
    email_verified: user.emailVerifiedAt !== null,
  };
}

function emailOf(text: string): string {
  const email = parseEmail(text);
  if (email === null) throw new InvalidEmailError();
  return email;
}

function assertDisplayName(name: string): void {
  if (Array.from(name).length > LONGEST_NAME || /[\p{Cc}\p{Cs}]/u.test(name)) {
    throw new InvalidUserError(`A name has up to ${LONGEST_NAME} characters, without line ends.`);
  }
}
