import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { Clock } from '@app/kernel';
import { UsersService } from '@app/users';
import { InvalidCredentialsError, SessionNotFoundError } from '../auth.errors';
import { RevocationRepository } from '../persistence/revocation.repository';
import { SessionsRepository } from '../persistence/sessions.repository';
import { TokenIssueService } from '../tokens/token-issue.service';
import {
  type Caller,
  type IssuedTokens,
  LOCK_TIMEOUT,
  type OwnSession,
  type Revocation,
  type Transport,
} from './session';
import { SessionEndService } from './session-end.service';
import { isSessionId, newSessionId } from './session-id';

/** Open sessions that a user may have; one more ends the one that was seen least recently. */
const MOST_SESSIONS = 20;

/** The sessions of a user, for that user: opening, listing and ending them. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly transactions: Transactions,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly sessions: SessionsRepository,
    private readonly revocations: RevocationRepository,
    private readonly tokens: TokenIssueService,
    private readonly ends: SessionEndService,
  ) {}

  /**
   * Opens a session for somebody who has just proven who they are; always a new one.
   *
   * @throws InvalidCredentialsError when the user has been deleted or deactivated meanwhile
   */
  async open(userId: string, caller: Caller, transport: Transport): Promise<IssuedTokens> {
    return this.transactions.run(async () => {
      if (!(await this.sessions.holdUser(userId, LOCK_TIMEOUT))) throw new InvalidCredentialsError();
      await this.sessions.takeTurns(userId);
      const user = await this.users.findAuthState(userId);
      if (!user?.isActive) throw new InvalidCredentialsError();
      await this.makeRoom(userId, caller);
      const row = {
        id: newSessionId(this.clock.now()),
        userId,
        jti: randomUUID(),
        kid: this.tokens.activeKid,
        lifetimes: this.tokens.lifetimes(user),
        transport,
        ip: caller.ip,
        userAgent: caller.userAgent ?? null,
      };
      const { createdAt, expiresAt } = await this.sessions.insert(row);
      const head = { ...row, sessionId: row.id, gen: 1, createdAt, expiresAt };
      return this.tokens.issue(head, transport, user, createdAt);
    });
  }

  /**
   * The open sessions of a user, the one used last first.
   *
   * @param currentId the one that asks
   */
  async list(userId: string, currentId: string): Promise<OwnSession[]> {
    const open = await this.sessions.findOpen(userId);
    return open.map((session) => ({ ...session, current: session.id === currentId }));
  }

  /** @throws SessionNotFoundError for one that is unknown, ended or somebody else's */
  async revoke(userId: string, sessionId: string, by: Revocation): Promise<void> {
    const ended = isSessionId(sessionId) ? await this.ends.end({ ids: [sessionId], userId }, by) : 0;
    if (ended === 0) throw new SessionNotFoundError();
  }

  /**
   * Ends all sessions of a user but one.
   *
   * @returns how many
   */
  async revokeOthers(userId: string, keepId: string, by: Revocation): Promise<number> {
    return this.ends.end({ userId, except: keepId }, by);
  }

  /**
   * Ends all sessions of a user, and whatever else was issued to that user before this millisecond: also the session
   * of a sign-in that is not finished yet. One that begins in this millisecond or later lives.
   *
   * @returns how many sessions were open
   * @throws UnknownUserError
   */
  async revokeAll(userId: string, by: Revocation): Promise<number> {
    return this.ends.endAll(userId, by);
  }

  private async makeRoom(userId: string, { ip }: Caller): Promise<void> {
    const ids = await this.revocations.findSurplus(userId, MOST_SESSIONS - 1);
    if (ids.length > 0) await this.ends.end({ ids }, { reason: 'session_limit', ip });
  }
}
