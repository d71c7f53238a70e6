import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { UnknownUserError, UsersService } from '@app/users';
import { RevocationRepository } from '../persistence/revocation.repository';
import type { Revocation, SessionFilter } from './session';

/** Whose tokens an operator takes back. */
export interface RevocationOrder {
  /** E-mail of the user, or `null` for everybody. */
  readonly email: string | null;
  /** Only sessions that signed in before this moment; all if absent. */
  readonly before?: Date | undefined;
  readonly note?: string | null | undefined;
  /** Counts and changes nothing. */
  readonly dryRun?: boolean;
}

/** Taking tokens back in the name of an operator: one, some or all. */
@Injectable()
export class RevocationService {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UsersService,
    private readonly revocations: RevocationRepository,
  ) {}

  /**
   * Ends the open sessions of a user or of everybody by one UPDATE. For a whole user also what is being issued at this
   * moment dies.
   *
   * @returns how many sessions were open, or would be ended
   * @throws UnknownUserError
   */
  async revokeByOrder({ email, before, note = null, dryRun = false }: RevocationOrder): Promise<number> {
    const userId = email === null ? null : (await this.users.findByEmail(email))?.id;
    if (userId === undefined) throw new UnknownUserError();
    const filter: SessionFilter = { ...(userId === null ? {} : { userId }), ...(before ? { before } : {}) };
    if (dryRun) return this.revocations.count(filter);
    return this.transactions.run(async () => {
      if (userId !== null && !before) await this.users.invalidateTokens(userId);
      return this.revocations.revoke(filter, { reason: 'admin', note });
    });
  }

  /**
   * Ends sessions whoever they belong to.
   *
   * @returns how many were open
   */
  async revokeSessions(ids: readonly string[], by: Revocation): Promise<number> {
    return this.revocations.revoke({ ids }, by);
  }
}
