import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { UnknownUserError, UsersService } from '@app/users';
import { ThrottledError } from '../auth.errors';
import { LimitsService } from '../limits/limits.service';
import type { Caller } from '../sessions/session';
import { accountLimits, refusalLimit, type SignInLimits } from './sign-in-limits';

/** Counting attempts to sign in. */
@Injectable()
export class SignInAttemptsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly limits: LimitsService,
    private readonly users: UsersService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Counts an attempt. The first one that a limit refuses in a window of it is put down, the others are not: there are
   * always more attempts that were counted, and put down, than such entries.
   *
   * @param userId whose account is meant, or `null`
   * @throws ThrottledError
   */
  async count({ shared, own }: SignInLimits, userId: string | null, caller: Caller): Promise<void> {
    try {
      await this.limits.hit(...shared, own);
    } catch (error) {
      const refused = [...shared, own].find(
        (limit) => error instanceof ThrottledError && error.limit === limit,
      );
      if (refused && (await this.limits.tryHit(refusalLimit(refused)))) {
        await this.audit.record({
          action: 'session.sign_in_throttled',
          object: { type: 'user', id: userId },
          details: { limit: refused.bucket },
          actor: { kind: 'anonymous' },
          ip: caller.ip,
        });
      }
      throw error;
    }
  }

  /** Takes one back that has told nobody anything. */
  async takeBack({ shared, own }: SignInLimits): Promise<void> {
    await this.limits.takeBack(...shared, own);
  }

  /** Takes one back that succeeded, and forgets the failures of its owner before. */
  async forgive({ shared, own }: SignInLimits): Promise<void> {
    await this.limits.takeBack(...shared);
    await this.limits.clear(own);
  }

  /**
   * Forgets all attempts at an account, wherever they came from. The limit of an address stays: it is about others too.
   *
   * @throws UnknownUserError
   */
  async unlock(email: string): Promise<void> {
    const user = await this.users.findByEmail(email);
    if (!user) throw new UnknownUserError();
    await this.transactions.run(async () => {
      await this.limits.clear(...accountLimits(user.email));
      await this.audit.record({ action: 'user.unlocked', object: { type: 'user', id: user.id } });
    });
  }
}
