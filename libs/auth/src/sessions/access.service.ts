import { Injectable } from '@nestjs/common';
import { TokenInvalidError } from '../auth.errors';
import { SessionsRepository } from '../persistence/sessions.repository';
import { permissionCodes } from '@app/users';
import { expiresAt, issuedAt, readClaims, type TokenClaims } from '../tokens/token-claims';
import { TokenIssueService } from '../tokens/token-issue.service';
import { type AccessTokenVerification, TokenSigningService } from '../tokens/token-signing.service';
import { isAlive } from './session';

/** Who a request comes from, as its access token and the database say now. */
export interface Identity {
  readonly userId: string;
  readonly sessionId: string;
  /** Generation of the refresh token that the access token came with. */
  readonly gen: number;
  readonly isStaff: boolean;
  readonly isSuperuser: boolean;
  /** Nothing but choosing another password is open. */
  readonly mustChangePassword: boolean;
  /** Codenames; all of them for a superuser. */
  readonly permissions: ReadonlySet<string>;
}

/** Decides about access tokens, on each request: nothing is remembered from the one before. */
@Injectable()
export class AccessService {
  constructor(
    private readonly signing: TokenSigningService,
    private readonly tokens: TokenIssueService,
    private readonly sessions: SessionsRepository,
  ) {}

  /** How to prove an access token before {@link identifyPayload} is asked. */
  get verification(): AccessTokenVerification {
    return this.signing.accessVerification;
  }

  /**
   * Who presents this access token. Its first use confirms its generation: the answer that brought it has arrived.
   *
   * @throws TokenInvalidError for whatever is not an access token of ours that counts at this moment
   */
  async verify(token: string): Promise<Identity> {
    return this.identify(this.signing.verify(token, 'access'));
  }

  /**
   * The same for the payload of an access token whose signature, type, issuer, audience and time are proven.
   *
   * @throws TokenInvalidError when it lacks a claim, its session has ended, or its user may not come in
   */
  async identifyPayload(payload: unknown): Promise<Identity> {
    const claims = readClaims(payload);
    if (!claims) throw new TokenInvalidError();
    return this.identify(claims);
  }

  /**
   * Whose access token this is by its signature alone, for what needs no right: a session that has ended since is not
   * noticed. Asks no database.
   *
   * @returns the id of a user; `null` for whatever is not an unexpired access token of ours
   */
  subjectOf(token: string): string | null {
    try {
      return this.signing.verify(token, 'access').sub;
    } catch (error) {
      if (error instanceof TokenInvalidError) return null;
      throw error;
    }
  }

  private async identify(claims: TokenClaims): Promise<Identity> {
    const { sub, sid, gen } = claims;
    const session = await this.sessions.findUse(sid, gen);
    if (!session || gen > session.currentGen) throw new TokenInvalidError();
    const { isStaff, isSuperuser, mustChangePassword, now } = session;
    // by the clock of the database too: one of this process that is behind makes no token live longer
    if (expiresAt(claims) <= now) throw new TokenInvalidError();
    if (!isAlive(session, { sub, issuedAt: issuedAt(claims) }, this.tokens.lifetimes(session), now)) {
      throw new TokenInvalidError();
    }
    if (session.noteworthy) await this.sessions.noteUse(sid, gen);
    const permissions = new Set<string>(isSuperuser ? permissionCodes : session.permissions);
    return { userId: sub, sessionId: sid, gen, isStaff, isSuperuser, mustChangePassword, permissions };
  }
}
