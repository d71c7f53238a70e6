import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { AccountGateService } from './account-gate.service';
import type { Actor } from './actor';
import { LegacyHashesService } from './legacy-hashes.service';
import { PasswordHashingService } from './password-hashing.service';
import { describeFault, isTooLong, passwordFaults, passwordLengths } from './password-policy';
import { HashingBusyError, PasswordRefusedError } from './passwords.errors';
import { CredentialsRepository } from './persistence/credentials.repository';
import type { Credentials, User } from './user';

/** How a password is set. */
export interface PasswordChange {
  /** Its owner has to choose another one after signing in; false if absent. */
  readonly mustChange?: boolean;
  /** Tokens issued so far stay good: only for who ends the other sessions himself. */
  readonly keepTokens?: boolean;
}

/** Setting passwords, and checking the one that somebody signs in with. */
@Injectable()
export class PasswordsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly gate: AccountGateService,
    private readonly hashing: PasswordHashingService,
    private readonly credentials: CredentialsRepository,
    private readonly legacyHashes: LegacyHashesService,
  ) {}

  /**
   * The hash of a new password.
   *
   * @param previous the one it takes the place of, where it has to be another one
   * @throws PasswordRefusedError saying all that is wrong with it; HashingBusyError
   */
  async prepare(
    password: string,
    of: Pick<User, 'email' | 'isStaff' | 'isSuperuser'>,
    previous: string | null = null,
  ): Promise<string> {
    const isStaff = of.isStaff || of.isSuperuser;
    const faults = passwordFaults(password, { email: of.email, isStaff, previous });
    if (faults.length > 0) {
      throw new PasswordRefusedError(
        faults,
        faults.map((fault) => describeFault(fault, isStaff)),
        passwordLengths(isStaff),
      );
    }
    return this.hashing.hash(password);
  }

  /**
   * Sets a password by a hash that {@link prepare} has made. Tokens issued so far are dead after it. Whoever does it
   * knows why, ends the sessions, and puts it down in the audit.
   *
   * @throws UnknownUserError, SuperuserOnlyError, RightsNotHeldError
   */
  async set(actor: Actor, userId: string, hash: string, options: PasswordChange = {}): Promise<void> {
    await this.transactions.run(async () => {
      await this.gate.open(actor, userId);
      await this.credentials.setHash(userId, hash, options.mustChange ?? false);
      if (options.keepTokens !== true) await this.credentials.invalidateTokens(userId);
    });
  }

  /**
   * Whether somebody knows the password of an account. Costs the same hash work for an account that is not there
   * (`null`) or has no password, for one with a hash that another program wrote, and for a password that is longer than
   * any may be. An old hash that fits is replaced by one of today's, once.
   *
   * @throws HashingBusyError
   */
  async check(account: Credentials | null, password: string): Promise<boolean> {
    const { userId, passwordHash, isActive } = account ?? { userId: '', passwordHash: null, isActive: false };
    const padding = await this.legacyHashes.padding();
    if (passwordHash === null || isTooLong(password)) return this.hashing.verifyDummy('', padding);
    if (!(await this.hashing.verify(passwordHash, password, padding))) return false;
    if (isActive && this.hashing.needsRehash(passwordHash)) {
      await this.renew(userId, passwordHash, password);
    }
    return true;
  }

  /**
   * Whether a password is the one that {@link prepare} has made a hash of, where there is no account yet.
   *
   * @throws HashingBusyError
   */
  async fits(hash: string, password: string): Promise<boolean> {
    return isTooLong(password) ? this.hashing.verifyDummy('') : this.hashing.verify(hash, password);
  }

  private async renew(userId: string, oldHash: string, password: string): Promise<void> {
    try {
      await this.credentials.replaceHash(userId, oldHash, await this.hashing.hash(password));
    } catch (error) {
      // the next sign-in renews it
      if (!(error instanceof HashingBusyError)) throw error;
    }
  }
}
