import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Transactions } from '@app/database';
import { TokenInvalidError, TokenReusedError } from '../auth.errors';
import { RefreshRepository, type RefreshState, type StoredToken } from '../persistence/refresh.repository';
import { RevocationRepository } from '../persistence/revocation.repository';
import type { SecurityEvent } from '../sessions/security-event';
import { SecurityEventsService } from '../sessions/security-events.service';
import {
  absoluteEnd,
  type Caller,
  idleEnd,
  isAlive,
  type IssuedTokens,
  LOCK_TIMEOUT,
  type Transport,
} from '../sessions/session';
import { issuedAt, type TokenClaims } from '../tokens/token-claims';
import { TokenIssueService } from '../tokens/token-issue.service';
import { TokenSigningService } from '../tokens/token-signing.service';
import { judgeRefresh, type RefreshVerdict } from './refresh-verdict';

/** What a refresh gives. */
interface RefreshedTokens extends IssuedTokens {
  /** Nothing but choosing another password is open to the user. */
  readonly mustChangePassword: boolean;
}

type Outcome = RefreshedTokens | 'invalid' | 'reuse';

/** One refresh token for the next, by generation: docs/decisions tells why it is done this way. */
@Injectable()
export class RefreshService {
  constructor(
    private readonly transactions: Transactions,
    private readonly signing: TokenSigningService,
    private readonly tokens: TokenIssueService,
    private readonly refreshes: RefreshRepository,
    private readonly revocations: RevocationRepository,
    private readonly events: SecurityEventsService,
  ) {}

  /**
   * Exchanges a refresh token. Nothing is consumed by an attempt that fails; the end of a session whose token came back
   * too late is committed although the caller is refused, so never call this inside a transaction of your own.
   *
   * @param transport how the token came: a session that was opened for the other way refuses it, so that no token out
   *   of a cookie is ever answered in a body; any way if absent
   * @throws TokenInvalidError for a token that counts for nothing; TokenReusedError for one that came back too late;
   *   AuthBusyError when the session is held by others for 2 seconds
   */
  async refresh(token: string, caller: Caller, transport?: Transport): Promise<RefreshedTokens> {
    const claims = this.signing.verify(token, 'refresh');
    const outcome = await this.transactions.run(() => this.decide(claims, caller, transport));
    if (outcome === 'reuse') throw new TokenReusedError();
    if (outcome === 'invalid') throw new TokenInvalidError();
    return outcome;
  }

  private async decide(claims: TokenClaims, caller: Caller, transport?: Transport): Promise<Outcome> {
    const { sub, sid, gen } = claims;
    const state = await this.refreshes.lockState(sub, sid, gen, LOCK_TIMEOUT);
    if (!state) return 'invalid';
    const lifetimes = this.tokens.lifetimes(state);
    if (!isAlive(state, { sub, issuedAt: issuedAt(claims) }, lifetimes, state.now)) return 'invalid';
    const rows = state.tokens.map((token) => ({ ...token, expiresAt: idleEnd(token, lifetimes) }));
    const verdict = judgeRefresh(state, claims, rows, state.now);
    const head = state.tokens.find((token) => token.gen === state.currentGen);
    if (verdict === 'invalid' || !head) return 'invalid';
    // a token that came back too late ends its session whichever way it came
    const strayed = transport !== undefined && transport !== state.transport;
    if (strayed && verdict !== 'reuse') return 'invalid';
    const next = verdict === 'rotate' ? await this.rotate(claims, state, head, caller) : head;
    await this.remember(verdict, claims, state, caller);
    if (verdict === 'reuse') return 'reuse';
    const subject = { ...next, userId: sub, sessionId: sid };
    return {
      ...this.tokens.issue(subject, state.transport, state, state.now),
      mustChangePassword: state.mustChangePassword,
    };
  }

  private async rotate(
    { sid }: TokenClaims,
    state: RefreshState,
    head: StoredToken,
    { ip }: Caller,
  ): Promise<Pick<StoredToken, 'jti' | 'kid' | 'gen' | 'createdAt' | 'expiresAt'>> {
    const lifetimes = this.tokens.lifetimes(state);
    const ends = Math.min(state.now.getTime() + lifetimes.idle, absoluteEnd(state, lifetimes).getTime());
    const born = { jti: randomUUID(), kid: this.tokens.activeKid, expiresAt: new Date(ends) };
    await this.refreshes.rotate({ ...born, sessionId: sid, head, now: state.now, ip });
    return { ...born, gen: head.gen + 1, createdAt: state.now };
  }

  /** Writes what a verdict leaves behind. */
  private async remember(
    verdict: RefreshVerdict,
    { sub, sid, gen }: TokenClaims,
    state: RefreshState,
    { ip }: Caller,
  ): Promise<void> {
    if (verdict === 'keep' || verdict === 'rotate') return;
    await this.refreshes.countReuse(sid, gen);
    if (verdict === 'repeat') return;
    if (verdict === 'recover') await this.refreshes.noteRecovery(sid, state.now);
    if (verdict === 'reuse') await this.revocations.revoke({ ids: [sid] }, { reason: 'reuse', ip });
    const event: SecurityEvent = {
      what: verdict === 'recover' ? 'recovery' : 'reuse',
      at: state.now,
      userId: sub,
      sessionId: sid,
      gen,
      currentGen: state.currentGen,
      knownIp: state.ip,
      ip,
    };
    await this.events.record(event);
  }
}
