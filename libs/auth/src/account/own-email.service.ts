import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import {
  InvalidEmailError,
  isSameEmail,
  parseEmail,
  type Person,
  UnknownUserError,
  type UserChanges,
  UsersService,
} from '@app/users';
import { LimitsService } from '../limits/limits.service';
import type { Caller } from '../sessions/session';
import { emailChangeLimit, mailLimit } from './account-limits';
import { AccountMailService } from './account-mail.service';
import { PresentPasswordService } from './present-password.service';

/** Giving one's own account another address. */
@Injectable()
export class OwnEmailService {
  constructor(
    private readonly transactions: Transactions,
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly presentPasswords: PresentPasswordService,
    private readonly mail: AccountMailService,
  ) {}

  /**
   * Sets another address, and whatever else is changed with it, for who knows the present password: links to a new
   * password go there from now on. It is not proven yet and is sent a link for that; the old one is told.
   *
   * @throws InvalidEmailError, WrongPasswordError, EmailTakenError, InvalidUserError, ThrottledError, HashingBusyError,
   *   UnknownUserError
   */
  async change(
    person: Person,
    { email, ...changes }: Pick<UserChanges, 'displayName' | 'language'> & { readonly email: string },
    currentPassword: string,
    { ip }: Caller,
  ): Promise<void> {
    const { userId } = person;
    const address = parseEmail(email);
    if (address === null) throw new InvalidEmailError();
    const user = await this.users.findById(userId);
    if (!user) throw new UnknownUserError();
    await this.presentPasswords.prove(user, currentPassword, async (known) => {
      if (!isSameEmail(user.email, address)) {
        await this.limits.hit(emailChangeLimit(userId), mailLimit('email_verification', address));
      }
      return this.transactions.run(async () => {
        if (!(await this.users.holdWithHash(userId, known))) return false;
        const { before, after } = await this.users.edit(person, userId, { ...changes, email: address });
        if (isSameEmail(before.email, after.email)) return true;
        await this.mail.sendEmailChanged(before, ip);
        await this.mail.sendLink(after, 'email_verification');
        return true;
      });
    });
  }
}
