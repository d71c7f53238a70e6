import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { PasswordsService, type Person, UnknownUserError, UsersService } from '@app/users';
import { TokenInvalidError } from '../auth.errors';
import type { Caller } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';
import { NewPasswordService } from './new-password.service';
import { PresentPasswordService } from './present-password.service';

/** Somebody who is signed in, and by which session. */
export interface SignedInPerson extends Person {
  readonly sessionId: string;
}

/** Choosing another password for oneself. */
@Injectable()
export class OwnPasswordService {
  constructor(
    private readonly transactions: Transactions,
    private readonly presentPasswords: PresentPasswordService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly sessions: SessionsService,
    private readonly newPasswords: NewPasswordService,
  ) {}

  /**
   * Sets another password for who knows the present one. All other sessions end; this one goes on.
   *
   * @param secrets the wanted one may be the present one again, unless the account has to get another
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
    await this.presentPasswords.prove(user, current, async (known) => {
      const hash = await this.passwords.prepare(wanted, user, user.mustChangePassword ? current : null);
      return this.transactions.run(async () => {
        // what somebody else has set meanwhile stays
        if (!(await this.users.holdWithHash(userId, known))) return false;
        await this.newPasswords.set(person, user, hash, { action: 'user.password_changed', ip });
        const open = await this.sessions.list(userId, sessionId);
        if (!open.some((session) => session.current)) throw new TokenInvalidError();
        await this.sessions.revokeOthers(userId, sessionId, { reason: 'password_change', actor: userId, ip });
        return true;
      });
    });
  }
}
