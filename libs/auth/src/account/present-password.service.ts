import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { type Credentials, PasswordsService, type User, UsersService } from '@app/users';
import type { Limit } from '../limits/limit';
import { LimitsService } from '../limits/limits.service';
import { presentPasswordLimit } from './account-limits';
import { WrongPasswordError } from './account.errors';

/** Asking for the present password, where a session alone is not enough: it may be stolen. */
@Injectable()
export class PresentPasswordService {
  constructor(
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Does some work for who knows the present password of an account. A wrong one is put down; an attempt that could not
   * be judged, such as with all processors busy, is taken back.
   *
   * @param work gets the hash that was proven; answers `false` when it is not the account's any more (renewed, or changed
   *   by somebody else), whereupon the password is checked anew. It looks with `UsersService.holdWithHash`
   * @throws WrongPasswordError, ThrottledError, HashingBusyError, and what the work throws
   */
  async prove(
    { id, email }: User,
    password: string,
    work: (hash: string) => Promise<boolean>,
  ): Promise<void> {
    const limit = presentPasswordLimit(id);
    for (;;) {
      await this.limits.hit(limit);
      const account = await this.users.findCredentials(email);
      const known = await this.knows(account, password, limit);
      if (!known || account?.userId !== id || account.passwordHash === null) {
        // by whom and from where the request says
        await this.audit.record({ action: 'user.password_change_failed', object: { type: 'user', id } });
        throw new WrongPasswordError();
      }
      await this.limits.clear(limit);
      if (await work(account.passwordHash)) return;
    }
  }

  private async knows(account: Credentials | null, password: string, limit: Limit): Promise<boolean> {
    try {
      return await this.passwords.check(account, password);
    } catch (error) {
      await this.limits.takeBack(limit);
      throw error;
    }
  }
}
