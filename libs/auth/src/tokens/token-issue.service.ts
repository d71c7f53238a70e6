import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '@app/config';
import type { IssuedTokens, Role, Transport } from '../sessions/session';
import type { Lifetimes } from './token-claims';
import { type RefreshSubject, TokenSigningService } from './token-signing.service';

/** Makes the pair of tokens that a sign-in or a refresh answers with. */
@Injectable()
export class TokenIssueService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly signing: TokenSigningService,
  ) {}

  /** The key that signs what is new. */
  get activeKid(): string {
    return this.signing.activeKid;
  }

  /** How long tokens of a user live: short for whoever may enter the panel. */
  lifetimes({ isStaff, isSuperuser }: Role): Lifetimes {
    return isStaff || isSuperuser ? this.config.auth.staff : this.config.auth.normal;
  }

  /**
   * A new access token that ends no later than the refresh token beside it, and that one from its row.
   *
   * @param head the row of the refresh token
   * @param now the moment of the database's clock that the access token is issued at
   */
  issue(head: RefreshSubject, transport: Transport, role: Role, now: Date): IssuedTokens {
    const { userId, sessionId, gen } = head;
    const ends = Math.min(now.getTime() + this.lifetimes(role).access, head.expiresAt.getTime());
    return {
      access: this.signing.signAccess({ userId, sessionId, gen, createdAt: now, expiresAt: new Date(ends) }),
      expiresIn: Math.max(0, Math.floor((ends - now.getTime()) / 1000)),
      refresh: this.signing.signRefresh(head),
      refreshExpiresAt: head.expiresAt,
      sessionId,
      userId,
      transport,
    };
  }
}
