import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { AccountGateService } from './account-gate.service';
import { type Actor, assertAlmighty } from './actor';
import { parseEmail } from './email';
import { PasswordsService } from './passwords.service';
import { CredentialsRepository } from './persistence/credentials.repository';
import { UsersRepository } from './persistence/users.repository';
import {
  type AuthState,
  type Credentials,
  isUserId,
  type NewUser,
  type User,
  type UserChanges,
  type UserQuery,
} from './user';
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
    private readonly users: UsersRepository,
    private readonly credentials: CredentialsRepository,
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

  /** Accounts by e-mail. */
  async list({ limit = USUAL_PAGE, after = '' }: UserQuery = {}): Promise<User[]> {
    const rows = Math.min(Math.max(Math.trunc(limit) || 1, 1), LONGEST_PAGE);
    return this.users.findPage(rows, after.replaceAll('\0', ''));
  }

  /**
   * @throws InvalidEmailError, InvalidUserError, EmailTakenError, PasswordRefusedError, HashingBusyError;
   *   SuperuserOnlyError when staff or a superuser is made by somebody else
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
    const id = await this.users.insert({
      email,
      displayName,
      language: wanted.language ?? 'es',
      mustChangePassword: wanted.mustChangePassword ?? false,
      isStaff,
      isSuperuser,
      passwordHash,
    });
    return this.get(id);
  }

  /** @throws UnknownUserError, InvalidEmailError, InvalidUserError, EmailTakenError, SuperuserOnlyError, RightsNotHeldError */
  async update(actor: Actor, id: string, changes: UserChanges): Promise<User> {
    const email = changes.email === undefined ? undefined : emailOf(changes.email);
    if (changes.displayName !== undefined) assertDisplayName(changes.displayName);
    return this.transactions.run(async () => {
      await this.gate.open(actor, id);
      await this.users.update(id, { ...changes, email });
      return this.get(id);
    });
  }

  /**
   * Lets an account in or keeps it out. Tokens of a time before it was kept out stay dead when it is let in again.
   *
   * @throws UnknownUserError, LastSuperuserError, SuperuserOnlyError, RightsNotHeldError
   */
  async setActive(actor: Actor, id: string, active: boolean): Promise<User> {
    return this.transactions.run(async () => {
      await (active ? this.gate.open(actor, id) : this.gate.openToDemote(actor, id));
      await this.users.setFlag(id, 'is_active', active);
      if (!active) await this.credentials.invalidateTokens(id);
      return this.get(id);
    });
  }

  /** @throws UnknownUserError; SuperuserOnlyError for everybody but superusers */
  async setStaff(actor: Actor, id: string, staff: boolean): Promise<User> {
    assertAlmighty(actor);
    return this.transactions.run(async () => {
      await this.gate.open(actor, id);
      await this.users.setFlag(id, 'is_staff', staff);
      return this.get(id);
    });
  }

  /** @throws UnknownUserError, LastSuperuserError; SuperuserOnlyError for everybody but superusers */
  async setSuperuser(actor: Actor, id: string, superuser: boolean): Promise<User> {
    assertAlmighty(actor);
    return this.transactions.run(async () => {
      await (superuser ? this.gate.open(actor, id) : this.gate.openToDemote(actor, id));
      await this.users.setFlag(id, 'is_superuser', superuser);
      return this.get(id);
    });
  }

  /** @throws UnknownUserError, LastSuperuserError, SuperuserOnlyError, RightsNotHeldError */
  async delete(actor: Actor, id: string): Promise<void> {
    await this.transactions.run(async () => {
      await this.gate.openToDemote(actor, id);
      await this.users.delete(id);
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

  /** Keeps when somebody signed in last. */
  async recordSignIn(userId: string): Promise<void> {
    if (isUserId(userId)) await this.credentials.recordSignIn(userId);
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
