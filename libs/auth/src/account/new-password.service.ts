import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { type Actor, PasswordsService, type User } from '@app/users';
import { LimitsService } from '../limits/limits.service';
import { accountLimits } from '../sign-in/sign-in-limits';
import { AccountLinksService } from './account-links.service';
import { AccountMailService } from './account-mail.service';

/** How an owner came to set another password, and from where. */
export interface PasswordOccasion {
  readonly action: 'user.password_changed' | 'user.password_reset';
  readonly ip: string | null;
}

/** What a password that its owner sets brings with it, however it is set. Ending sessions is up to the caller. */
@Injectable()
export class NewPasswordService {
  constructor(
    private readonly passwords: PasswordsService,
    private readonly limits: LimitsService,
    private readonly links: AccountLinksService,
    private readonly mail: AccountMailService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Its hash. That takes its time: not under a lock.
   *
   * @throws PasswordRefusedError, HashingBusyError
   */
  async prepare(user: User, password: string): Promise<string> {
    return this.passwords.prepare(password, user);
  }

  /**
   * Sets it, voids the links that would set another one, forgets guesses at the one before, tells the owner by mail,
   * and puts it down. Inside a transaction; the account is held from here on.
   *
   * @throws UnknownUserError
   */
  async set(actor: Actor, user: User, hash: string, { action, ip }: PasswordOccasion): Promise<void> {
    await this.passwords.set(actor, user.id, hash, { keepTokens: true });
    await this.links.voidPasswordLinks(user.id);
    await this.limits.clear(...accountLimits(user.email));
    await this.mail.sendPasswordChanged(user, ip);
    await this.audit.record({
      action,
      object: { type: 'user', id: user.id },
      actor: { kind: 'user', id: user.id },
      ip,
    });
  }
}
