import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { type Credentials, UsersService } from '@app/users';
import { LogoutService } from '../sessions/logout.service';
import type { Caller, IssuedTokens, Transport } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';
import { SignInAttemptsService } from './sign-in-attempts.service';
import type { SignInLimits } from './sign-in-limits';

/** How somebody comes in. */
export interface Entry {
  readonly transport: Transport;
  /** A refresh token that came along in a cookie: its session ends. */
  readonly previousRefresh?: string | null;
}

/** The last step of a sign-in: opening its session. */
@Injectable()
export class EntranceService {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UsersService,
    private readonly logouts: LogoutService,
    private readonly sessions: SessionsService,
    private readonly attempts: SignInAttemptsService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Lets somebody in whose password was right, and puts it down. The account is locked first, as by all who lock
   * sessions of it too.
   *
   * @returns `null` when it was the right one a moment ago
   */
  async enter(
    { userId, passwordHash }: Credentials,
    { transport, previousRefresh }: Entry,
    caller: Caller,
    limits: SignInLimits,
  ): Promise<IssuedTokens | null> {
    return this.transactions.run(async () => {
      if (!(await this.users.recordSignIn(userId, passwordHash ?? ''))) return null;
      await this.logouts.logout({ refresh: previousRefresh }, caller);
      const tokens = await this.sessions.open(userId, caller, transport);
      await this.audit.record({
        action: 'session.sign_in',
        object: { type: 'session', id: tokens.sessionId },
        details: { transport },
        actor: { kind: 'user', id: userId },
        ip: caller.ip,
      });
      await this.attempts.forgive(limits);
      return tokens;
    });
  }
}
