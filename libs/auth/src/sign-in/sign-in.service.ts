import { Injectable } from '@nestjs/common';
import { AuditService } from '@app/audit';
import { type Credentials, parseEmail, PasswordsService, UsersService } from '@app/users';
import { InvalidCredentialsError } from '../auth.errors';
import type { Caller, IssuedTokens } from '../sessions/session';
import { EntranceService, type Entry } from './entrance.service';
import { KnownDevicesService } from './known-devices.service';
import { SignInAttemptsService } from './sign-in-attempts.service';
import { type SignInLimits, signInLimits } from './sign-in-limits';

/** What somebody signs in with. */
export interface SignInOrder extends Entry {
  readonly email: string;
  readonly password: string;
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
    private readonly users: UsersService,
    private readonly passwords: PasswordsService,
    private readonly devices: KnownDevicesService,
    private readonly attempts: SignInAttemptsService,
    private readonly entrance: EntranceService,
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
    const device = account && order.device ? this.devices.ofOwner(account, order.device) : null;
    // what is no e-mail may be a password in the wrong field: nothing is kept of it
    const limits = signInLimits(parseEmail(order.email) ?? '', caller, device);
    await this.attempts.count(limits, account?.userId ?? null, caller);
    try {
      return await this.attempt(account, order, caller, limits);
    } catch (error) {
      // neither right nor wrong: the attempt has told nobody anything
      if (!(error instanceof InvalidCredentialsError)) await this.attempts.takeBack(limits);
      throw error;
    }
  }

  private async attempt(
    found: Credentials | null,
    order: SignInOrder,
    caller: Caller,
    limits: SignInLimits,
  ): Promise<SignInOutcome> {
    let account = found;
    while ((await this.passwords.check(account, order.password)) && account?.isActive) {
      const tokens = await this.entrance.enter(account, order, caller, limits);
      const { userId, mustChangePassword } = account;
      if (tokens) return { tokens, device: this.devices.sign(userId), mustChangePassword };
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
}
