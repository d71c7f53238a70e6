import { Injectable } from '@nestjs/common';
import { type AuditActor, type AuditEvent, AuditService, type AuditValue, TraceService } from '@app/audit';
import { Transactions } from '@app/database';
import { pseudonym, UsersService } from '@app/users';
import { ApiKeyEndService } from '../api-keys/api-key-end.service';
import { RevocationRepository } from '../persistence/revocation.repository';
import type { Revocation, RevocationFilter } from './session';

/** A session that outlives the end of all others, with its user. */
export interface KeptSession {
  readonly sessionId: string;
  readonly userId: string;
}

/** The one way in which sessions are ended on somebody's word or by a rule: always put down in the audit. */
@Injectable()
export class SessionEndService {
  constructor(
    private readonly transactions: Transactions,
    private readonly users: UsersService,
    private readonly revocations: RevocationRepository,
    private readonly keys: ApiKeyEndService,
    private readonly audit: AuditService,
    private readonly traces: TraceService,
  ) {}

  /**
   * Ends the open sessions that a filter means. Up to 20 of them are put down one by one; more as one order with its
   * filter, their number and that of their users.
   *
   * @returns how many were open
   */
  async end(
    filter: RevocationFilter,
    by: Revocation,
    action: 'session.revoked' | 'session.sign_out' = 'session.revoked',
  ): Promise<number> {
    return this.transactions.run(async () => {
      const { count, users, onlyUser, which } = await this.revocations.revoke(filter, this.placed(by));
      await this.audit.recordAll(
        which === null
          ? [
              {
                ...this.about(by, {
                  ...{ ...described(filter), sessions: count, users },
                  ...(onlyUser === null ? {} : { user: onlyUser }),
                }),
                action,
                object: SESSIONS,
              },
            ]
          : which.map(({ sessionId, userId }) => ({
              ...this.about(by, { user: userId }),
              action,
              object: { type: 'session', id: sessionId },
            })),
      );
      return count;
    });
  }

  /**
   * Ends all sessions of a user, and whatever else was issued to that user before this millisecond: also the session
   * of a sign-in that is not finished yet. One that begins in this millisecond or later lives. The API keys end too,
   * unless it is a sign-out.
   *
   * @returns how many sessions were open
   * @throws UnknownUserError
   */
  async endAll(userId: string, by: Revocation): Promise<number> {
    return this.transactions.run(async () => {
      const before = await this.users.invalidateTokens(userId);
      const sessions = await this.end({ userId, before }, by);
      // who signs out everywhere keeps what programs come in with
      if (by.reason !== 'logout') await this.keys.endAllOf(userId, by);
      await this.audit.record({
        ...this.about(by, { sessions }),
        action: 'user.tokens_invalidated',
        object: { type: 'user', id: userId },
      });
      return sessions;
    });
  }

  /**
   * The same for everybody. With a session that is kept, its user's other sessions end, and what is being issued to that
   * user alone is spared.
   *
   * @returns how many sessions were open
   */
  async endEverybody(kept: KeptSession | null, by: Revocation): Promise<number> {
    return this.transactions.run(async () => {
      // users before sessions, as by all who lock both
      await this.users.invalidateAllTokens(kept?.userId ?? null);
      const sessions = await this.end({ everybody: true, ...(kept ? { except: kept.sessionId } : {}) }, by);
      await this.audit.record({
        ...this.about(by, { sessions }),
        action: 'user.tokens_invalidated',
        object: { type: 'user', id: null },
      });
      return sessions;
    });
  }

  /**
   * Puts one refresh token on the blacklist and ends its session: with its newest refresh token dead it could not go on,
   * and its access tokens are to die at once.
   *
   * @returns false when both was done before
   */
  async blacklist(
    token: { readonly id: string; readonly jti: string; readonly sessionId: string; readonly gen: number },
    by: Revocation,
  ): Promise<boolean> {
    return this.transactions.run(async () => {
      // the session first: whoever refreshes it holds it
      const ended = await this.end({ ids: [token.sessionId] }, by);
      const added = await this.revocations.blacklist(token.id, this.placed(by));
      if (!added && ended === 0) return false;
      await this.audit.record({
        ...this.about(by, { session: token.sessionId, gen: token.gen }),
        action: 'token.blacklisted',
        object: { type: 'token', id: token.jti },
      });
      return true;
    });
  }

  /** With the address of the request where nobody says another one. */
  private placed(by: Revocation): Revocation {
    return by.ip === undefined ? { ...by, ip: this.traces.get().ip } : by;
  }

  /** What every entry about a revocation says. */
  private about(by: Revocation, details: Details): Pick<AuditEvent, 'actor' | 'details' | 'ip'> {
    const { reason, note = null } = by;
    return {
      actor: this.actor(by.actor ?? null),
      ip: this.placed(by).ip ?? null,
      details: { reason, ...(note === null ? {} : { note }), ...details },
    };
  }

  /** A rule or a command acts for nobody in person; a person may act through an API key. */
  private actor(userId: string | null): AuditActor {
    const { actor } = this.traces.get();
    if (userId === null) return { kind: 'system' };
    return actor.kind === 'api_key' ? actor : { kind: 'user', id: userId };
  }
}

type Details = Readonly<Record<string, AuditValue>>;

const SESSIONS = { type: 'session', id: null } as const;

/**
 * A filter as the audit keeps it: `filter` is a list of `name=value`, empty for everybody. Nobody can erase it, so it
 * does not say an address.
 */
function described({ ids, email, search, ...rest }: RevocationFilter): Details {
  const filter = {
    ...(email === undefined ? {} : { email: pseudonym(email) }),
    ...(search === undefined ? {} : { search: pseudonym(search) }),
    ...rest,
  };
  const conditions = Object.entries(filter).flatMap(([name, value]: [string, unknown]) =>
    name === 'everybody' ? [] : [`${name}=${value instanceof Date ? value.toISOString() : String(value)}`],
  );
  return { filter: conditions, ...(ids === undefined ? {} : { ids }) };
}
