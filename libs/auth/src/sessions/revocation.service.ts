import { Injectable } from '@nestjs/common';
import { UnknownUserError, UsersService } from '@app/users';
import { SessionNotFoundError, TokenNotFoundError } from '../auth.errors';
import { RevocationRepository } from '../persistence/revocation.repository';
import { SessionRecordsRepository } from '../persistence/session-records.repository';
import { TokenRecordsRepository } from '../persistence/token-records.repository';
import type { Revocation, RevocationFilter } from './session';
import { type KeptSession, SessionEndService } from './session-end.service';

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

/**
 * Taking tokens back in the name of an operator or administrator: one, some or all, whoever they belong to. What is
 * taken back is dead on its next use. Superusers are no exception: it only takes away, they sign in again, and a stolen
 * session of theirs has to be stopped by whoever sees it first.
 */
@Injectable()
export class RevocationService {
  constructor(
    private readonly users: UsersService,
    private readonly revocations: RevocationRepository,
    private readonly sessions: SessionRecordsRepository,
    private readonly tokens: TokenRecordsRepository,
    private readonly ends: SessionEndService,
  ) {}

  /**
   * Ends the open sessions of a user or of everybody by one UPDATE. Unless they are only those from before a moment,
   * what is being issued now dies too.
   *
   * @returns how many sessions were open, or would be ended
   * @throws UnknownUserError
   */
  async revokeByOrder({ email, before, note = null, dryRun = false }: RevocationOrder): Promise<number> {
    const userId = email === null ? null : (await this.users.findByEmail(email))?.id;
    if (userId === undefined) throw new UnknownUserError();
    const whose: RevocationFilter = userId === null ? { everybody: true } : { userId };
    const filter = before ? { ...whose, before } : whose;
    if (dryRun) return this.revocations.count(filter);
    const by: Revocation = { reason: 'admin', note };
    if (before) return this.ends.end(filter, by);
    return userId === null ? this.ends.endEverybody(null, by) : this.ends.endAll(userId, by);
  }

  /**
   * Ends the open sessions that a filter means, all by one UPDATE.
   *
   * @returns how many they were
   */
  async revokeSessions(filter: RevocationFilter, by: Revocation): Promise<number> {
    return this.ends.end(filter, by);
  }

  /**
   * Ends the sessions of everybody, and whatever else was issued before this millisecond.
   *
   * @param kept a session that goes on
   * @returns how many were open
   */
  async revokeEverybody(kept: KeptSession | null, by: Revocation): Promise<number> {
    return this.ends.endEverybody(kept, by);
  }

  /**
   * Ends one session; one that has ended already stays as it is.
   *
   * @throws SessionNotFoundError
   */
  async revokeSession(id: string, by: Revocation): Promise<void> {
    if ((await this.sessions.findById(id)) === null) throw new SessionNotFoundError();
    await this.ends.end({ ids: [id] }, by);
  }

  /**
   * Puts one refresh token on the blacklist and ends its session; one that is there already stays as it is.
   *
   * @param id its id or its jti
   * @throws TokenNotFoundError
   */
  async blacklist(id: string, by: Revocation): Promise<void> {
    const token = await this.tokens.find(id);
    if (token === null) throw new TokenNotFoundError();
    await this.ends.blacklist(token, by);
  }
}
