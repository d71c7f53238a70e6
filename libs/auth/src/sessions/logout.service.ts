import { Injectable } from '@nestjs/common';
import { TokenInvalidError } from '../auth.errors';
import type { TokenClaims, TokenKind } from '../tokens/token-claims';
import { TokenSigningService } from '../tokens/token-signing.service';
import type { Caller } from './session';
import { SessionEndService } from './session-end.service';

/** What a client that signs out may have left. */
export interface LeftTokens {
  readonly refresh?: string | null | undefined;
  readonly access?: string | null | undefined;
}

/** Signing out, which always succeeds. */
@Injectable()
export class LogoutService {
  constructor(
    private readonly signing: TokenSigningService,
    private readonly ends: SessionEndService,
  ) {}

  /**
   * Ends the sessions of the tokens given. A token that has run out, or that is not the newest any more, still says
   * which session is meant; one that is not ours says nothing, and that is no error.
   */
  async logout({ refresh, access }: LeftTokens, { ip }: Caller): Promise<void> {
    for (const claims of [this.read(refresh, 'refresh'), this.read(access, 'access')]) {
      if (claims === null) continue;
      await this.ends.end(
        { ids: [claims.sid], userId: claims.sub },
        { reason: 'logout', actor: claims.sub, ip },
        'session.sign_out',
      );
    }
  }

  private read(token: string | null | undefined, kind: TokenKind): TokenClaims | null {
    try {
      return token ? this.signing.verify(token, kind, { evenIfExpired: true }) : null;
    } catch (error) {
      if (error instanceof TokenInvalidError) return null;
      throw error;
    }
  }
}
