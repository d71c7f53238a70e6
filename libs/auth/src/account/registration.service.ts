import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import { Transactions } from '@app/database';
import { InvalidEmailError, parseEmail, PasswordsService, type User, UsersService } from '@app/users';
import { LimitsService } from '../limits/limits.service';
import type { Caller } from '../sessions/session';
import { callerLimit, mailLimit } from './account-limits';
import { AccountMailService } from './account-mail.service';
import { RegistrationClosedError } from './account.errors';

/** What somebody says who wants an account. */
export type WantedAccount = Pick<User, 'email' | 'displayName' | 'language'> & { readonly password: string };

/**
 * Making an account for oneself, where the configuration allows it. There is no account until the link in the mail has
 * been opened: nobody signs in, or keeps an address from others, by an address that is not proven.
 */
@Injectable()
export class RegistrationService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly transactions: Transactions,
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly mail: AccountMailService,
  ) {}

  /**
   * Sends a link that makes the account, or tells the owner of the account that is there. Both cost the same.
   *
   * @throws RegistrationClosedError, InvalidEmailError, PasswordRefusedError, ThrottledError, HashingBusyError
   */
  async register({ password, ...wanted }: WantedAccount, caller: Caller): Promise<void> {
    if (!this.config.auth.registrationOpen) throw new RegistrationClosedError();
    const email = parseEmail(wanted.email);
    if (email === null) throw new InvalidEmailError();
    await this.limits.hit(callerLimit('registration', caller));
    // what is refused here sends no mail, so it does not count for the address
    const passwordHash = await this.passwords.prepare(password, {
      email,
      isStaff: false,
      isSuperuser: false,
    });
    await this.limits.hit(mailLimit('registration', email));
    await this.transactions.run(async () => {
      const present = await this.users.findByEmail(email);
      await this.mail.sendRegistration({ ...wanted, email, passwordHash }, present);
    });
  }
}
