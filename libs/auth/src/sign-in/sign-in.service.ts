import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { Transactions } from '@app/database';
import { Clock } from '@app/kernel';
import { type Credentials, parseEmail, PasswordsService, UnknownUserError, UsersService } from '@app/users';
import { InvalidCredentialsError } from '../auth.errors';
import { LimitsService } from '../limits/limits.service';
import { LogoutService } from '../sessions/logout.service';
import type { Caller, IssuedTokens, Transport } from '../sessions/session';
import { SessionsService } from '../sessions/sessions.service';
import { KeyRing } from '../tokens/key-ring';
import { isDeviceOf, signDevice } from './known-device';
import { accountLimits, type SignInLimits, signInLimits } from './sign-in-limits';

/** What somebody signs in with. */
export interface SignInOrder {
  readonly email: string;
  readonly password: string;
  readonly transport: Transport;
  /** A refresh token that came along in a cookie: its session ends when the sign-in succeeds. */
  readonly previousRefresh?: string | null;
  /** What an earlier sign-in on this device has answered. */
  readonly device?: string | null;
}

/** What a sign-in gives. */
export interface SignInOutcome {
  readonly tokens: IssuedTokens;
  /** What this device is known by from now on; good for {@link DEVICE_LIFE}. */
  readonly device: string;
  /** Nothing but choosing another password is open. */
  readonly mustChangePassword: boolean;
}

/** Signing in by password. */
@Injectable()
export class SignInService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly ring: KeyRing,
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly limits: LimitsService,
    private readonly sessions: SessionsService,
    private readonly logouts: LogoutService,
    private readonly audit: AuditService,
  ) {}

  /**
   * Opens a session for who knows the password of an active account; always a new one. An attempt is counted before
   * anything is hashed, and taken back when it turns out to be none, so of many at once no more get through than may.
   *
   * @throws InvalidCredentialsError for an unknown account, a wrong password and an inactive account alike, after the
   *   same work; ThrottledError, for accounts that do not exist too; HashingBusyError
   */
  async signIn(order: SignInOrder, caller: Caller): Promise<SignInOutcome> {
    const account = await this.users.findCredentials(order.email);
    const limits = signInLimits(keyOf(order.email), caller, this.knownDevice(order, account));
    await this.limits.hit(...limits.shared, limits.own);
    try {
      return await this.attempt(account, order, caller, limits);
    } catch (error) {
      // neither right nor wrong: the attempt has told nobody anything
      if (!(error instanceof InvalidCredentialsError)) {
        await this.limits.takeBack(...limits.shared, limits.own);
      }
      throw error;
    }
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
      await this.limits.clear(...accountLimits(keyOf(user.email)));
      await this.audit.record({ action: 'user.unlocked', object: { type: 'user', id: user.id } });
    });
  }

  private async attempt(
    found: Credentials | null,
    order: SignInOrder,
    caller: Caller,
    limits: SignInLimits,
  ): Promise<SignInOutcome> {
    let account = found;
    while ((await this.passwords.check(account, order.password)) && account?.isActive) {
      const outcome = await this.enter(account, order, caller, limits);
      if (outcome) return outcome;
      // the account is another one than it was before the hash work: its password was renewed or changed meanwhile
      account = await this.users.findCredentials(order.email);
    }
    await this.audit.record({
      action: 'session.sign_in_failed',
      object: { type: 'user', id: account?.userId ?? null },
      actor: { kind: 'anonymous' },
      ip: caller.ip,
    });
    throw new InvalidCredentialsError();
  }

  /**
   * Lets somebody in whose password was right. The account is locked first, as by all who lock sessions of it too.
   *
   * @returns `null` when it was the right one a moment ago
   */
  private async enter(
    { userId, passwordHash, mustChangePassword }: Credentials,
    { transport, previousRefresh }: SignInOrder,
    caller: Caller,
    limits: SignInLimits,
  ): Promise<SignInOutcome | null> {
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
      await this.limits.takeBack(...limits.shared);
      await this.limits.clear(limits.own);
      return { tokens, device: signDevice(this.ring, userId, this.clock.now()), mustChangePassword };
    });
  }

  /** The device, if it is proven to be one of the account's owner. */
  private knownDevice({ device = null }: SignInOrder, account: Credentials | null): string | null {
    const known =
      device !== null && account && isDeviceOf(this.ring, device, account.userId, this.clock.now());
    return known ? device : null;
  }
}

/** What an account is counted by. What is no e-mail may be a password in the wrong field: nothing is kept of it. */
function keyOf(email: string): string {
  return parseEmail(email) ?? '';
}
