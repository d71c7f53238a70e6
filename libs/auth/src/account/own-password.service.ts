import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { PasswordsService, type Person, UnknownUserError, UsersService } from '@app/users';
import { TokenInvalidError } from '../auth.errors';
import { LimitsService } from '../limits/limits.service';
import type { Caller } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';
import { presentPasswordLimit } from './account-limits';
import { WrongPasswordError } from './account.errors';
import { NewPasswordService } from './new-password.service';

/** Somebody who is signed in, and by which session. */
export interface SignedInPerson extends Person {
  readonly sessionId: string;
}

/** Choosing another password for oneself. */
@Injectable()
export class OwnPasswordService {
  constructor(
    private readonly transactions: Transactions,
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly newPasswords: NewPasswordService,
  ) {}

  /**
   * Sets another password for who knows the present one. All other sessions end; this one goes on.
   *
   * @param secrets.wanted may be the present one again, unless the account has to get another
   * @throws WrongPasswordError, PasswordRefusedError, ThrottledError, HashingBusyError; TokenInvalidError when another
   *   session has just done the same and ended this one
   */
  async change(
    person: SignedInPerson,
    { current, wanted }: { readonly current: string; readonly wanted: string },
    { ip }: Caller,
  ): Promise<void> {
    const { userId, sessionId } = person;
    const user = await this.users.findById(userId);
    if (!user) throw new UnknownUserError();
    const limit = presentPasswordLimit(userId);
    await this.limits.hit(limit);
    const credentials = await this.users.findCredentials(user.email);
    if (!(await this.passwords.check(credentials, current))) throw new WrongPasswordError();
    await this.limits.clear(limit);
    const hash = await this.passwords.prepare(wanted, user, user.mustChangePassword ? current : null);
    await this.transactions.run(async () => {
      await this.newPasswords.set(person, user, hash, { action: 'user.password_changed', ip });
      const open = await this.sessions.list(userId, sessionId);
      if (!open.some((session) => session.current)) throw new TokenInvalidError();
      await this.sessions.revokeOthers(userId, sessionId, { reason: 'password_change', actor: userId, ip });
    });
  }
}
